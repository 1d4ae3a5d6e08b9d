/**
 * Publishes the city of the bench once more with what its map needs: an outline, and class breaks of cases by cell. Argument: the
 * data folder that `store.ts` filled.
 */
import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cellToLatLng } from 'h3-js'
import { openEngine } from '../../../warehouse/engine/duckdb.ts'
import { insertRows } from '../../../warehouse/model/insert-rows.ts'
import { publish } from '../../../warehouse/snapshot/publish.ts'
import { CITY, DAYS, LAST_DAY } from './city.ts'

const [data = ''] = process.argv.slice(2)
const dir = join(data, CITY.id)
const before = readFileSync(join(dir, 'CURRENT'), 'utf8').trim()
const id = '00000000000000dd'
const file = join(dir, 'work', 'drawn.duckdb')
copyFileSync(join(dir, 'snapshots', `${before}.duckdb`), file)
const engine = await openEngine({ path: file })

const { columns } = await engine.query({ text: 'select distinct cell from cases' })
const places = [...(columns.cell ?? [])].map((cell) => cellToLatLng(BigInt(cell ?? 0).toString(16)))
const [lats, lons] = [places.map(([lat]) => lat), places.map(([, lon]) => lon)]
const [south, north] = [Math.min(...lats), Math.max(...lats)]
const [west, east] = [Math.min(...lons), Math.max(...lons)]
const corners = [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]
await engine.exec({
  text: "update area set geometry = ? where level = 'city'",
  values: [JSON.stringify({ type: 'Polygon', coordinates: [corners] })],
})

/** Six breaks of the cases a cell has in a usual quarter, by the cells that have any. */
const shares = [1, 2, 3, 4, 5, 6].map((k) => `quantile_cont(n, ${k}.0 / 7) as b${k}`)
for (const resolution of [CITY.cells.map - 1, CITY.cells.map]) {
  const parent = engine.dialect.cellParent('cell', resolution)
  const found = await engine.query({
    text: `select ${shares.join(', ')} from (select count(*) / ${DAYS}.0 as n from cases group by ${parent})`,
  })
  const breaks = [1, 2, 3, 4, 5, 6].map((k) => Number(found.columns[`b${k}`]?.[0]))
  await insertRows(
    engine,
    'breaks',
    ['indicator', 'dimension', 'per_day', 'breaks'],
    [{ indicator: 'case_count', dimension: `cell:${resolution}`, per_day: true, breaks: JSON.stringify(breaks) }],
  )
}
await engine.exec({ text: 'checkpoint' })
await engine.close()
await publish(dir, file, { id, city: CITY.id, published_at: `${LAST_DAY}T23:59:59Z`, inputs: [] })
