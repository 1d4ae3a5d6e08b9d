import type { Indicator, Status } from '../catalog/types.ts'
import {
  differenceInterval,
  type Interval,
  proportionDifferenceInterval,
  proportionRatioInterval,
  ratioInterval,
} from '../stats/intervals.ts'
import type { ClassValue, Comparison, Estimate } from './urban-rural-types.ts'
import type { Pair } from './urban-rural-sums.ts'
import { plainValue } from '../stats/values.ts'

export const none = (status: Status): Estimate => ({ value: null, low: null, high: null, status })
const finite = (value: number) => (Number.isFinite(value) ? value : null)

export function estimate(value: number, interval: Interval | null, status: Status = 'ok'): Estimate {
  return { value: finite(value), low: interval && finite(interval[0]), high: interval && finite(interval[1]), status }
}

/** Where counts vary `dispersion` times as much as chance alone, that many of them are worth one. */
const thinned = ({ n, d }: Pair, dispersion: number): Pair => ({ n: n / dispersion, d: d / dispersion })

/** Value of a class with the interval of the indicator's own method. */
export function classValue(indicator: Indicator, pair: Pair, dispersion: number): ClassValue {
  const { n, d } = pair
  const whole = plainValue(indicator, n, d)
  const { low, high } = plainValue(indicator, n / dispersion, d / dispersion)
  return {
    numerator: finite(n),
    denominator: finite(d),
    value: finite(whole.value),
    low: finite(low),
    high: finite(high),
    status: whole.status,
  }
}

const tuple = ({ n, d }: Pair): readonly [number, number] => [n, d]

function statusOf(a: ClassValue, b: ClassValue): Status {
  if (a.value === null) return a.status
  if (b.value === null) return b.status
  return [a, b].some(({ status }) => status === 'unreliable') ? 'unreliable' : 'ok'
}

/** First over second, on the log scale; null where the second is 0. */
export function ratioOf(indicator: Indicator, first: Pair, second: Pair, dispersion: number): Estimate {
  const [a, b] = [classValue(indicator, first, dispersion), classValue(indicator, second, dispersion)]
  if (a.value === null || b.value === null) return none(statusOf(a, b))
  if (b.value === 0) return none('zero_denominator')
  const ratio = a.value / b.value
  const [x, y] = [thinned(first, dispersion), thinned(second, dispersion)]
  const interval =
    indicator.interval === 'poisson'
      ? ratioInterval(ratio, x.n, y.n)
      : indicator.interval === 'wilson'
        ? proportionRatioInterval(ratio, tuple(x), tuple(y))
        : null
  return estimate(ratio, interval, statusOf(a, b))
}

/** First minus second, in the indicator's unit. */
export function differenceOf(indicator: Indicator, first: Pair, second: Pair, dispersion: number): Estimate {
  const [a, b] = [classValue(indicator, first, dispersion), classValue(indicator, second, dispersion)]
  if (a.value === null || b.value === null) return none(statusOf(a, b))
  const difference = a.value - b.value
  const [x, y] = [thinned(first, dispersion), thinned(second, dispersion)]
  const { scale } = indicator
  const shares = () => proportionDifferenceInterval(tuple(x), tuple(y))
  const interval: Interval | null =
    indicator.interval === 'poisson'
      ? differenceInterval(difference, tuple(x), tuple(y), scale)
      : indicator.interval === 'wilson'
        ? [shares()[0] * scale, shares()[1] * scale]
        : null
  return estimate(difference, interval, statusOf(a, b))
}

export function compare(indicator: Indicator, urban: Pair, rural: Pair, dispersion: number): Comparison {
  return {
    urban: classValue(indicator, urban, dispersion),
    rural: classValue(indicator, rural, dispersion),
    difference: differenceOf(indicator, urban, rural, dispersion),
    ratio: ratioOf(indicator, urban, rural, dispersion),
  }
}

/** Buckets that say something of how the ratio scatters: fewer, and it is not told. */
const FEWEST_BUCKETS = 6
const FEWEST_COUNT = 5

/**
 * How far the ratio of two sides scatters from bucket to bucket, against what independent cases would do (1): the mean
 * weighted square of its logarithm's distance from their mean. Cases that come in runs, or a ratio that moves, make it
 * larger. Null with too few buckets; never below 1.
 */
export function dispersionOf(indicator: Indicator, buckets: readonly (readonly [Pair, Pair])[]): number | null {
  if (indicator.interval !== 'poisson' && indicator.interval !== 'wilson') return null
  const logs: { log: number; weight: number }[] = []
  for (const [a, b] of buckets) {
    if (!(Math.min(a.n, b.n) >= FEWEST_COUNT && a.d > 0 && b.d > 0)) continue
    const finiteness = indicator.interval === 'wilson' ? 1 / a.d + 1 / b.d : 0
    const variance = 1 / a.n + 1 / b.n - finiteness
    if (variance > 0) logs.push({ log: Math.log(a.n / a.d / (b.n / b.d)), weight: 1 / variance })
  }
  if (logs.length < FEWEST_BUCKETS) return null
  const weights = logs.reduce((sum, { weight }) => sum + weight, 0)
  const mean = logs.reduce((sum, { log, weight }) => sum + log * weight, 0) / weights
  const square = logs.reduce((sum, { log, weight }) => sum + weight * (log - mean) ** 2, 0)
  return Math.max(1, square / (logs.length - 1))
}
