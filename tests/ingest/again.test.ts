import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ingest } from '../../ingest/pipeline.ts'
import { silent } from '../../ingest/progress.ts'
import type { StepId } from '../../ingest/steps.ts'
import { caseLines, tablesOf, tinyCity } from './tiny-city.ts'

type City = ReturnType<typeof tinyCity>

/** Ingests, and tells which files were parsed. */
async function again(city: City) {
  const parsed: string[] = []
  const progress = {
    ...silent,
    step: (step: StepId, file = '') => void (['load', 'read'].includes(step) && parsed.push(file)),
  }
  return { ...(await ingest({ ...city, progress })), parsed }
}

/** The case files of a city on one day: for each file, which lines of the tiny city it holds; none: no file. */
type Day = number[][]

function lay(city: City, day: Day): void {
  const { header, lines } = caseLines()
  for (const name of readdirSync(city.from)) if (name.startsWith('cases')) rmSync(join(city.from, name))
  for (const [i, places] of day.entries()) {
    const text = [header, ...places.map((place) => lines[place] ?? ''), ''].join('\n')
    if (places.length > 0) writeFileSync(join(city.from, `cases_${i}.csv`), text)
  }
}

const staged = (city: City) => readdirSync(join(city.data, 'tinyville/staged')).sort()

describe('an ingest on top of others', () => {
  it('equals a full one, table by table, whatever came before', async () => {
    const lines = fc.uniqueArray(fc.nat({ max: caseLines().lines.length - 1 }), { maxLength: 6 })
    const day: fc.Arbitrary<Day> = fc
      .tuple(lines, lines, lines)
      .filter((files) => files.some((places) => places.length > 0))
    await fc.assert(
      fc.asyncProperty(fc.array(day, { minLength: 2, maxLength: 3 }), async (days) => {
        const [grown, fresh] = [tinyCity(), tinyCity()]
        let snapshot = ''
        for (const files of days) {
          lay(grown, files)
          snapshot = (await ingest(grown)).snapshot
        }
        lay(fresh, days.at(-1) ?? [])
        const full = await ingest(fresh)
        expect(snapshot).toBe(full.snapshot)
        expect(await tablesOf(grown.data, snapshot)).toEqual(await tablesOf(fresh.data, full.snapshot))
        expect(staged(grown)).toEqual(staged(fresh))
      }),
      { numRuns: 3, seed: 20261122 },
    )
  }, 240_000)

  it('parses the file that changed and no other, and keeps nothing the new snapshot has no use for', async () => {
    const city = tinyCity()
    expect((await again(city)).parsed.sort()).toEqual(['cases_a.csv', 'districts.geojson', 'people.csv'])
    const before = staged(city).length
    lay(city, [[0, 1, 2], [3]])
    expect((await again(city)).parsed.sort()).toEqual(['cases_0.csv', 'cases_1.csv'])
    lay(city, [
      [0, 1, 2],
      [3, 7],
    ])
    expect((await again(city)).parsed).toEqual(['cases_1.csv'])
    expect(staged(city)).toHaveLength(before + 1)
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
