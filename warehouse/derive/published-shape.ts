import {
  type PublishedPeriod,
  type PublishedPlace,
  type PublishedRow,
  periodsOf,
  placesOf,
  settledMonths,
} from '../catalog/published.ts'
import { type PublishedTable, tablesOf } from '../catalog/published-tables.ts'
import type { SnapshotCatalog } from '../catalog/snapshot-catalog.ts'

/** The axes of a set: which cells there are. */
export interface PublishedShape {
  months: string[]
  periods: PublishedPeriod[]
  periodParent: number[]
  places: PublishedPlace[]
  coarse: number
  tables: PublishedTable[]
}

/** What the last version published, by place, table and month. */
function said(rows: readonly PublishedRow[]) {
  const isRest = (place: string) => place.endsWith('*')
  return {
    months: [...new Set(rows.filter(({ grain }) => grain === 'month').map(({ start }) => start))].sort(),
    places: new Set(rows.filter(({ table, place }) => table === 'cases' && !isRest(place)).map(({ place }) => place)),
    tables: new Set(rows.map(({ table }) => table)),
    members: (id: string) => new Set(rows.filter(({ table }) => table === id).map(({ member }) => member)),
  }
}

/**
 * The cells to publish. What was published before stays: its months, and of its tables those that still are. Where areas
 * have changed since, only later months are published; tables that are new join when a set is begun anew.
 */
export function shapeOf(
  catalog: SnapshotCatalog,
  hasGroups: boolean,
  before: readonly PublishedRow[],
): { shape: PublishedShape; isContinued: boolean } {
  const { places, coarse } = placesOf(catalog)
  const earlier = said(before)
  const own = places.filter(({ isRest }) => !isRest)
  const isContinued =
    before.length > 0 && own.length === earlier.places.size && own.every(({ key }) => earlier.places.has(key))
  const settled = settledMonths(catalog)
  const last = earlier.months.at(-1)
  const later = last === undefined ? settled : settled.filter((month) => month > last)
  const months = isContinued ? [...earlier.months, ...later] : later
  const all = tablesOf(catalog, hasGroups)
  const kept = isContinued ? all.filter(({ id }) => earlier.tables.has(id)) : all
  const tables = kept.map((table) => {
    const gone = isContinued
      ? [...earlier.members(table.id)].filter((name) => !table.members.some((m) => m.name === name))
      : []
    return { ...table, members: [...table.members, ...gone.map((name) => ({ name, parent: -1, isLatent: false }))] }
  })
  const { periods, parent } = periodsOf(months)
  return { shape: { months, periods, periodParent: parent, places, coarse, tables }, isContinued }
}
