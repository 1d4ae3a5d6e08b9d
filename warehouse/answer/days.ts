import { addDays, addMonths, dayNumber, daysFrom } from '../catalog/periods.ts'
import type { Period } from './types.ts'
import type { Grain } from '../query/plan.ts'

export { addDays, addYears, dayNumber, daysIn, previousPeriod, yearBefore } from '../catalog/periods.ts'

/** A first day of a bucket of any grain, after all data. */
export const NEVER = '9001-01-01'

export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from)

/** First day of the bucket that holds a day; weeks begin on Monday. */
export function bucketOf(grain: Grain, day: string): string {
  switch (grain) {
    case 'day':
      return day
    case 'week':
      return addDays(day, -((dayNumber(day) + 3) % 7))
    case 'month':
      return `${day.slice(0, 7)}-01`
    case 'quarter':
      return `${day.slice(0, 5)}${String(Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`
    case 'year':
      return `${day.slice(0, 4)}-01-01`
  }
}

function nextBucket(grain: Grain, start: string): string {
  if (grain === 'day') return addDays(start, 1)
  if (grain === 'week') return addDays(start, 7)
  return addMonths(start, grain === 'month' ? 1 : grain === 'quarter' ? 3 : 12)
}

/** First days of all buckets that the period touches, ascending. */
export function bucketsIn(grain: Grain, period: Period): string[] {
  if (grain === 'day') {
    return daysFrom(dayNumber(period.from), dayNumber(period.to))
  }
  const starts: string[] = []
  for (let at = bucketOf(grain, period.from); at <= period.to; at = nextBucket(grain, at)) starts.push(at)
  return starts
}

/** Last day of a bucket, no later than the period's own. */
export function bucketEnd(grain: Grain, start: string, period: Period): string {
  const end = addDays(nextBucket(grain, start), -1)
  return end < period.to ? end : period.to
}

/** A bucket as questions and exports name it: 2026-10-31, Monday's date, 2026-10, 2026-Q4, 2026. */
export function bucketCode(grain: Grain, start: string): string {
  if (grain === 'day' || grain === 'week') return start
  if (grain === 'month') return start.slice(0, 7)
  if (grain === 'year') return start.slice(0, 4)
  return `${start.slice(0, 4)}-Q${Math.floor((Number(start.slice(5, 7)) - 1) / 3) + 1}`
}
