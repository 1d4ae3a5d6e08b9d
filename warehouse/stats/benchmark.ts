/** A value with both ends of its interval, in one unit; of a fixed figure all three are the same. */
export interface Estimate {
  value: number
  low: number
  high: number
}

export type Standing = 'above' | 'below' | 'similar' | 'unclear'

/** Within which part of a benchmark a value counts as similar to it. */
export const SIMILAR_WITHIN = 0.1

/**
 * How far from a benchmark, in its unit, a value still counts as similar: a tenth of it. Of a share that is out of
 * `whole` (100 for percent) a tenth of the smaller of it and its rest, so that a share and its rest are judged alike.
 */
export function similarMargin(benchmark: number, whole: number | null): number {
  const size = Math.abs(benchmark)
  return SIMILAR_WITHIN * (whole === null ? size : Math.max(0, Math.min(size, whole - size)))
}

/**
 * Where a value stands against a benchmark, from the interval of their difference, made of both intervals (Newcombe 1998,
 * Zou and Donner 2008; against a fixed figure that is the value's own interval). Clear where the interval leaves 0 out;
 * similar where all of it lies within the margin, which is more than not being clear (Schuirmann 1987); else it cannot be
 * told. An estimate that is not finite cannot be told either.
 */
export function standingOf(of: Estimate, benchmark: Estimate, margin: number): Standing {
  const difference = of.value - benchmark.value
  const low = difference - Math.hypot(of.value - of.low, benchmark.high - benchmark.value)
  const high = difference + Math.hypot(of.high - of.value, benchmark.value - benchmark.low)
  if (low > 0) return 'above'
  if (high < 0) return 'below'
  return low >= -margin && high <= margin ? 'similar' : 'unclear'
}
