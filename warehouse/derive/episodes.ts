import { ALERT_LEVELS, type AlertLevel } from '../catalog/alert-levels.ts'
import { membersOf, type SnapshotCatalog } from '../catalog/snapshot-catalog.ts'
import type { SqlValue } from '../engine/engine.ts'
import { type Episode, episodes } from '../stats/temporal-scan.ts'
import { bySeries, type Called, subjectOf } from './called.ts'
import type { WeeklySeries } from './weekly-series.ts'

const YEAR = 52
const AROUND = 2
/** With fewer cases than this over the weeks tried there is nothing to see with hindsight. */
const FEWEST = 15

/** A rise that did come: in one series, or in every area of a kind. Weeks as positions in the series. */
export interface Past extends Pick<Episode, 'from' | 'to' | 'seen' | 'expected'> {
  series: readonly number[]
  fromDay: string
  toDay: string
}

/** How much of each kind was usual in each week, city-wide: the mean of that week and those beside it in all years. */
function seasons({ areas, codes, weeks, counts }: WeeklySeries): Float64Array[] {
  return codes.map((_, c) => {
    const whole = new Float64Array(weeks)
    for (let a = 0; a < areas.length; a++)
      for (let w = 0; w < weeks; w++)
        whole[w] = (whole[w] as number) + (counts[(a * codes.length + c) * weeks + w] as number)
    return Float64Array.from({ length: weeks }, (_w, w) => {
      let sum = 0
      let n = 0
      for (let year = w % YEAR; year < weeks + YEAR; year += YEAR) {
        for (let at = Math.max(0, year - AROUND); at <= Math.min(weeks - 1, year + AROUND); at++) {
          sum += whole[at] as number
          n++
        }
      }
      return sum / n
    })
  })
}

const urgency = new Map<AlertLevel, number>(ALERT_LEVELS.map(({ id }, i) => [id, i]))

/** Whether an alert of week w belongs to a rise: it may come a week late, since four weeks are counted together. */
export const isDuring = (w: number, { from, to }: Pick<Past, 'from' | 'to'>): boolean => w >= from && w <= to + 1

/**
 * Rises that can be seen now that the weeks from `first` on have passed, and the known events of the pack; a row of each with
 * the first alert it had.
 */
export function episodesOf(
  series: WeeklySeries,
  catalog: SnapshotCatalog,
  first: number,
  called: readonly Called[],
): { hindsight: Past[]; known: Past[]; rows: Record<string, SqlValue>[] } {
  const { areas, codes, weeks, counts, weekFrom, weekTo } = series
  const season = seasons(series)
  const hindsight: Past[] = []
  for (let s = 0; s < areas.length * codes.length; s++) {
    const own = counts.subarray(s * weeks, (s + 1) * weeks)
    if (own.subarray(first).reduce((sum, n) => sum + n, 0) < FEWEST) continue
    for (const one of episodes(own, season[s % codes.length] as Float64Array, { from: first }))
      hindsight.push({ ...one, series: [s], fromDay: weekFrom(one.from), toDay: weekTo(one.to) })
  }
  const known = knownEvents(series, catalog, first, season)
  const calledIn = bySeries(called)
  const row = (source: string, one: Past): Record<string, SqlValue> => {
    const during = one.series.flatMap((s) => calledIn.get(s) ?? []).filter(({ week }) => isDuring(week, one))
    const [worst] = during.map(({ level }) => level).sort((a, b) => (urgency.get(b) ?? 0) - (urgency.get(a) ?? 0))
    const alerted = during.length > 0 ? weekTo(Math.min(...during.map(({ week }) => week))) : null
    const { area_id, code } = subjectOf(series, one.series[0] as number)
    return {
      source,
      area_id: one.series.length === 1 ? area_id : null,
      code,
      from_day: one.fromDay,
      to_day: one.toDay,
      seen: one.seen,
      expected: one.expected,
      alerted,
      level: worst ?? null,
    }
  }
  return {
    hindsight,
    known,
    rows: [...hindsight.map((one) => row('hindsight', one)), ...known.map((one) => row('known', one))],
  }
}

/** The events of the pack that fall into the weeks from `first` on; what was usual is told by all weeks outside of each. */
function knownEvents(series: WeeklySeries, catalog: SnapshotCatalog, first: number, season: readonly Float64Array[]) {
  const { areas, codes, weeks, counts, field, level, weekFrom, weekTo } = series
  return (catalog.city.known_events ?? []).flatMap((event): Past[] => {
    const area = catalog.areas.find((each) => each.level === level && each.code === event.area)
    const c = codes.indexOf(membersOf(catalog, field).find(({ value }) => value === event.category)?.code ?? -1)
    const all = areas.map((_, a) => a)
    const within = event.area === undefined ? all : all.filter((a) => areas[a] === area?.area_id)
    const during = Array.from({ length: weeks }, (_, w) => w).filter(
      (w) => w >= first && weekTo(w) >= event.from && weekFrom(w) <= event.to,
    )
    const [from, to] = [during[0], during.at(-1)]
    if (c < 0 || within.length === 0 || from === undefined || to === undefined) return []
    const usual = season[c] as Float64Array
    let [seen, hoped, others, usualOthers] = [0, 0, 0, 0]
    for (let w = 0; w < weeks; w++) {
      const n = within.reduce((sum, a) => sum + (counts[(a * codes.length + c) * weeks + w] as number), 0)
      if (w >= from && w <= to) [seen, hoped] = [seen + n, hoped + (usual[w] as number)]
      else [others, usualOthers] = [others + n, usualOthers + (usual[w] as number)]
    }
    const expected = usualOthers > 0 ? (hoped * others) / usualOthers : 0
    const of = within.map((a) => a * codes.length + c)
    return [{ series: of, from, to, seen, expected, fromDay: event.from, toDay: event.to }]
  })
}
