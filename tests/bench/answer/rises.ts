/** The search for rises at publish: 200 areas, 15 kinds of case, the last 104 weeks of five years, beside a plain loop that only counts. */
import type { City } from '../../../warehouse/catalog/city.ts'
import { deriveAlerts } from '../../../warehouse/derive/alerts.ts'
import { weeklySeries } from '../../../warehouse/derive/weekly-series.ts'
import { openEngine } from '../../../warehouse/engine/duckdb.ts'
import { createTables } from '../../../warehouse/model/create.ts'
import { readCatalog } from '../../../warehouse/snapshot/read-catalog.ts'
import { milliseconds } from './time.ts'

const AREAS = 200
const KINDS = 15
const [FROM, DAYS] = ['2021-01-04', 5 * 364]
const [cases = '1000000'] = process.argv.slice(2)

const LEVEL = { id: 'district', label: { zh: '区县', en: 'District' } }
const CITY = {
  id: 'bench',
  name: { zh: '基准', en: 'Bench' },
  time_zone: 'Asia/Shanghai',
  levels: [LEVEL],
  profile: 'open',
  cells: { finest: 9, map: 8 },
  default_level: 'district',
  default_indicator: 'case_count',
  currency: { zh: '元', en: 'yuan' },
  holidays: [],
  workdays: [],
} satisfies City

const engine = await openEngine()
await createTables(engine, ['district'])
const last = new Date(Date.parse(FROM) + (DAYS - 1) * 86_400_000).toISOString().slice(0, 10)
const meta = {
  city: JSON.stringify(CITY),
  indicators: '[]',
  data_from: FROM,
  data_to: last,
  as_of: `${last} 23:59:59`,
  published_at: last,
}
for (const [key, value] of Object.entries(meta))
  await engine.exec({ text: 'insert into snapshot_meta values (?, ?)', values: [key, value] })
await engine.exec({
  text: `insert into area (area_id, code, level, name_zh, name_en)
    select i, 'A' || i, 'district', 'A' || i, 'A' || i from range(1, ${AREAS + 1}) as r(i)`,
})
await engine.exec({
  text: `insert into dict (field, code, value, label_zh, label_en)
    select 'category', i, 'k' || i, 'k' || i, 'k' || i from range(1, ${KINDS + 1}) as r(i)`,
})
// Areas and kinds of unlike size; squares of even numbers make few of the one and many of the other.
await engine.exec({
  text: `insert into cases (case_id, opened_at, category, area_district, load_id)
    select 'c' || i, timestamp '${FROM}' + to_days(cast(hash(i, 1) % ${DAYS} as integer)) + to_hours(9),
      1 + cast(floor(${KINDS} * pow((hash(i, 2) % 1000003) / 1000003.0, 2)) as integer),
      1 + cast(floor(${AREAS} * pow((hash(i, 3) % 1000003) / 1000003.0, 2)) as integer), 1
    from range(${Number(cases)}) as r(i)`,
})
const catalog = await readCatalog(engine, 'memory')

const table = await engine.query({
  text: 'select area_district as area, category as code, cast(epoch(opened_at) as double) as at from cases',
})
const rows = Array.from({ length: table.rows }, (_, i) => ({
  area: Number(table.columns.area?.[i]),
  code: Number(table.columns.code?.[i]),
  at: Number(table.columns.at?.[i]),
}))
const series = await weeklySeries(engine, catalog)
if (!series) throw new Error('no series')
const begins = Date.parse(series.weekFrom(0)) / 1000
let counts = new Map<string, number>()
const loop = await milliseconds(() => {
  counts = new Map()
  for (const { area, code, at } of rows) {
    const week = Math.floor((at - begins) / (7 * 86_400))
    if (week < 0 || week >= series.weeks) continue
    const key = `${area} ${code} ${week}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
})
let wrong = 0
for (const [a, area] of series.areas.entries())
  for (const [c, code] of series.codes.entries())
    for (let w = 0; w < series.weeks; w++)
      if ((counts.get(`${area} ${code} ${w}`) ?? 0) !== series.counts[(a * series.codes.length + c) * series.weeks + w])
        wrong++

let weeks = 0
const derived = await milliseconds(() =>
  deriveAlerts(engine, catalog, (done, of) => {
    weeks = of
    if (done % 26 === 0) process.stderr.write(`  ${done} of ${of} weeks\n`)
  }),
)
await engine.close()
console.log(
  `rises: ${AREAS} areas × ${KINDS} kinds × ${weeks} weeks, ${rows.length.toLocaleString('en')} cases of ${series.weeks} weeks: ${(derived / 1000).toFixed(1)} s`,
)
console.log(
  `  a plain loop over rows that counts them by week, once: ${(loop / 1000).toFixed(2)} s, ${(derived / loop).toFixed(1)} × of it for ${weeks} weeks with their history; ${wrong} of ${series.counts.length.toLocaleString('en')} counts differ`,
)
if (wrong > 0) process.exitCode = 1
