import type { AlertLevel } from '../catalog/alert-levels.ts'
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
 * Levels by false discovery rate and excess, never by a rate alone: yellow below 5 %, orange below 1 % with 5 cases in excess, red
 * when orange in two of the last three weeks, or below 0.1 % with 10 in excess; else blue. `before`: levels of the last weeks.
 */
function levelOf({ q, seen, expected }: Rise, before: readonly (AlertLevel | undefined)[]): AlertLevel {
  const excess = seen - expected
  const isHigh = q < 0.01 && excess >= 5
  if ((q < 0.001 && excess >= 10) || (isHigh && before.some(isUrgent))) return 'red'
  if (isHigh) return 'orange'
  return q < 0.05 ? 'yellow' : 'blue'
}

/** What is called week by week, from `first` on; `tested[i]` belongs to week first + i. */
export function callWeeks(tested: readonly WeekTested[], first: number, mostFalse: number): Called[] {
  const weeks: Map<number, Called>[] = []
  for (const [i, { rises }] of tested.entries()) {
    const now = new Map<number, Called>()
    const before = weeks.slice(-LOOKED_BACK)
    for (const [series, rise] of strongest(rises)) {
      if (!(rise.q < mostFalse)) continue
      const level = levelOf(
        rise,
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
