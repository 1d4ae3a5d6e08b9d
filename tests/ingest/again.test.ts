import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ingest } from '../../ingest/pipeline.ts'
import { again, expectAsFresh, lay, staged } from './grown-city.ts'
import { tablesOf, tinyCity } from './tiny-city.ts'

describe('an ingest on top of others', () => {
  it('parses the file that changed and no other, keeps nothing without use, and equals a full one table by table', async () => {
    const city = tinyCity()
    expect((await again(city)).parsed).toEqual(['cases_a.csv', 'districts.geojson', 'people.csv'])
    const before = staged(city).length
    lay(city, [[0, 1, 2], [3]])
    expect((await again(city)).parsed).toEqual(['cases_0.csv', 'cases_1.csv'])
    const last = [
      [0, 1, 2],
      [3, 7],
    ]
    lay(city, last)
    const { parsed, snapshot } = await again(city)
    expect(parsed).toEqual(['cases_1.csv'])
    expect(staged(city)).toHaveLength(before + 1)
    await expectAsFresh(city, snapshot, last)
  })

  it('makes anew what was kept and is damaged', async () => {
    const city = tinyCity()
    const first = await ingest(city)
    const tables = await tablesOf(city.data, first.snapshot)
    const folder = join(city.data, 'tinyville/staged')
    for (const key of readdirSync(folder)) {
      for (const name of readdirSync(join(folder, key))) {
        const bytes = readFileSync(join(folder, key, name))
        const at = Math.floor(bytes.length / 2)
        bytes[at] = (bytes[at] ?? 0) ^ 4
        writeFileSync(join(folder, key, name), bytes)
      }
    }
    rmSync(join(city.data, 'tinyville/snapshots'), { recursive: true })
    const second = await again(city)
    expect(second.parsed).toHaveLength(3)
    expect(second.snapshot).toBe(first.snapshot)
    expect(await tablesOf(city.data, second.snapshot)).toEqual(tables)
    expect(existsSync(join(city.data, 'tinyville/work'))).toBe(false)
  })
})
