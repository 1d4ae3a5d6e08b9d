import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ingest } from '../../ingest/pipeline.ts'
import { REASONS } from '../../ingest/reasons.ts'
import { rowsOf, tablesOf, tinyCity } from './tiny-city.ts'

type City = ReturnType<typeof tinyCity>

/** Puts a file of cases in the place of those of the city. */
function cases(city: City, lines: string[]): void {
  const [header = ''] = readFileSync(join(city.from, 'cases_a.csv'), 'utf8').split('\n')
  writeFileSync(join(city.from, 'cases_a.csv'), [header, ...lines, ''].join('\n'))
}

const good = (id: string) => `${id},2026-03-01 08:00:00,,,噪声,是,0,120.05,29.05,01,13800000001,张三`
const bad = {
  time: 'B1,2026-13-01,,,噪声,是,0,120.05,29.05,01,13800000002,李四',
  number: 'B2,2026-03-01 08:00:00,,,噪声,是,"1,234",120.05,29.05,01,13800000002,李四',
  area: 'B3,2026-03-01 08:00:00,,,噪声,是,0,120.05,29.05,O1,13800000002,李四',
  ragged: 'B4,2026-03-01 08:00:00,,,噪声,是,0,120.05,29.05,01,13800000002',
  word: 'B5,2026-03-01 08:00:00,,,噪音,是,0,120.05,29.05,01,13800000002,李四',
}

describe('a row set aside', () => {
  it('tells file, line, column, reason, text without persons, and how to mend this very value', async () => {
    const city = tinyCity()
    cases(city, [good('A1'), ...Object.values(bad)])
    const { snapshot } = await ingest(city)
    const rows = await rowsOf(
      city.data,
      snapshot,
      'select line, field, reason, suggestion_en, raw from @quarantine where load_id = 2 order by line',
    )
    expect(rows.map((row) => row.slice(0, 4))).toEqual([
      [3, 'opened', 'bad_time', 'There is no month 13; perhaps 2026-01-13.'],
      [4, 'hops', 'bad_number', 'Write 1234, or add `thousands: true` to the field.'],
      [5, 'area', 'unknown_area', expect.stringContaining('Perhaps code 01 (') as string],
      [6, null, 'column_count', expect.stringContaining('11 values for 12 columns; “name”') as string],
      [7, 'kind', 'unknown_word', expect.stringContaining('Perhaps “噪声”') as string],
    ])
    expect(rows[0]?.[4]).toBe('B1,2026-13-01,,,噪声,是,0,120.05,29.05,01,***,***')
    expect(JSON.stringify(rows)).not.toMatch(/1380000|李四/)
  })

  it('of a wide table names the column of the file', async () => {
    const city = tinyCity()
    writeFileSync(join(city.from, 'people.csv'), 'code,年,0-14_男,0-14_女,15+_男,15+_女\n01,2025,10,"1,100",40,41\n')
    const { snapshot } = await ingest(city)
    const text = `select field, reason, suggestion_en from @quarantine q join @load using (load_id) where source = 'people'`
    expect(await rowsOf(city.data, snapshot, text)).toEqual([
      ['0-14_女', 'bad_number', 'Write 1100, or add `thousands: true` to the field.'],
    ])
  })

  it('says nothing of a value that is a person’s', async () => {
    const city = tinyCity()
    const recipe = join(city.pack, 'sources/cases.yaml')
    writeFileSync(recipe, readFileSync(recipe, 'utf8').replace('by: code, from: area', 'by: name, from: name'))
    cases(city, [good('A1').replace('张三', '区三')])
    const { snapshot } = await ingest(city)
    const text = 'select field, reason, suggestion_zh, suggestion_en, raw from @quarantine where load_id = 2'
    const [row = []] = await rowsOf(city.data, snapshot, text)
    expect(row.slice(0, 4)).toEqual(['name', 'unknown_area', ...Object.values(REASONS.unknown_area.suggestion)])
    expect(String(row[4])).not.toContain('区三')
  })
})

describe('mending', () => {
  it('two of five bad rows lets exactly these two in, and leaves everything else as it was', async () => {
    const city = tinyCity()
    const rest = ['A1', 'A2', 'A3'].map(good)
    cases(city, [...rest, ...Object.values(bad)])
    const before = await ingest(city)
    const mended = {
      ...bad,
      time: bad.time.replace('2026-13-01', '2026-01-13'),
      area: bad.area.replace('O1,138', '01,138'),
    }
    cases(city, [...rest, ...Object.values(mended)])
    const after = await ingest(city)
    expect(after.snapshot).not.toBe(before.snapshot)
    const [old, now] = [await tablesOf(city.data, before.snapshot), await tablesOf(city.data, after.snapshot)]
    const ids = (tables: typeof old) => (tables.cases ?? []).map(([id]) => String(id)).sort()
    expect(ids(old)).toEqual(['A1', 'A2', 'A3'])
    expect(ids(now)).toEqual(['A1', 'A2', 'A3', 'B1', 'B3'])
    const reasons = async (id: string) =>
      (await rowsOf(city.data, id, 'select line, reason from @quarantine where load_id = 2 order by line')).map(String)
    expect(await reasons(before.snapshot)).toHaveLength(5)
    expect(await reasons(after.snapshot)).toEqual(['6,bad_number', '8,column_count', '9,unknown_word'])
    const kept = (tables: typeof old) => (tables.cases ?? []).filter(([id]) => String(id).startsWith('A'))
    expect(kept(now)).toEqual(kept(old))
    const derived = ['breaks', 'hot_spot', 'hot_spot_run', 'alert', 'alert_run', 'episode', 'back_test']
    const changing = new Set(['cases', 'quarantine', 'load', 'snapshot_meta', 'check_result', ...derived])
    for (const name of Object.keys(old).filter((table) => !changing.has(table)))
      expect(now[name], name).toEqual(old[name])
  })

  it('the recipe lets the row in too', async () => {
    const city = tinyCity()
    cases(city, [good('A1'), bad.word])
    expect((await ingest(city)).files.find(({ source }) => source === 'cases')).toMatchObject({
      loaded: 1,
      quarantined: 1,
    })
    const recipe = join(city.pack, 'sources/cases.yaml')
    writeFileSync(recipe, readFileSync(recipe, 'utf8').replace('噪声: noise', '噪声: noise, 噪音: noise'))
    expect((await ingest(city)).files.find(({ source }) => source === 'cases')).toMatchObject({
      loaded: 2,
      quarantined: 0,
    })
  })
})
