import type { City } from '../catalog/city.ts'
import { levelChain } from '../catalog/snapshot-catalog.ts'
import type { Engine } from '../engine/engine.ts'
import { type CellsOf, cellsOf } from './cells-of.ts'

/** The deepest level that has both people and shapes; people given for coarser levels are the same people again. */
export async function populatedLevel(engine: Engine, city: City): Promise<string | null> {
  const found = await engine.query({
    text: `select level, count(*) as n from area
      where geometry is not null and area_id in (select area_id from population) group by level order by n desc`,
  })
  const levels = (found.columns.level ?? []) as string[]
  const depth = (level: string) => levelChain(city.levels, level).length
  return [...levels].sort((a, b) => depth(b) - depth(a))[0] ?? null
}

/** Makes `cells_of`: H3 indexes of an area separated by commas; null where it has none. */
function registerCellsOf(engine: Engine, finest: number, cells: CellsOf): void {
  engine.register({
    name: 'cells_of',
    takes: ['VARCHAR', 'DOUBLE', 'DOUBLE'],
    returns: 'VARCHAR',
    run: ([geometry = [], lon = [], lat = []], rows) =>
      Array.from({ length: rows }, (_, i) => {
        const [x, y] = [lon[i], lat[i]]
        const label = typeof x === 'number' && typeof y === 'number' ? { lon: x, lat: y } : null
        const found = cells(String(geometry[i]), label, finest)
        return found.length > 0 ? found.join(',') : null
      }),
  })
}

/**
 * Fills `cell_area`: each area of the deepest level with people and shapes, spread evenly over its cells of resolution
 * `finest`. Returns the rows.
 */
export async function deriveCellArea(engine: Engine, city: City, finest: number, cells = cellsOf): Promise<number> {
  const level = await populatedLevel(engine, city)
  if (level === null) return 0
  registerCellsOf(engine, finest, cells)
  await engine.exec({
    text: `insert into cell_area
      with placed as materialized (
        select area_id, string_split(cells_of(geometry, lon, lat), ',') as cells from area
        where level = ? and geometry is not null and area_id in (select area_id from population)
      )
      select unnest(cells)::ubigint, area_id, 1.0 / len(cells) from placed order by area_id`,
    values: [level],
  })
  const count = await engine.query({ text: 'select count(*) as n from cell_area' })
  return Number(count.columns.n?.[0] ?? 0)
}
