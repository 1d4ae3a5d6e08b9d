import { gridDisk } from 'h3-js'
import type { City } from '../catalog/city.ts'
import { referenceYear, type SnapshotCatalog } from '../catalog/snapshot-catalog.ts'
import type { Engine } from '../engine/engine.ts'
import { type Neighbours, neighboursFrom } from '../stats/neighbours.ts'

/** Places with fewer people than this are left out of a study: a rate of a dozen people is an accident. */
const FEWEST_PEOPLE = 30

/** Where cases are looked for in excess. `keys[i]`: an H3 index, or an area_id. */
export interface StudiedPlaces {
  dimension: string
  /** SQL over `cases` that gives the key of a case's place. */
  keyOfCase: string
  keys: bigint[]
  people: Float64Array
  neighbours: Neighbours
}

/** The people counted: residents where there are any, else those registered; of the nearest earlier year. */
export interface Counted {
  basis: 'resident' | 'registered'
  year: number
}

/** Whom rates at the end of a period are counted by; null where nobody is. */
export function countedBy(catalog: SnapshotCatalog, day: string): Counted | null {
  const { resident, registered } = catalog.populationYears
  const basis = resident.length > 0 ? 'resident' : 'registered'
  const year = referenceYear(basis === 'resident' ? resident : registered, Number(day.slice(0, 4)))
  return year === null ? null : { basis, year }
}

const hex = (cell: bigint) => cell.toString(16)

/** Cells beside one another at one resolution. */
function cellNeighbours(cells: readonly bigint[]): Neighbours {
  const at = new Map(cells.map((cell, i) => [hex(cell), i]))
  return neighboursFrom(
    cells.map((cell, i) => gridDisk(hex(cell), 1).flatMap((id) => (at.get(id) === i ? [] : (at.get(id) ?? [])))),
  )
}

/** Names a table of a store; of the store that is open where none is named. */
const tableOf = (engine: Engine, store: string | undefined) => (name: string) =>
  store === undefined ? name : engine.dialect.table(store, name)

/** Inhabited cells of the resolution at which the map opens, each with the ring of cells around it. */
export async function studiedCells(
  engine: Engine,
  city: City,
  { basis, year }: Counted,
  store?: string,
): Promise<StudiedPlaces> {
  const table = tableOf(engine, store)
  const resolution = city.cells.map
  const found = await engine.query({
    text: `select ${engine.dialect.cellParent('cell', resolution)} as cell, round(sum(n), 6) as people from ${table('cell_population')}
      where basis = ? and year = ? group by 1 having sum(n) >= ? order by 1`,
    values: [basis, year, FEWEST_PEOPLE],
  })
  const keys = Array.from<unknown, bigint>(found.columns.cell ?? [], (cell) => BigInt(cell as bigint))
  return {
    dimension: `cell:${resolution}`,
    keyOfCase: engine.dialect.cellParent('cell', resolution),
    keys,
    people: Float64Array.from<unknown>(found.columns.people ?? [], Number),
    neighbours: cellNeighbours(keys),
  }
}

/** Resolution at which areas are found to touch: cells a few hundred metres wide. */
const TOUCHING = 9

/**
 * Inhabited areas of a level. Neighbours are areas that share a cell a few hundred metres wide or have two such cells side
 * by side, so that a river or a road between them does not part them.
 */
export async function studiedAreas(engine: Engine, city: City, level: string, counted: Counted, store?: string) {
  const table = tableOf(engine, store)
  const people = await engine.query({
    text: `select u.up_id as area_id, round(sum(p.n), 6) as people from ${table('cell_population')} p
      join ${table('area_up')} u on u.area_id = p.area_id and u.level = ?
      join ${table('area')} a on a.area_id = u.up_id
      where p.basis = ? and p.year = ? and a.valid_to is null group by 1 having sum(p.n) >= ? order by 1`,
    values: [level, counted.basis, counted.year, FEWEST_PEOPLE],
  })
  const ids = Array.from<unknown, number>(people.columns.area_id ?? [], Number)
  const at = new Map(ids.map((id, i) => [id, i]))
  const cell = engine.dialect.cellParent('c.cell', Math.min(TOUCHING, city.cells.finest))
  const shared = await engine.query({
    text: `select distinct ${cell} as cell, u.up_id as area_id from ${table('cell_area')} c
      join ${table('area_up')} u on u.area_id = c.area_id and u.level = ?`,
    values: [level],
  })
  const within = new Map<string, number[]>()
  for (let k = 0; k < shared.rows; k++) {
    const i = at.get(Number(shared.columns.area_id?.[k]))
    const id = hex(BigInt(shared.columns.cell?.[k] as bigint))
    if (i !== undefined) within.set(id, [...(within.get(id) ?? []), i])
  }
  const touching = ids.map(() => new Set<number>())
  for (const [id, here] of within) {
    for (const other of gridDisk(id, 1))
      for (const j of within.get(other) ?? []) for (const i of here) if (i !== j) touching[i]?.add(j)
  }
  const places: StudiedPlaces = {
    dimension: `area:${level}`,
    keyOfCase: engine.dialect.ident(`area_${level}`),
    keys: ids.map(BigInt),
    people: Float64Array.from<unknown>(people.columns.people ?? [], Number),
    neighbours: neighboursFrom(touching.map((set) => [...set].sort((a, b) => a - b))),
  }
  return places
}
