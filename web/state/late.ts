import { daysIn } from '../text/dates.ts'

/** Even files that come by the month have come by then. */
const LATE_AFTER_DAYS = 35

/** A city that publishes whole months waits four weeks before it does. */
const PUBLISHED_LATE_AFTER_DAYS = LATE_AFTER_DAYS + 28 + 31

/** How many days ago the data ended, where that is too long ago to pass for now; else null. Days as 2026-10-31. */
export function daysLate(dataTo: string, today: string, isByMonth = false): number | null {
  const days = daysIn(dataTo, today) - 1
  return days > (isByMonth ? PUBLISHED_LATE_AFTER_DAYS : LATE_AFTER_DAYS) ? days : null
}
