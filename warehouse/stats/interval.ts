import { chiSquareQuantile } from './gamma.ts'
import { normalQuantile } from './normal.ts'

/** Two-sided confidence limits, NaN where the method has none. */
export interface Interval {
  low: number
  high: number
}

const EXACT_BELOW = 10
export const NO_INTERVAL: Interval = { low: Number.NaN, high: Number.NaN }

const quantiles = new Map<number, number>()
/** Standard normal quantile of a two-sided confidence level. */
export function zOf(confidence: number): number {
  let z = quantiles.get(confidence)
  if (z === undefined) {
    z = normalQuantile(1 - (1 - confidence) / 2)
    quantiles.set(confidence, z)
  }
  return z
}

/** Garwood's exact limits of a Poisson count. */
export function garwood(count: number, confidence = 0.95): Interval {
  const tail = (1 - confidence) / 2
  return {
    low: count === 0 ? 0 : chiSquareQuantile(tail, 2 * count) / 2,
    high: chiSquareQuantile(1 - tail, 2 * count + 2) / 2,
  }
}

/** Byar's approximation. The lower limit goes negative for tiny counts: use `poissonInterval`. */
export function byar(count: number, confidence = 0.95): Interval {
  const z = zOf(confidence)
  const next = count + 1
  return {
    low: count === 0 ? 0 : count * (1 - 1 / (9 * count) - z / (3 * Math.sqrt(count))) ** 3,
    high: next * (1 - 1 / (9 * next) + z / (3 * Math.sqrt(next))) ** 3,
  }
}

const exact95: Interval[] = []
/** Limits of a Poisson count by the rule of public-health practice: exact below 10, Byar from there on. */
export function poissonInterval(count: number, confidence = 0.95): Interval {
  if (!(count >= 0)) return NO_INTERVAL
  if (count >= EXACT_BELOW) return byar(count, confidence)
  if (confidence !== 0.95 || !Number.isInteger(count)) return garwood(count, confidence)
  exact95[count] ??= garwood(count)
  return exact95[count]
}

/** Wilson's limits of a proportion `hits / n`, both between 0 and 1. */
export function wilson(hits: number, n: number, confidence = 0.95): Interval {
  if (!(n > 0) || hits < 0 || hits > n) return NO_INTERVAL
  const z = zOf(confidence)
  const centre = 2 * hits + z * z
  const spread = z * Math.sqrt(z * z + 4 * hits * (1 - hits / n))
  const span = 2 * (n + z * z)
  return {
    low: hits === 0 ? 0 : Math.max(0, (centre - spread) / span),
    high: hits === n ? 1 : Math.min(1, (centre + spread) / span),
  }
}

/** A count of events and the population it came from. */
export interface Part {
  events: number
  population: number
}

/** Ratio of two rates with limits on the log scale; none where either count is 0. */
export function rateRatio(a: Part, b: Part, confidence = 0.95): Interval & { value: number } {
  const value = a.events / a.population / (b.events / b.population)
  if (!(a.events > 0 && b.events > 0)) return { value, ...NO_INTERVAL }
  const spread = Math.exp(zOf(confidence) * Math.sqrt(1 / a.events + 1 / b.events))
  return { value, low: value / spread, high: value * spread }
}

/** Difference of two rates, both multiplied by `scale`, with normal limits. */
export function rateDifference(a: Part, b: Part, scale: number, confidence = 0.95): Interval & { value: number } {
  const value = scale * (a.events / a.population - b.events / b.population)
  const error = scale * Math.sqrt(a.events / a.population ** 2 + b.events / b.population ** 2)
  const spread = zOf(confidence) * error
  return { value, low: value - spread, high: value + spread }
}

/** Change from `before` to `now`: percent of `before`, or plain points where the values are percentages themselves. */
export function changeFrom(before: number, now: number, inPoints: boolean): number {
  if (inPoints) return now - before
  return before === 0 ? Number.NaN : (100 * (now - before)) / before
}
