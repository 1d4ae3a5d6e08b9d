import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ingest } from '../../ingest/pipeline.ts'
import { zipBytes } from './read/zip-bytes.ts'
import { caseLines, rowsOf, tinyCity } from './tiny-city.ts'

describe('an ingest', () => {
  it('reads columns by name, in whatever order each file has them', async () => {
    const city = tinyCity()
    const reversed = (line: string) => line.split(',').reverse().join(',')
    const { header, lines } = caseLines()
    writeFileSync(join(city.from, 'cases_a.csv'), [header, lines[0], ''].join('\n'))
    writeFileSync(join(city.from, 'cases_b.csv'), [header, lines[2]].map((line) => reversed(line ?? '')).join('\n'))
    const { snapshot } = await ingest(city)
    const text = 'select case_id, area_district, hand_offs from @cases order by case_id'
    expect(await rowsOf(city.data, snapshot, text)).toEqual([
      ['A1', 1, 0],
      ['A3', 2, 2],
    ])
  })

  it('gives the same rows when its files come packed, and counts notes as not ours', async () => {
    const plain = tinyCity()
    const packed = tinyCity()
    const pack = (name: string, packing: (bytes: Buffer) => Buffer) =>
      writeFileSync(join(packed.from, name), packing(readFileSync(join(packed.from, name))))
    appendFileSync(join(packed.from, 'cases_a.csv'), '"Source: the office, 2026"\n')
    appendFileSync(join(packed.pack, 'sources/cases.yaml'), "footer: '^Source'\n")
    pack('cases_a.csv', gzipSync)
    pack('districts.geojson', (content) => zipBytes([{ name: 'd.json', content }]))
    const [one, two] = [await ingest(plain), await ingest(packed)]
    const casesOf = (report: typeof one) => report.files.find((file) => file.source === 'cases')
    expect(casesOf(two)).toMatchObject({ rows_in: 14, loaded: 4, duplicate: 1, quarantined: 9, filtered: 1, footer: 1 })
    expect(casesOf(one)).toMatchObject({ rows_in: 14, loaded: 4, duplicate: 1, quarantined: 9, filtered: 0, footer: 0 })
    const text = 'select * from @cases order by case_id'
    expect(await rowsOf(packed.data, two.snapshot, text)).toEqual(await rowsOf(plain.data, one.snapshot, text))
  })
})
