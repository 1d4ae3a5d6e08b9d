import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { ingest } from '../../ingest/pipeline.ts'
import { readCsv } from '../../ingest/read/csv.ts'
import type { Recipe } from '../../ingest/recipe.ts'
import { openEngine } from '../../warehouse/engine/duckdb.ts'

const REAL_DIR = resolve(import.meta.dirname, '../..', process.env.REAL_DIR ?? '../shared/data')
const COUNTY = join(REAL_DIR, 'us-county')
const CHINA = join(REAL_DIR, 'cn-admin')

type Draft = Omit<z.input<typeof Recipe>, 'id' | 'label' | 'publisher' | 'licence'> & { file: string }

const made: string[] = []
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true })
})

/** Ingests files of a folder into a place with one level of areas, known by table only. */
async function load(from: string, areas: Draft, figures: Draft) {
  const folder = mkdtempSync(join(tmpdir(), 'series-'))
  made.push(folder)
  mkdirSync(join(folder, 'sources'))
  const one = { zh: '地区', en: 'Area' }
  for (const [id, { file: _, ...recipe }] of Object.entries({ areas, figures })) {
    const whole = { id, label: one, publisher: 'P', licence: 'L', ...recipe }
    writeFileSync(join(folder, 'sources', `${id}.yaml`), JSON.stringify(whole))
  }
  const pack = {
    id: 'series',
    name: one,
    time_zone: 'UTC',
    currency: { zh: '元', en: 'dollars' },
    levels: [{ id: 'area', label: one }],
    default_level: 'area',
    default_indicator: 'residents',
    cells: { finest: 7, map: 6 },
    calendar: { holidays: [], workdays: [] },
    sources: [
      { recipe: 'areas', files: [areas.file] },
      { recipe: 'figures', files: [figures.file] },
    ],
  }
  writeFileSync(join(folder, 'city.yaml'), JSON.stringify(pack))
  const data = join(folder, 'data')
  const report = await ingest({ pack: folder, from, data })
  const file = report.files.find(({ source }) => source === 'figures')
  if (!file) throw new Error('the figures were not loaded')
  expect(file.records).toBe(file.filtered + file.loaded + file.duplicate + file.quarantined)
  const ask = async (text: string): Promise<unknown[][]> => {
    const engine = await openEngine()
    try {
      await engine.attach(join(data, 'series/snapshots', `${report.snapshot}.duckdb`), 'store')
      const table = await engine.query({ text: text.replaceAll('@', 'store.main.') })
      return Array.from({ length: table.rows }, (_, i) => Object.values(table.columns).map((column) => column[i]))
    } finally {
      await engine.close()
    }
  }
  return { file, ask }
}

const onReal = (folder: string) => (existsSync(folder) ? describe : describe.skip)
const COUNTIES: Draft = {
  file: 'county_classifications.csv',
  target: 'area',
  level: 'area',
  fields: { code: { from: 'FIPStxt' }, name_zh: { from: 'County' }, name_en: { from: 'County' } },
}

onReal(COUNTY)(`series of American counties (skipped without the folder ${COUNTY}; REAL_DIR names its parent)`, () => {
  const CONFIRMED: Draft = {
    file: 'jhu_time_series_confirmed_US.csv',
    target: 'measure',
    key: ['area', 'date', 'measure'],
    unpivot: { columns: '^(?<day>\\d+/\\d+/\\d\\d)$', value: 'total' },
    locate: [{ level: 'area', by: 'code', from: 'FIPS', extract: '^(\\d+)', pad: 5, required: true }],
    fields: {
      date: { from: 'day', type: 'date', format: '%m/%d/%y', required: true },
      measure: { constant: 'confirmed' },
      value: { from: 'total', type: 'integer', required: true },
    },
    difference: { by: ['area', 'measure'], order: 'date', first: 'keep', decreases: 'zero' },
  }

  it('make 3,340 wide cumulative records increments by day that add up to the highest totals', async () => {
    const { header, rows } = await readCsv(join(COUNTY, CONFIRMED.file))
    const days = header.flatMap((name, i) => (/^\d+\/\d+\/\d\d$/.test(name) ? [i] : []))
    const { file, ask } = await load(COUNTY, COUNTIES, CONFIRMED)
    const known = new Set((await ask('select code from @area')).flat())
    const fips = header.indexOf('FIPS')
    const counties = rows.filter((row) => known.has((row[fips] ?? '').replace(/\..*/, '').padStart(5, '0')))
    const totals = counties.map((row) => days.map((i) => Number(row[i])))
    let falls = 0
    for (const list of totals) {
      let highest = 0
      for (const n of list) {
        if (n < highest) falls++
        highest = Math.max(highest, n)
      }
    }
    expect(file).toMatchObject({ records: 3340, loaded: counties.length, duplicate: 0, filtered: 0 })
    expect(file.quarantined).toBe(3340 - counties.length)
    expect(file.reasons).toEqual({ unknown_area: 3340 - counties.length })
    expect(file.decided).toEqual({ decrease_zeroed: falls })
    expect(falls).toBeGreaterThan(1000)
    const [[sum, n, first, last, least] = []] = await ask(`select sum(value), count(*)::integer,
      min(make_date(year, month, day))::varchar, max(make_date(year, month, day))::varchar, min(value) from @measure`)
    expect(sum).toBe(totals.reduce((all, list) => all + Math.max(...list), 0))
    expect([n, first, last, least]).toEqual([counties.length * days.length, '2020-01-22', '2020-09-13', 0])
  })

  it('read thousands of the population estimates, and set the rows of states aside', async () => {
    const { file, ask } = await load(COUNTY, COUNTIES, {
      file: 'usda_PopulationEstimates.csv',
      target: 'population',
      skip: 2,
      unpivot: { columns: '^POP_ESTIMATE_(?<year>\\d{4})$', value: 'people' },
      locate: [{ level: 'area', by: 'code', from: 'FIPS', required: true }],
      fields: {
        year: { from: 'year', type: 'year', required: true },
        n: { from: 'people', type: 'integer', thousands: true, required: true },
      },
    })
    expect(file.reasons.bad_number).toBeUndefined()
    const [[autauga] = []] = await ask(
      `select n from @population join @area using (area_id) where code = '01001' and year = 2018`,
    )
    expect(autauga).toBe(55_601)
    const states = `select sum(n) from @population join @area using (area_id) where year = 2018 and code not like '72%'`
    expect(await ask(states)).toEqual([[327_167_434]])
  })
})

onReal(CHINA)(`series of Chinese cities (skipped without the folder ${CHINA}; REAL_DIR names its parent)`, () => {
  const CONFIRMED: Draft = {
    file: 'DXYArea_2020-02-17.csv',
    target: 'measure',
    key: ['area', 'date', 'measure'],
    as_of: 'told_at',
    locate: [{ level: 'area', by: 'code', from: 'city_zipCode', extract: '^(\\d{4})00', required: true }],
    fields: {
      date: { from: 'updateTime', type: 'date', required: true },
      told_at: { from: 'updateTime', type: 'time', required: true },
      measure: { constant: 'confirmed' },
      value: { from: 'city_confirmedCount', type: 'integer', required: true },
    },
    difference: { by: ['area', 'measure'], order: 'date', first: 'keep', decreases: 'keep' },
  }
  const CITIES: Draft = {
    file: 'cities.csv',
    target: 'area',
    level: 'area',
    fields: { code: { from: 'code' }, name_zh: { from: 'name' } },
  }

  it('take of many tellings a day the last one, and increments that add up to the last total', async () => {
    const { header, rows } = await readCsv(join(CHINA, CONFIRMED.file))
    const [zip = 0, total = 0, time = 0] = ['city_zipCode', 'city_confirmedCount', 'updateTime'].map((name) =>
      header.indexOf(name),
    )
    const { file, ask } = await load(CHINA, CITIES, CONFIRMED)
    const known = new Set((await ask('select code from @area')).flat())
    const last = new Map<string, { time: string; total: number }>()
    const days = new Set<string>()
    for (const row of rows) {
      const [code, at] = [/^(\d{4})00/.exec(row[zip] ?? '')?.[1] ?? '', row[time] ?? '']
      if (!known.has(code)) continue
      days.add(`${code} ${at.slice(0, 10)}`)
      if (at > (last.get(code)?.time ?? '')) last.set(code, { time: at, total: Number(row[total]) })
    }
    expect(file).toMatchObject({ records: 43_002, loaded: days.size })
    expect(file.duplicate + file.quarantined).toBe(43_002 - days.size)
    const sums = await ask(
      'select code, sum(value) from @measure join @area using (area_id) group by code order by code',
    )
    expect(Object.fromEntries(sums as [string, number][])).toEqual(
      Object.fromEntries([...last].map(([code, { total: n }]) => [code, n])),
    )
    expect(sums.find(([code]) => code === '3303')?.[1]).toBe(503)
    expect(file.decided.decrease_kept).toBeGreaterThan(0)
  })
})
