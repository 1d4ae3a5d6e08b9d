import type { Period } from './types.ts'
import type { Grain } from '../query/plan.ts'

const DAY_MS = 86_400_000
const numberOf = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY_MS
const dayOf = (number: number) => new Date(number * DAY_MS).toISOString().slice(0, 10)

export const addDays = (day: string, days: number): string => dayOf(numberOf(day) + days)
export const daysIn = ({ from, to }: Period): number => numberOf(to) - numberOf(from) + 1

/** The same calendar day some years away; 29 February becomes 28 February. */
export function addYears(day: string, years: number): string {
  const moved = `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`
  return dayOf(numberOf(moved)) === moved ? moved : `${moved.slice(0, 8)}28`
}

const isMonthStart = (day: string) => day.endsWith('-01')
const isMonthEnd = (day: string) => isMonthStart(addDays(day, 1))
const addMonths = (day: string, months: number) => {
  const at = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}-01`
}

/** The period just before: as many whole months where the period is whole months, else as many days. */
export function previousPeriod(period: Period): Period {
  const to = addDays(period.from, -1)
  if (isMonthStart(period.from) && isMonthEnd(period.to)) {
    const months =
      (Number(period.to.slice(0, 4)) - Number(period.from.slice(0, 4))) * 12 +
      Number(period.to.slice(5, 7)) -
      Number(period.from.slice(5, 7)) +
      1
    return { from: addMonths(period.from, -months), to }
  }
  return { from: addDays(period.from, -daysIn(period)), to }
}

export const yearBefore = ({ from, to }: Period): Period => ({ from: addYears(from, -1), to: addYears(to, -1) })

/** First day of the bucket that holds a day; weeks begin on Monday. */
export function bucketOf(grain: Grain, day: string): string {
  switch (grain) {
    case 'day':
      return day
    case 'week':
      return addDays(day, -((numberOf(day) + 3) % 7))
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
