import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ingest } from '../../ingest/pipeline.ts'
import { again, type Day, expectAsFresh, lay } from '../ingest/grown-city.ts'
import { caseLines, tinyCity } from '../ingest/tiny-city.ts'

describe('an ingest on top of others', () => {
  it('equals a full one, table by table, whatever came before', async () => {
    const lines = fc.uniqueArray(fc.nat({ max: caseLines().lines.length - 1 }), { maxLength: 6 })
    const day: fc.Arbitrary<Day> = fc
      .tuple(lines, lines, lines)
      .filter((files) => files.some((places) => places.length > 0))
    await fc.assert(
      fc.asyncProperty(fc.array(day, { minLength: 2, maxLength: 3 }), async (days) => {
        const grown = tinyCity()
        let snapshot = ''
        for (const files of days) {
          lay(grown, files)
          snapshot = (await ingest(grown)).snapshot
        }
        await expectAsFresh(grown, snapshot, days.at(-1) ?? [])
      }),
      { numRuns: 12, seed: 20261122 },
    )
  })

  it('parses a file anew when what its rows depend on changed, and not for the words of the pack', async () => {
    const city = tinyCity()
    const edit = (file: string, from: string, to: string) => {
      const path = join(city.pack, file)
      const text = readFileSync(path, 'utf8')
      expect(text).toContain(from)
      writeFileSync(path, text.replace(from, to))
    }
    await ingest(city)
    edit('city.yaml', 'Tinyville', 'Tinytown')
    expect((await again(city)).parsed).toEqual([])
    edit('sources/cases.yaml', 'max: 20', 'max: 10')
    expect((await again(city)).parsed).toEqual(['cases_a.csv'])
    edit('sources/districts.yaml', 'licence: CC0', 'licence: CC1')
    expect((await again(city)).parsed.sort()).toEqual(['cases_a.csv', 'districts.geojson', 'people.csv'])
    edit('city.yaml', 'finest: 9', 'finest: 10')
    expect((await again(city)).parsed).toHaveLength(3)
    writeFileSync(join(city.data, 'tinyville/secret'), 'another')
    lay(city, [[0]])
    expect((await again(city)).parsed.sort()).toEqual(['cases_0.csv', 'people.csv'])
  })
})
