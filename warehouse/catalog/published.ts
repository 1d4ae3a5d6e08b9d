/** The finite set of tables that a city of profile `standard` publishes: its periods, places, members. Pure. */
import { dayNumber } from './periods.ts'
import { type AreaEntry, levelChain, type SnapshotCatalog } from './snapshot-catalog.ts'

/** Days after its end until a month is published: late reports and most follow-ups are in by then, for it stays as it is. */
export const SETTLING_DAYS = 28
/** A first month whose first case lies in its first days counts as whole. */
const FIRST_DAYS = 7

/** Weeks are published of all cases of the whole city alone; the rest by whole months. */
export type PublishedGrain = 'week' | 'month' | 'quarter' | 'year'
export interface PublishedPeriod {
  grain: PublishedGrain
  /** First day, ISO. */
  start: string
}

const dayAfter = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
export const nextMonth = (start: string): string => `${dayAfter(start, 31).slice(0, 7)}-01`

/** The Monday of a day's week. */
const weekOf = (day: string): string => dayAfter(day, -((dayNumber(day) + 3) % 7))

/** The Mondays of the weeks that a month touches. */
export function weeksIn(month: string): string[] {
  const weeks: string[] = []
  for (let at = weekOf(month); at < nextMonth(month); at = dayAfter(at, 7)) weeks.push(at)
  return weeks
}

/** The months that a week touches: one, or two. */
export const monthsOfWeek = (week: string): string[] => [
  ...new Set([week, dayAfter(week, 6)].map((day) => `${day.slice(0, 7)}-01`)),
]

/** First days of the months that are over and have settled, ascending. */
export function settledMonths({ dataFrom, dataTo }: Pick<SnapshotCatalog, 'dataFrom' | 'dataTo'>): string[] {
  const own = `${dataFrom.slice(0, 7)}-01`
  const months: string[] = []
  const last = dayAfter(dataTo, -SETTLING_DAYS)
  for (let at = Number(dataFrom.slice(8)) <= FIRST_DAYS ? own : nextMonth(own); ; at = nextMonth(at)) {
    if (dayAfter(nextMonth(at), -1) > last) return months
    months.push(at)
  }
}

/** Whole years and quarters of a run of months, and the months: parents first, with the number of each one's parent. */
export function periodsOf(months: readonly string[]): { periods: PublishedPeriod[]; parent: number[] } {
  const known = new Set(months)
  const isWhole = (start: string, n: number) => {
    let at = start
    for (let i = 0; i < n; i++, at = nextMonth(at)) if (!known.has(at)) return false
    return true
  }
  const of = (grain: PublishedGrain, starts: readonly string[]) => starts.map((start) => ({ grain, start }))
  const years = months.filter((month) => month.endsWith('-01-01') && isWhole(month, 12))
  const quarters = months.filter((month) => /-(01|04|07|10)-01$/.test(month) && isWhole(month, 3))
  const periods: PublishedPeriod[] = [...of('year', years), ...of('quarter', quarters), ...of('month', months)]
  const find = (grain: PublishedGrain, start: string) =>
    periods.findIndex((each) => each.grain === grain && each.start === start)
  const parent = periods.map(({ grain, start }) => {
    const year = find('year', `${start.slice(0, 4)}-01-01`)
    if (grain === 'year') return -1
    if (grain === 'quarter') return year
    const first = String(Math.floor((Number(start.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0')
    const quarter = find('quarter', `${start.slice(0, 5)}${first}-01`)
    return quarter === -1 ? year : quarter
  })
  return { periods, parent }
}

/** A place of the set: the whole city, an area, or what is left of a place beside its areas (published nowhere). */
export interface PublishedPlace {
  /** Levels, codes and first days from the top down; '' for the whole city. */
  key: string
  parent: number
  area: AreaEntry | null
  isRest: boolean
}

/** Levels whose areas are published, coarsest first: those down to the one the desk opens with. */
export function publishedLevels({ city, emptyLevels }: Pick<SnapshotCatalog, 'city' | 'emptyLevels'>): string[] {
  const chain = levelChain(city.levels, city.default_level).map((level) => level.id)
  return chain.filter((id) => !emptyLevels.includes(id)).toReversed()
}

/** The finest level by which breakdowns are published: the coarsest that has two areas or more. */
export function breakdownLevel(catalog: SnapshotCatalog): string | undefined {
  const levels = publishedLevels(catalog)
  const n = (level: string) => catalog.areas.filter((area) => area.level === level).length
  return levels.find((level) => n(level) > 1) ?? levels.at(-1)
}

/**
 * The places, parents first and level by level, and how many of them have breakdowns. Areas that do not lie in an area of the
 * level above are left out: their cases are part of the rest.
 */
export function placesOf(catalog: SnapshotCatalog): { places: PublishedPlace[]; coarse: number } {
  const places: PublishedPlace[] = [{ key: '', parent: -1, area: null, isRest: false }]
  const levels = publishedLevels(catalog)
  const last = breakdownLevel(catalog)
  let coarse = 1
  let above = new Map<number | null, number>([[null, 0]])
  for (const [depth, level] of levels.entries()) {
    const here = new Map<number | null, number>()
    const divided = new Set<number>()
    for (const area of catalog.areas.filter((each) => each.level === level)) {
      const parent = above.get(depth === 0 ? null : area.parent_id)
      if (parent === undefined) continue
      const key = `${places[parent]?.key}/${level} ${area.code} ${area.valid_from ?? ''}`
      here.set(area.area_id, places.length)
      divided.add(parent)
      places.push({ key, parent, area, isRest: false })
    }
    for (const parent of divided) places.push({ key: `${places[parent]?.key}/*`, parent, area: null, isRest: true })
    above = here
    if (level === last) coarse = places.length
  }
  return { places, coarse }
}

/** One line of the stored set. `shown` is null where it is hidden. */
export interface PublishedRow {
  table: string
  grain: PublishedGrain
  start: string
  place: string
  member: string
  n: number
  shown: number | null
}

export const rowKey = (table: string, { grain, start }: PublishedPeriod, place: string, member: string): string =>
  `${table}|${grain} ${start}|${place}|${member}`
