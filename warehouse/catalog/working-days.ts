const DAY_MS = 86_400_000
/** 1 January 1970 was a Thursday, the fourth day of its week. */
const SHIFT = 3

/** Days since 1970 of an ISO day. */
const numberOf = (day: string) => Math.floor(Date.parse(day) / DAY_MS)
/** 0: Monday. */
const weekdayOf = (n: number) => (((n + SHIFT) % 7) + 7) % 7
/** Mondays to Fridays up to a day, that one included, counted from a Monday. */
const weekdaysUpTo = (n: number) => 5 * Math.floor((n + SHIFT) / 7) + Math.min(weekdayOf(n) + 1, 5)

/**
 * Counts working days: weekdays that are no holiday, and weekends that are declared working days (调休). `holidays` and `workdays`
 * are ISO days; a day that is both is worked.
 */
export class WorkingDays {
  /** Ascending days off and worked against the rule, as days since 1970. */
  readonly #off: readonly number[]
  readonly #worked: readonly number[]
  readonly #years: ReadonlySet<string>

  constructor(holidays: readonly string[], workdays: readonly string[]) {
    const isWeekend = (n: number) => weekdayOf(n) > 4
    const sorted = (days: Iterable<string>) => [...new Set(days)].map(numberOf).sort((a, b) => a - b)
    const kept = new Set(workdays)
    this.#off = sorted(holidays.filter((day) => !kept.has(day))).filter((n) => !isWeekend(n))
    this.#worked = sorted(workdays).filter(isWeekend)
    this.#years = new Set(holidays.map((day) => day.slice(0, 4)))
  }

  /** Years from one day to another for which no holiday is listed: of them weekends alone are left out. */
  yearsWithout(from: string, to: string): string[] {
    const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))]
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => String(first + i)).filter(
      (year) => !this.#years.has(year),
    )
  }

  /** Working days after the day `from` up to the day `to`, that one included; 0 where `to` is not later. */
  between(from: string, to: string): number {
    const [a, b] = [numberOf(from), numberOf(to)]
    if (b <= a) return 0
    const within = (days: readonly number[]) => days.reduce((sum, n) => sum + (n > a && n <= b ? 1 : 0), 0)
    return weekdaysUpTo(b) - weekdaysUpTo(a) - within(this.#off) + within(this.#worked)
  }

  /** How many days after the day `from` are over before more than `limit` working days have passed. */
  daysWithin(from: string, limit: number): number {
    const start = numberOf(from)
    const day = (n: number) => new Date(n * DAY_MS).toISOString().slice(0, 10)
    let days = limit
    while (this.between(from, day(start + days + 1)) <= limit) days++
    return days
  }
}
