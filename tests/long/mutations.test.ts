import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { IngestError } from '../../ingest/ingest-error.ts'
import { ingest } from '../../ingest/pipeline.ts'
import { expect as expected } from '../ingest/mutations/expected.ts'
import { judge } from '../ingest/mutations/judge.ts'
import { KINDS, type Kind, type Mutated, mutate } from '../ingest/mutations/mutate.ts'
import { openStaging, RECIPE, type Staging } from '../ingest/mutations/stage.ts'
import { tablesOf, tinyCity } from '../ingest/tiny-city.ts'

const FIRST = 101
const EACH = 24
let staging: Staging
beforeAll(async () => {
  staging = await openStaging()
})
afterAll(() => staging.close())

/** The tiny city with a recipe whose cases are these files, several of them telling of one case. */
function cityOf(files: Mutated[]) {
  const city = tinyCity()
  rmSync(join(city.from, 'cases_a.csv'))
  writeFileSync(
    join(city.pack, 'sources/cases.yaml'),
    JSON.stringify({ ...RECIPE, key: ['case_id'], bad: { most: 1 } }),
  )
  for (const { seed, bytes } of files) writeFileSync(join(city.from, `cases_${seed}.csv`), bytes)
  return city
}

describe('a whole ingest of spoilt files', () => {
  let ingested = 0

  it.each(KINDS)(
    `by %s accounts for every record of ${EACH} files, and stores nothing but text`,
    async (kind: Kind) => {
      const files = Array.from({ length: EACH }, (_, i) => mutate(kind, FIRST + i))
      const endings = new Map<Mutated, string>()
      for (const file of files) endings.set(file, await judge(staging, file))
      ingested += files.length
      const [refused] = files.filter((file) => endings.get(file) === 'refused')
      if (refused) {
        const city = cityOf([refused])
        await expect(ingest(city)).rejects.toThrow(IngestError)
        expect(existsSync(join(city.data, 'tinyville/CURRENT'))).toBe(false)
        expect(readdirSync(join(city.data, 'tinyville'))).not.toContain('work')
      }
      const readable = files.filter((file) => endings.get(file) !== 'refused')
      if (readable.length === 0) return
      const city = cityOf(readable)
      const report = await ingest(city)
      const cases = report.files.filter((file) => file.source === 'cases')
      expect(cases).toHaveLength(new Set(readable.map(({ bytes }) => bytes.toString('latin1'))).size)
      for (const found of cases) {
        const file = readable.find(({ seed }) => found.file === `cases_${seed}.csv`)
        expect(found.records, found.file).toBe(file && expected(file)?.records)
        const parts = found.loaded + found.duplicate + found.quarantined + found.filtered
        expect(found.records, found.file).toBe(parts)
      }
      const tables = await tablesOf(city.data, report.snapshot)
      const texts = Object.values(tables)
        .flat(2)
        .filter((value) => typeof value === 'string')
      expect(texts.filter((text) => /[\0\uFFFD\uFEFF]|\p{Cs}/u.test(text))).toEqual([])
    },
  )

  it('has been tried with more than six hundred', () => expect(ingested).toBeGreaterThanOrEqual(600))
})
