import type { AlertRules } from '../catalog/alert-levels.ts'
import type { SqlValue } from '../engine/engine.ts'
import { bySeries, type Called, callWeeks } from './called.ts'
import { isDuring, type Past } from './episodes.ts'
import type { WeekTested } from './rises.ts'
import type { WeeklySeries } from './weekly-series.ts'

/** False discovery rates that are tried beside that of the city. */
const TRIED = [0.001, 0.01, 0.05, 0.1, 0.2]
const DAY_MS = 86_400_000
const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / DAY_MS

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [a, b] = [sorted[middle], sorted[middle - 1]]
  if (a === undefined) return null
  return sorted.length % 2 === 1 || b === undefined ? a : (a + b) / 2
}

/** Weeks in a row count as one alert: its series, first and last week. */
interface Run {
  series: number
  from: number
  to: number
}

function runsOf(called: readonly Called[]): Run[] {
  const runs = new Map<string, Run>()
  for (const { series, since, week } of called) runs.set(`${series} ${since}`, { series, from: since, to: week })
  return [...runs.values()]
}

/** How alerts did against rises that did come: how many of each met the other, and how early. `since`: first day tried. */
function against(rises: readonly Past[], called: readonly Called[], since: string, weekTo: (w: number) => string) {
  const risesIn = bySeries(rises.flatMap((one) => one.series.map((series) => ({ ...one, series }))))
  const confirmed = runsOf(called).filter((run) =>
    (risesIn.get(run.series) ?? []).some((one) => run.from <= one.to + 1 && run.to >= one.from),
  )
  const calledIn = bySeries(called)
  const found = rises.flatMap((one) => {
    const during = one.series.flatMap((s) => calledIn.get(s) ?? []).filter(({ week }) => isDuring(week, one))
    if (during.length === 0) return []
    const day = weekTo(Math.min(...during.map(({ week }) => week)))
    const from = one.fromDay > since ? one.fromDay : since
    return [{ delay: days(from, day), lead: days(day, one.toDay) }]
  })
  return {
    rises: rises.length,
    found: found.length,
    confirmed: confirmed.length,
    delay: median(found.map(({ delay }) => delay)),
    lead: median(found.map(({ lead }) => lead)),
  }
}

/**
 * How alerts of the weeks from `first` on would have done with other thresholds, measured by the rises seen with hindsight and by
 * the known events: the share of alerts during one (precision), of rises with an alert (recall), and how early they came.
 */
export function backTest(
  { weeks, weekFrom, weekTo }: WeeklySeries,
  tested: readonly WeekTested[],
  first: number,
  rules: AlertRules,
  { hindsight, known }: { hindsight: readonly Past[]; known: readonly Past[] },
): Record<string, SqlValue>[] {
  const tried = [...new Set([...TRIED, rules.most_false.blue])].sort((a, b) => a - b)
  return tried.map((mostFalse) => {
    const called = callWeeks(tested, first, { ...rules, most_false: { ...rules.most_false, blue: mostFalse } })
    const seen = against(hindsight, called, weekFrom(first), weekTo)
    const told = against(known, called, weekFrom(first), weekTo)
    return {
      most_false: mostFalse,
      from_day: weekFrom(first),
      to_day: weekTo(weeks - 1),
      weeks: tested.length,
      alerts: runsOf(called).length,
      confirmed: seen.confirmed,
      episodes: seen.rises,
      found: seen.found,
      false_alarms: tested.reduce((sum, { falseAlarms }) => sum + falseAlarms(mostFalse), 0),
      delay_days: seen.delay,
      lead_days: seen.lead,
      borne_out: against([...hindsight, ...known], called, weekFrom(first), weekTo).confirmed,
      known: told.rises,
      known_found: told.found,
      known_confirmed: told.confirmed,
      known_delay_days: told.delay,
      known_lead_days: told.lead,
    }
  })
}
