import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { draftAll, writeDrafts } from '../../../ingest/inspect/draft.ts'
import { inspect } from '../../../ingest/inspect/inspect.ts'
import { ingest } from '../../../ingest/pipeline.ts'
import { silent } from '../../../ingest/progress.ts'
import { filesIn } from './seen-file.ts'

async function drafted(files: Record<string, string | Uint8Array>) {
  const from = filesIn(files)
  const { tables } = await inspect([from], silent)
  const pack = join(filesIn({}), 'mine')
  writeDrafts(draftAll(tables, 'mine'), pack)
  const text = (name: string) => readFileSync(join(pack, name), 'utf8')
  const recipes = readdirSync(join(pack, 'sources'))
  const run = async () => {
    const report = await ingest({ pack, from, data: filesIn({}) })
    return report.files.map(({ source, records, loaded, quarantined }) => [source, records, loaded, quarantined])
  }
  return { pack, from, tables, text, recipes, run }
}

const square = (x: number) => [
  [
    [x, 0],
    [x + 0.02, 0],
    [x + 0.02, 0.02],
    [x, 0.02],
    [x, 0],
  ],
]
const area = (code: string, name: string, x: number) => ({
  type: 'Feature',
  properties: { code, name },
  geometry: { type: 'Polygon', coordinates: square(x) },
})
const AREAS = JSON.stringify({
  type: 'FeatureCollection',
  features: [area('0101', 'North', 10), area('0102', 'South', 10.02)],
})
const CASES =
  'case_id,opened_dt,closed_dt,type,phone,area_code,lon,lat\n' +
  '1,2024-01-01 08:00:00,2024-01-02 08:00:00,noise,13812345678,101.0,10.005,0.005\n' +
  '2,2024-01-01 09:00:00,,noise,13912345678,102.0,10.03,0.005\n' +
  '3,2024-01-05 09:00:00,,waste,13712345678,102.0,10.035,0.005\n'

it('drafts a recipe for a packed file that ingest finds beside the others', async () => {
  const { run } = await drafted({ 'areas.geojson': AREAS, 'cases.csv.gz': gzipSync(CASES) })
  const plain = await drafted({ 'areas.geojson': AREAS, 'cases.csv': CASES })
  expect(await run()).toEqual(await plain.run())
})

it('drafts boundaries, people and cases that ingest accepts as they are', async () => {
  const { run, text } = await drafted({
    'areas.geojson': AREAS,
    'cases_2024.csv': CASES,
    'people.csv': 'code,year,population\n0101,2023,"1,200"\n0102,2023,"2,300"\n',
  })
  expect(await run()).toEqual([
    ['whole-city', 2, 2, 0],
    ['areas-areas', 2, 2, 0],
    ['cases-2024', 3, 3, 0],
    ['people-population', 2, 2, 0],
  ])
  expect(text('sources/people-population.yaml')).toContain('thousands: true')
  const cases = text('sources/cases-2024.yaml')
  expect(cases).toMatch(/level: areas, by: code, from: area_code, extract: .*, pad: 4/)
  expect(cases).toContain('phone: drop')
  expect(cases).not.toContain('13812345678')
})

it('takes the areas of a city without boundaries from the codes and names of a table', async () => {
  const { run, text } = await drafted({ 'people.csv': '区,2022年,2023年\n东区,100,110\n西区,200,210\n' })
  expect(await run()).toEqual([
    ['whole-city', 2, 2, 0],
    ['people-areas', 2, 2, 0],
    ['people-measures', 2, 2, 0],
  ])
  expect(text('sources/people-measures.yaml')).toContain('unpivot')
})

it('finds the larger areas hidden in codes, and names within them', async () => {
  const rows = [
    '64000010-001,中正里,新興區',
    '64000010-002,仁愛里,新興區',
    '64000020-001,中正里,前金區',
    '64000020-002,文東里,前金區',
  ]
  const { run, text } = await drafted({
    'villages.csv': `id,name,town\n${rows.join('\n')}\n`,
    'people.csv':
      '統計年月,區域別,村里,人口數\n10405,高雄市新興區,中正里,5\n10405,高雄市新興區,仁愛里,6\n10405,高雄市前金區,中正里,7\n10405,高雄市前金區,文東里,8\n',
  })
  expect(await run()).toEqual([
    ['whole-city', 4, 4, 0],
    ['villages-town', 4, 4, 0],
    ['villages-areas', 4, 4, 0],
    ['people-population', 4, 4, 0],
  ])
  expect(text('sources/people-population.yaml')).toContain(
    'within: { level: town, from: 區域別, extract: ^高雄市(.+)$ }',
  )
})

it('says what it is unsure of: totals among parts, running totals, the year, the order of month and day', async () => {
  const days = ['1/22/20', '1/23/20', '1/24/20', '1/25/20', '1/26/20', '1/27/20']
  const { recipes, text } = await drafted({
    'confirmed.csv': `county,${days.join(',')}\n${['A', 'B', 'C', 'D', 'E'].map((name) => `${name},0,1,2,4,8,16`).join('\n')}\n`,
    'sexes.csv': '区,性别,人口\n东区,男,5\n东区,女,6\n东区,合计,11\n西区,男,5\n西区,女,6\n西区,合计,11\n',
  })
  const all = recipes.map((name) => text(`sources/${name}`)).join('\n')
  expect(all).toContain('running totals')
  expect(all).toContain('difference: { by: [measure, area], order: date }')
  expect(all).toContain('totals: { 性别: [ 合计 ] }')
  expect(all).toMatch(/unsure: 性别 holds 合计: taken for totals/)
  expect(all).toContain('nothing tells the year')
  expect(text('city.yaml')).toContain('unsure: guessed from')
})

it('proposes aliases in comments, for a person to take over', async () => {
  const { text } = await drafted({
    'areas.geojson': AREAS.replace('North', 'North / Harbour'),
    'people.csv': 'year,place,population\n2023,North,5\n2022,North,4\n2023,South,6\n2022,South,6\n2021,South,6\n',
  })
  expect(text('sources/people-population.yaml')).toContain('# aliases: { "North": "North / Harbour" }')
})

it('takes the files of several years by one glob', async () => {
  const files = Object.fromEntries(
    [2021, 2022, 2023].map((year) => [`cases_${year}.csv`, CASES.replaceAll('2024', String(year))]),
  )
  const { text } = await drafted({ ...files, 'areas.geojson': AREAS })
  expect(text('city.yaml')).toContain('{ recipe: cases, files: [ cases_*.csv ] }')
})

it('writes over nothing', async () => {
  const { pack, tables } = await drafted({ 'areas.geojson': AREAS })
  expect(() => writeDrafts(draftAll(tables, 'mine'), pack)).toThrow('is not empty')
})
