import { chiSquareQuantile, normalQuantile } from './distributions.ts'

/** Both ends of an interval, in the unit of what it is about. */
export type Interval = readonly [low: number, high: number]

const EXACT_BELOW = 10
const zOf = new Map<number, number>()

/** Two-sided normal quantile of a confidence level: 1.96 for 0.95. */
export function zFor(confidence: number): number {
  const known = zOf.get(confidence)
  if (known !== undefined) return known
  const z = normalQuantile(1 - (1 - confidence) / 2)
  zOf.set(confidence, z)
  return z
}

/** Exact (Garwood 1936) interval of the mean of a Poisson count. */
export function garwood(count: number, confidence = 0.95): Interval {
  const alpha = 1 - confidence
  const low = count === 0 ? 0 : chiSquareQuantile(alpha / 2, 2 * count) / 2
  return [low, chiSquareQuantile(1 - alpha / 2, 2 * count + 2) / 2]
}

/** Byar's approximation (Breslow & Day 1987), good from about ten events on. */
export function byar(count: number, confidence = 0.95): Interval {
  const z = zFor(confidence)
  const low = count === 0 ? 0 : count * (1 - 1 / (9 * count) - z / (3 * Math.sqrt(count))) ** 3
  const next = count + 1
  return [low, next * (1 - 1 / (9 * next) + z / (3 * Math.sqrt(next))) ** 3]
}

const exact = new Map<number, Interval>()

/** Interval of a count of events: exact below ten, Byar from ten on (the rule of OHID's phe_rate). */
export function poissonInterval(count: number, confidence = 0.95): Interval {
  if (count >= EXACT_BELOW) return byar(count, confidence)
  if (confidence !== 0.95) return garwood(count, confidence)
  const known = exact.get(count) ?? garwood(count)
  if (Number.isInteger(count)) exact.set(count, known)
  return known
}

/** Wilson's score interval of x out of n, as shares 0–1; n > 0. */
export function wilson(x: number, n: number, confidence = 0.95): Interval {
  const z = zFor(confidence)
  const middle = 2 * x + z * z
  const half = z * Math.sqrt(z * z + 4 * x * (1 - x / n))
  const whole = 2 * (n + z * z)
  return [Math.max(0, (middle - half) / whole), Math.min(1, (middle + half) / whole)]
}

/** Interval of the ratio of two rates from their counts (log scale, variance 1/a + 1/b); null when a count is 0. */
export function ratioInterval(ratio: number, a: number, b: number, confidence = 0.95): Interval | null {
  if (a <= 0 || b <= 0) return null
  const half = zFor(confidence) * Math.sqrt(1 / a + 1 / b)
  return [ratio * Math.exp(-half), ratio * Math.exp(half)]
}

/**
 * Interval of the difference of two rates a/n − b/m, both per `scale`, from the interval of each count (MOVER, Zou and Donner 2008): it
 * has a width also where nothing happened on a side, which an interval of ± 1.96 standard errors has not.
 */
export function differenceInterval(
  difference: number,
  [a, n]: readonly [number, number],
  [b, m]: readonly [number, number],
  scale: number,
  confidence = 0.95,
): Interval {
  const [lowA, highA] = poissonInterval(a, confidence)
  const [lowB, highB] = poissonInterval(b, confidence)
  const down = Math.hypot((a - lowA) / n, (highB - b) / m)
  const up = Math.hypot((highA - a) / n, (b - lowB) / m)
  return [difference - scale * down, difference + scale * up]
}

/** Interval of the ratio of two proportions x/n over y/m (log scale, Katz et al. 1978); null when a count is 0. */
export function proportionRatioInterval(
  ratio: number,
  [x, n]: readonly [number, number],
  [y, m]: readonly [number, number],
  confidence = 0.95,
): Interval | null {
  if (x <= 0 || y <= 0) return null
  const half = zFor(confidence) * Math.sqrt(1 / x - 1 / n + (1 / y - 1 / m))
  return [ratio * Math.exp(-half), ratio * Math.exp(half)]
}

/** Interval of the difference of two proportions x/n − y/m, as shares, from their Wilson intervals (Newcombe 1998, method 10). */
export function proportionDifferenceInterval(
  [x, n]: readonly [number, number],
  [y, m]: readonly [number, number],
  confidence = 0.95,
): Interval {
  const [p, q] = [x / n, y / m]
  const [lowP, highP] = wilson(x, n, confidence)
  const [lowQ, highQ] = wilson(y, m, confidence)
  return [p - q - Math.hypot(p - lowP, highQ - q), p - q + Math.hypot(highP - p, q - lowQ)]
}
