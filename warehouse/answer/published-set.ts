import { addDays } from './days.ts'
import { nextMonth, type PublishedGrain, type PublishedPeriod, placesOf } from '../catalog/published.ts'
import { between, type PartRef, type PublishedTable, tablesOf } from '../catalog/published-tables.ts'
import type { SnapshotCatalog } from '../catalog/snapshot-catalog.ts'
import type { Attached } from '../snapshot/types.ts'
import type { Period } from './types.ts'

/** The tables that a snapshot of a city of profile `standard` publishes. */
export interface PublishedSet {
  /** First days of the months, ascending. */
  months: readonly string[]
  /** Place of the whole city (null) or of an area in the set. */
  placeOf(areaId: number | null): string | undefined
  hasTable(id: string): boolean
  hasMember(ref: PartRef): boolean
  /** Whole periods that make up a run of days, few and long ones; null where they are not all published. `isWhole`: of all cases of the whole city, of which weeks are published too. */
  cover(period: Period, isWhole: boolean): PublishedPeriod[] | null
  /** A count as it is shown; NaN where it is hidden or not in the set. */
  shown(ref: PartRef, period: PublishedPeriod, place: string): number
  /** Tables that hold what is in a denominator and not in its numerator; null where none do. */
  between(numerator: PartRef, denominator: PartRef): PublishedTable[] | null
}

const MONTHS: Record<Exclude<PublishedGrain, 'week'>, number> = { year: 12, quarter: 3, month: 1 }
const GRAINS = Object.keys(MONTHS) as PublishedGrain[]

/** The day after the last of a period. */
export function afterPeriod({ grain, start }: PublishedPeriod): string {
  if (grain === 'week') return addDays(start, 7)
  let at = start
  for (let i = 0; i < MONTHS[grain]; i++) at = nextMonth(at)
  return at
}

/** First and last day of the month of a day. */
export const monthOf = (day: string): Period => {
  const from = `${day.slice(0, 7)}-01`
  return { from, to: addDays(nextMonth(from), -1) }
}

const keyOf = ({ grain, start }: PublishedPeriod, place: string, member: string) =>
  `${grain} ${start}|${place}|${member}`

async function read({ engine, store, catalog }: Attached): Promise<PublishedSet> {
  const { columns, rows } = await engine.query({
    text: `select table_id, grain, start, place, member, shown from ${engine.dialect.table(store, 'published')}`,
  })
  const text = (name: string, i: number) => String(columns[name]?.[i] ?? '')
  const counts = new Map<string, Map<string, number>>()
  const members = new Map<string, Set<string>>()
  const periods = new Set<string>()
  for (let i = 0; i < rows; i++) {
    const [table, member] = [text('table_id', i), text('member', i)]
    const period = { grain: text('grain', i) as PublishedGrain, start: text('start', i) }
    const shown = columns.shown?.[i]
    // A week that is not whole yet is kept for the next version alone.
    if (period.grain === 'week' && shown === null) continue
    periods.add(`${period.grain} ${period.start}`)
    members.set(table, (members.get(table) ?? new Set()).add(member))
    if (shown === null) continue
    const own = counts.get(table) ?? new Map<string, number>()
    counts.set(table, own.set(keyOf(period, text('place', i), member), Number(shown)))
  }
  return setOf(catalog, counts, members, periods)
}

function setOf(
  catalog: SnapshotCatalog,
  counts: ReadonlyMap<string, ReadonlyMap<string, number>>,
  members: ReadonlyMap<string, ReadonlySet<string>>,
  periods: ReadonlySet<string>,
): PublishedSet {
  const places = new Map(
    placesOf(catalog).places.flatMap(({ key, area, isRest }) => (isRest ? [] : [[area?.area_id ?? null, key]])),
  )
  const tables = new Map(tablesOf(catalog, true).flatMap((table) => (members.has(table.id) ? [[table.id, table]] : [])))
  const isPublished = ({ grain, start }: PublishedPeriod) => periods.has(`${grain} ${start}`)
  return {
    months: [...periods].flatMap((name) => (name.startsWith('month ') ? [name.slice(6)] : [])).sort(),
    placeOf: (areaId) => places.get(areaId),
    hasTable: (id) => members.has(id),
    hasMember: ({ table, member }) => members.get(table)?.has(member) ?? false,
    cover({ from, to }, isWhole) {
      const before = addDays(to, 1)
      const ends = new Set<string>()
      const grains: readonly PublishedGrain[] = isWhole ? [...GRAINS, 'week'] : GRAINS
      const onward = (at: string): PublishedPeriod[] | null => {
        if (at === before) return []
        if (ends.has(at)) return null
        ends.add(at)
        for (const period of grains.map((grain) => ({ grain, start: at }))) {
          const rest = isPublished(period) && afterPeriod(period) <= before ? onward(afterPeriod(period)) : null
          if (rest) return [period, ...rest]
        }
        return null
      }
      return onward(from)
    },
    shown: ({ table, member }, period, place) => counts.get(table)?.get(keyOf(period, place, member)) ?? Number.NaN,
    between: (numerator, denominator) => between(tables, numerator, denominator),
  }
}

const known = new WeakMap<Attached, Promise<PublishedSet>>()

/** What a snapshot publishes, read once; null where its city has another profile. */
export async function publishedSet(snapshot: Attached): Promise<PublishedSet | null> {
  if (snapshot.catalog.city.profile !== 'standard') return null
  const found = known.get(snapshot) ?? read(snapshot)
  known.set(snapshot, found)
  return found
}
