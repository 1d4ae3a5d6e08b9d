import type { AlertLevel, AlertRules } from '../catalog/alert-levels.ts'
import type { Rise, WeekTested } from './rises.ts'
import type { WeeklySeries } from './weekly-series.ts'

/** A rise that is called. */
export interface Called extends Rise {
  week: number
  level: AlertLevel
  /** First of the called weeks in a row. */
  since: number
}

/** The strongest span of each series. */
function strongest(rises: readonly Rise[]): Map<number, Rise> {
  const best = new Map<number, Rise>()
  for (const rise of rises) if (!best.has(rise.series)) best.set(rise.series, rise)
  return best
}

const LOOKED_BACK = 2
const isUrgent = (level: AlertLevel | undefined): boolean => level === 'orange' || level === 'red'

/**
 * Levels by false discovery rate and excess, never by a rate alone; red also when orange in two of the last three weeks. `before`:
 * levels of the last weeks.
 */
function levelOf(
  { q, seen, expected }: Rise,
  { most_false, least_excess }: AlertRules,
  before: readonly (AlertLevel | undefined)[],
): AlertLevel {
  const excess = seen - expected
  const isHigh = q < most_false.orange && excess >= least_excess.orange
  if ((q < most_false.red && excess >= least_excess.red) || (isHigh && before.some(isUrgent))) return 'red'
  if (isHigh) return 'orange'
  return q < most_false.yellow ? 'yellow' : 'blue'
}

/** What is called week by week, from `first` on; `tested[i]` belongs to week first + i. */
export function callWeeks(tested: readonly WeekTested[], first: number, rules: AlertRules): Called[] {
  const weeks: Map<number, Called>[] = []
  for (const [i, { rises }] of tested.entries()) {
    const now = new Map<number, Called>()
    const before = weeks.slice(-LOOKED_BACK)
    for (const [series, rise] of strongest(rises)) {
      if (!(rise.q < rules.most_false.blue)) continue
      const level = levelOf(
        rise,
        rules,
        before.map((week) => week.get(series)?.level),
      )
      now.set(series, { ...rise, week: first + i, level, since: before.at(-1)?.get(series)?.since ?? first + i })
    }
    weeks.push(now)
  }
  return weeks.flatMap((week) => [...week.values()])
}

/** Those of each series, in the order given. */
export function bySeries<T extends { series: number }>(all: readonly T[]): Map<number, T[]> {
  const lists = new Map<number, T[]>()
  for (const one of all) {
    const list = lists.get(one.series)
    if (list) list.push(one)
    else lists.set(one.series, [one])
  }
  return lists
}

/** Area and kind of a series. */
export const subjectOf = ({ areas, codes }: WeeklySeries, series: number) => ({
  area_id: areas[Math.floor(series / codes.length)] as number,
  code: codes[series % codes.length] as number,
})
