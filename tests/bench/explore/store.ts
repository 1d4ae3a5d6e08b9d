/** Publishes the city of the bench with as many cases as asked for, made by the engine itself. Arguments: data folder, cases. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { INDICATORS } from '../../../warehouse/catalog/index.ts'
import { deriveAreaUp } from '../../../warehouse/derive/area-up.ts'
import { openEngine } from '../../../warehouse/engine/duckdb.ts'
import type { SqlValue } from '../../../warehouse/engine/engine.ts'
import { createTables } from '../../../warehouse/model/create.ts'
import { insertRows } from '../../../warehouse/model/insert-rows.ts'
import { publish } from '../../../warehouse/snapshot/publish.ts'
import {
  CATEGORIES,
  categoryName,
  CHANNELS,
  channelName,
  CITY,
  DAYS,
  DEPARTMENTS,
  departmentName,
  districtCode,
  districtOf,
  drawSpots,
  FIRST_DAY,
  LAST_DAY,
  streetCode,
} from './city.ts'

const [data = '', count = '', id = '0000000000000001'] = process.argv.slice(2)
const cases = Number(count)
/** Cases written by one statement. */
const AT_ONCE = 10_000_000
const DISTRICTS = 10
const STREETS = 200

const dir = join(data, CITY.id)
mkdirSync(join(dir, 'work'), { recursive: true })
const file = join(dir, 'work', 'explore.duckdb')
rmSync(file, { force: true })
const engine = await openEngine({ path: file })
await createTables(
  engine,
  CITY.levels.map((level) => level.id),
)

const spots = drawSpots()
const csv = join(dir, 'work', 'spots.csv')
writeFileSync(
  csv,
  spots.map(({ cell, street, urban }) => `${BigInt(`0x${cell}`)},${street},${districtOf(street)},${urban}\n`).join(''),
)
await engine.load('texts', { file: csv, columns: ['cell', 'street', 'district', 'urban'] })
await engine.exec({
  text: `create table spots as select row_number() over () - 1 as spot, cell::ubigint as cell, street::integer as street,
    district::integer as district, urban from texts`,
})

const areas = [
  { area_id: 1, code: '99', level: 'city', parent_id: null, name_zh: '试验城', name_en: 'Bench City' },
  ...Array.from({ length: DISTRICTS }, (_, k) => ({
    area_id: 2 + k,
    code: districtCode(k + 1),
    level: 'district',
    parent_id: 1,
    name_zh: `${k + 1} 区`,
    name_en: `District ${k + 1}`,
  })),
  ...Array.from({ length: STREETS }, (_, k) => ({
    area_id: 100 + k + 1,
    code: streetCode(k + 1),
    level: 'street',
    parent_id: 1 + districtOf(k + 1),
    name_zh: `${k + 1} 街`,
    name_en: `Street ${k + 1}`,
  })),
]
await insertRows(engine, 'area', ['area_id', 'code', 'level', 'parent_id', 'name_zh', 'name_en'], areas)
await deriveAreaUp(engine)
await engine.exec({
  text: `insert into population (area_id, year, sex, basis, n, load_id)
    select area_id, year, 'all', 'resident', 20000 + 37 * area_id, 1 from area, range(2020, 2026) t(year) where level = 'street'`,
})
await engine.exec({
  text: `insert into cell_area select cell, 100 + street, 1.0 / count(*) over (partition by street)
    from (select distinct cell, street from spots)`,
})

const members = (field: string, n: number, name: (code: number) => string, parent: (code: number) => number | null) =>
  Array.from({ length: n }, (_, k): Record<string, SqlValue> => {
    const value = name(k + 1)
    return { field, code: k + 1, value, label_zh: value, label_en: value, parent: parent(k + 1) }
  })
const none = () => null
await insertRows(
  engine,
  'dict',
  ['field', 'code', 'value', 'label_zh', 'label_en', 'parent'],
  [
    ...members('category', CATEGORIES, categoryName, (code) => Math.ceil(code / 8)),
    ...members('category_group', CATEGORIES / 8, (code) => `group_${code}`, none),
    ...members('channel', CHANNELS, channelName, none),
    ...members('department', DEPARTMENTS, departmentName, none),
  ],
)

/** A number from 0 to 1 for the case `i`, another for each salt. */
const drawn = (salt: number) => `(hash(i, ${salt}) / 18446744073709551616.0)`
for (let from = 0; from < cases; from += AT_ONCE) {
  const to = Math.min(cases, from + AT_ONCE)
  await engine.exec({
    text: `insert into cases (case_id, opened_at, dispatched_at, closed_at, due_at, category, category_group, channel,
        department, duration_h, cell, area_id, urban_class, flags, load_id, area_city, area_district, area_street)
      select 'c' || i, opened, opened + to_minutes(cast(90 * ${drawn(1)} as integer)), closed, opened + interval 7 day,
        category, (category + 7) // 8, channel, 1 + (category * 7 + channel) % ${DEPARTMENTS},
        case when closed is not null then (epoch(closed) - epoch(opened)) / 3600 end,
        s.cell, 100 + s.street, s.urban, 0, 1, 1, 1 + s.district, 100 + s.street
      from (
        select i, opened, 1 + cast(floor(${CATEGORIES} * ${drawn(2)} ** 1.5) as smallint) as category,
          1 + cast(floor(${CHANNELS} * ${drawn(3)} ** 2) as smallint) as channel,
          case when ${drawn(4)} < 0.95 then opened + to_minutes(cast(20000 * ${drawn(5)} ** 3 as integer)) end as closed,
          hash(i, 6) % ${spots.length} as spot
        from (select i, timestamp '${FIRST_DAY}' + to_seconds(cast(floor(i * ${DAYS * 86_400}.0 / ${cases}) as integer)) as opened
          from range(${from}, ${to}) t(i))
      ) as c join spots as s using (spot) order by opened`,
  })
  console.log(`  ${to.toLocaleString('en')} cases made`)
}
await engine.exec({ text: 'drop table spots' })
await engine.exec({ text: 'drop table texts' })

const published_at = `${LAST_DAY}T23:59:59Z`
const facts = {
  city: JSON.stringify(CITY),
  indicators: JSON.stringify(INDICATORS),
  data_from: FIRST_DAY,
  data_to: LAST_DAY,
  as_of: `${LAST_DAY} 23:59:59`,
  published_at,
}
await insertRows(
  engine,
  'snapshot_meta',
  ['key', 'value'],
  Object.entries(facts).map(([key, value]) => ({ key, value })),
)
await engine.exec({ text: 'checkpoint' })
await engine.close()
await publish(dir, file, { id, city: CITY.id, published_at, inputs: [] })
