import type { Indicator, Status } from '../catalog/types.ts'
import { differenceInterval, type Interval, poissonInterval, ratioInterval, wilson } from './intervals.ts'

/** One value with its interval; NaN where there is none, with the reason in `status`. */
export interface Value {
  numerator: number
  denominator: number
  value: number
  low: number
  high: number
  status: Status
}

const NONE = Number.NaN
/** A coefficient of variation of 20 % or more: one over the root of the count. */
export const FEWEST_EVENTS = 25

export const withoutValue = (status: Status, numerator = NONE, denominator = NONE): Value => ({
  numerator,
  denominator,
  value: NONE,
  low: NONE,
  high: NONE,
  status,
})

function intervalOf(indicator: Indicator, n: number, d: number): Interval {
  if (indicator.interval === 'poisson') {
    const [low, high] = poissonInterval(n)
    const per = indicator.kind === 'count' ? 1 : indicator.scale / d
    return [low * per, high * per]
  }
  if (indicator.interval === 'wilson') {
    const [low, high] = wilson(n, d)
    return [low * indicator.scale, high * indicator.scale]
  }
  return [NONE, NONE]
}

/** Too few events for a rate to be relied on. */
export const isFew = (events: number): boolean => events > 0 && events < FEWEST_EVENTS

function isUnsure(indicator: Indicator, n: number, d: number): boolean {
  if (indicator.interval === 'poisson' && indicator.kind === 'rate') return isFew(n)
  return indicator.interval === 'wilson' && d < indicator.minimum
}

/** Value of a count, rate, proportion or ratio from its parts. */
export function plainValue(indicator: Indicator, n: number, d: number): Value {
  if (indicator.kind === 'count') {
    if (Number.isNaN(n)) return withoutValue('missing')
    const [low, high] = intervalOf(indicator, n, NONE)
    return { numerator: n, denominator: NONE, value: n * indicator.scale, low, high, status: 'ok' }
  }
  if (Number.isNaN(n) || Number.isNaN(d)) return withoutValue('missing', n, d)
  if (d === 0) return withoutValue('zero_denominator', n, d)
  const [low, high] = intervalOf(indicator, n, d)
  const status = isUnsure(indicator, n, d) ? 'unreliable' : 'ok'
  return { numerator: n, denominator: d, value: (indicator.scale * n) / d, low, high, status }
}

/** Urban against rural: ratio or difference of one rate, from the counts and people of both. */
export function gapValue(
  gap: Indicator,
  of: Indicator,
  urban: readonly [number, number],
  rural: readonly [number, number],
): Value {
  const [a, n] = urban
  const [b, m] = rural
  if ([a, n, b, m].some(Number.isNaN)) return withoutValue('missing')
  if (n === 0 || m === 0) return withoutValue('zero_denominator')
  const [u, r] = [(of.scale * a) / n, (of.scale * b) / m]
  const status: Status = Math.min(a, b) < FEWEST_EVENTS ? 'unreliable' : 'ok'
  if (gap.as === 'difference') {
    const [low, high] = differenceInterval(u - r, urban, rural, of.scale)
    return { numerator: u, denominator: r, value: u - r, low, high, status }
  }
  if (r === 0) return withoutValue('zero_denominator', u, r)
  const [low, high] = ratioInterval(u / r, a, b) ?? [NONE, NONE]
  return { numerator: u, denominator: r, value: u / r, low, high, status }
}

/** Change against an earlier value: percent, or points where the values are percentages. NaN where either is missing. */
export function changeOf(indicator: Indicator, now: number, before: number): number {
  if (indicator.unit === 'percent') return now - before
  return before === 0 ? NONE : (100 * (now - before)) / before
}
