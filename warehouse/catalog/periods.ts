const DAY_MS = 86_400_000
/** A century of days. */
const MOST_KNOWN = 36_525
const FIRST_KNOWN = Date.parse('1990-01-01T00:00:00Z') / DAY_MS
/** Days since 1970-01-01. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS
/** ISO days by how many come after `FIRST_KNOWN`, as far as they were written before. */
const isoDays = Array.from<string | undefined>({ length: MOST_KNOWN })
/** Days of a century are remembered once they are written. */
export function dayOf(number: number): string {
  const at = number - FIRST_KNOWN
  const known = at >= 0 && at < MOST_KNOWN ? isoDays[at] : undefined
  if (known !== undefined) return known
  const day = new Date(number * DAY_MS).toISOString().slice(0, 10)
  if (at >= 0 && at < MOST_KNOWN) isoDays[at] = day
  return day
}

/** All days from one to another, both included. */
export function daysFrom(first: number, last: number): string[] {
  const at = first - FIRST_KNOWN
  const known = at >= 0 ? isoDays.slice(at, at + Math.max(0, last - first + 1)) : []
  const days = known as string[]
  for (let day = first; day <= last; day++) days[day - first] ??= dayOf(day)
  return days
}

/** Inclusive ISO days. */
interface Days {
  from: string
  to: string
}

export const addDays = (day: string, days: number): string => dayOf(dayNumber(day) + days)
export const daysIn = ({ from, to }: Days): number => dayNumber(to) - dayNumber(from) + 1

/** The same calendar day some years away; 29 February becomes 28 February. */
export function addYears(day: string, years: number): string {
  const moved = `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`
  return dayOf(dayNumber(moved)) === moved ? moved : `${moved.slice(0, 8)}28`
}

const isMonthStart = (day: string) => day.endsWith('-01')
const isMonthEnd = (day: string) => isMonthStart(addDays(day, 1))

/** First day of the month some months away from that of a day. */
export const addMonths = (day: string, months: number): string => {
  const at = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}-01`
}

/** The period just before: as many whole months where the period is whole months, else as many days. */
export function previousPeriod(period: Days): Days {
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

export const yearBefore = ({ from, to }: Days): Days => ({ from: addYears(from, -1), to: addYears(to, -1) })
