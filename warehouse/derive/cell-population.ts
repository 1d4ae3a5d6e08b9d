import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { City } from '../catalog/city.ts'
import { levelChain } from '../catalog/snapshot-catalog.ts'
import type { Engine } from '../engine/engine.ts'
import { cellsOf } from './cells-of.ts'

/**
 * People of each area, year and basis. A publisher may give totals, splits by sex or age, or both: only the least
 * split rows are summed, so that nobody counts twice.
 */
const PEOPLE = `
  select area_id, year, basis, arg_min(n, split) as n
  from (
    select area_id, year, basis, sum(n) as n,
      (case when sex = 'all' then 0 else 2 end) + (case when age_min is null and age_max is null then 0 else 1 end) as split
    from population group by area_id, year, basis, split
  ) group by area_id, year, basis`

/** One line an area and cell, pulled as the disk takes them. */
async function* lines(engine: Engine, level: string, finest: number): AsyncGenerator<string> {
  const areas = await engine.query({
    text: `select area_id, geometry, lon, lat from area
      where level = ? and geometry is not null and area_id in (select area_id from population) order by area_id`,
    values: [level],
  })
  for (let i = 0; i < areas.rows; i++) {
    const [id, geometry, lon, lat] = ['area_id', 'geometry', 'lon', 'lat'].map(
      (name) => areas.columns[name]?.[i] ?? null,
    )
    const label = typeof lon === 'number' && typeof lat === 'number' ? { lon, lat } : null
    const text = cellsOf(String(geometry), label, finest).map((cell) => `${String(id)},${cell}\n`)
    if (text.length > 0) yield text.join('')
  }
}

/** The deepest level that has both people and shapes; people given for coarser levels are the same people again. */
async function populatedLevel(engine: Engine, city: City): Promise<string | null> {
  const found = await engine.query({
    text: `select level, count(*) as n from area
      where geometry is not null and area_id in (select area_id from population) group by level order by n desc`,
  })
  const levels = (found.columns.level ?? []) as string[]
  const depth = (level: string) => levelChain(city.levels, level).length
  return [...levels].sort((a, b) => depth(b) - depth(a))[0] ?? null
}

/** Fills `cell_population`: people of each area spread evenly over its cells of resolution `finest`. Returns the rows. */
export async function deriveCellPopulation(engine: Engine, city: City, finest: number): Promise<number> {
  const level = await populatedLevel(engine, city)
  if (level === null) return 0
  const folder = await mkdtemp(join(tmpdir(), 'area-cells-'))
  try {
    const file = join(folder, 'area-cells.csv')
    await pipeline(lines(engine, level, finest), createWriteStream(file))
    await engine.load('area_cell_text', { file, columns: ['area_id', 'cell'] })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  await engine.exec({
    text: `insert into cell_population
      with pair as (select area_id::integer as area_id, cell::ubigint as cell from area_cell_text),
      share as (select area_id, cell, 1.0 / count(*) over (partition by area_id) as part from pair),
      people as (${PEOPLE})
      select share.cell, people.year, people.basis, sum(people.n * share.part)
      from share join people using (area_id)
      group by all order by people.year, people.basis, share.cell`,
  })
  await engine.exec({ text: 'drop table area_cell_text' })
  const count = await engine.query({ text: 'select count(*) as n from cell_population' })
  return Number(count.columns.n?.[0] ?? 0)
}
