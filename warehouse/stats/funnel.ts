import { gammaP } from './distributions.ts'
import { zFor } from './intervals.ts'

/** `rate` per person, `proportion` 0–1, `ratio` observed over expected. */
export type FunnelKind = 'rate' | 'proportion' | 'ratio'

/** Limits by point, in the unit of the target; NaN where the size is not above 0. */
export interface FunnelLimits {
  low: Float64Array
  high: Float64Array
}

/**
 * Limits within which points of a size lie by chance alone when all share the target. `sizes` are people for a rate
 * and a proportion, expected cases for a ratio; the target of a ratio is 1. Exact Poisson for rates and ratios, the
 * score (inverted Wilson) limits for proportions. With `tau2` from `overDispersion` the limits are normal and allow for
 * a spread between points that is not chance. Drawn at 0.95 and 0.998.
 */
export function funnelLimits(
  kind: FunnelKind,
  sizes: Float64Array,
  target: number,
  confidence = 0.95,
  tau2 = 0,
): FunnelLimits {
  const z = zFor(confidence)
  const low = new Float64Array(sizes.length).fill(Number.NaN)
  const high = new Float64Array(sizes.length).fill(Number.NaN)
  for (let i = 0; i < sizes.length; i++) {
    const size = sizes[i] ?? 0
    if (!(size > 0)) continue
    if (kind === 'proportion' || tau2 > 0) {
      const half = z * Math.sqrt(chance(kind, target, size) + tau2)
      low[i] = Math.max(0, target - half)
      high[i] = Math.min(largest(kind), target + half)
    } else {
      const expected = target * size
      low[i] = fewest(expected, (1 - confidence) / 2) / size
      high[i] = most(expected, (1 - confidence) / 2) / size
    }
  }
  return { low, high }
}

/** Variance by chance of a point of a size at the target. */
function chance(kind: FunnelKind, target: number, size: number): number {
  return (kind === 'proportion' ? target * (1 - target) : target) / size
}

const largest = (kind: FunnelKind) => (kind === 'proportion' ? 1 : Number.POSITIVE_INFINITY)

/** Count x with P(X ≤ x) = tail, where x runs over the reals; 0 where even no case at all is likelier than that. */
function fewest(expected: number, tail: number): number {
  if (Math.exp(-expected) >= tail) return 0
  return solve(expected, (x) => 1 - gammaP(x + 1, expected) > tail, 0, expected)
}

/** Count x with P(X ≥ x) = tail. */
function most(expected: number, tail: number): number {
  let high = 2 * expected + 1
  while (gammaP(high, expected) > tail) high *= 2
  return solve(expected, (x) => gammaP(x, expected) < tail, 0, high)
}

/** Smallest x in (low, high) that is beyond, to about the last bit of what is expected. */
function solve(scale: number, isBeyond: (x: number) => boolean, low: number, high: number): number {
  let [from, to] = [low, high]
  while (to - from > 1e-13 * Math.max(to, scale)) {
    const middle = (from + to) / 2
    if (middle === from || middle === to) break
    if (isBeyond(middle)) to = middle
    else from = middle
  }
  return (from + to) / 2
}

export interface OverDispersion {
  /** Mean of the squared winsorised z scores: 1 when the spread is chance alone. */
  phi: number
  /** Variance between points beyond chance, in the square of the target's unit; 0 when there is none. */
  tau2: number
  points: number
}

/**
 * Spread between points beyond chance (Spiegelhalter 2005): z scores about the target, a tenth of each tail pulled in
 * to its quantile, additive τ². Points without a value or a size are left out; null below two points or where the
 * target leaves nothing to chance.
 */
export function overDispersion(
  kind: FunnelKind,
  values: Float64Array,
  sizes: Float64Array,
  target: number,
  trim = 0.1,
): OverDispersion | null {
  const scores = new Float64Array(values.length)
  let points = 0
  let sum = 0
  let squares = 0
  for (let i = 0; i < values.length; i++) {
    const variance = chance(kind, target, sizes[i] ?? 0)
    const score = ((values[i] ?? Number.NaN) - target) / Math.sqrt(variance)
    if (!(Number.isFinite(score) && Number.isFinite(variance))) continue
    scores[points++] = score
    sum += 1 / variance
    squares += 1 / (variance * variance)
  }
  if (points < 2) return null
  const sorted = scores.slice(0, points).sort()
  const [low, high] = [quantile(sorted, trim), quantile(sorted, 1 - trim)]
  let phi = 0
  for (const score of sorted) phi += Math.min(high, Math.max(low, score)) ** 2 / points
  const excess = points * phi - (points - 1)
  const tau2 = excess > 0 ? excess / (sum - squares / sum) : 0
  return { phi, tau2, points }
}

/** Quantile between the two nearest of ascending values (R's type 7). */
function quantile(sorted: Float64Array, p: number): number {
  const at = p * (sorted.length - 1)
  const below = sorted[Math.floor(at)] ?? 0
  return below + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] ?? below) - below)
}

export type FunnelPlace = 'better' | 'similar' | 'worse' | 'cannot_tell'

/**
 * Where each point lies by its limits. `cannot_tell`: without a value or limits, or so small a point that inside the
 * limits even no case at all (or, of a proportion, every case) would lie inside too.
 */
export function placeInFunnel(
  kind: FunnelKind,
  values: Float64Array,
  limits: FunnelLimits,
  isHighGood: boolean,
): FunnelPlace[] {
  const above = isHighGood ? 'better' : 'worse'
  const below = isHighGood ? 'worse' : 'better'
  return Array.from(values, (value, i) => {
    const low = limits.low[i] ?? Number.NaN
    const high = limits.high[i] ?? Number.NaN
    if (!(Number.isFinite(value) && low <= high)) return 'cannot_tell'
    if (value > high) return above
    if (value < low) return below
    return low <= 0 || high >= largest(kind) ? 'cannot_tell' : 'similar'
  })
}
