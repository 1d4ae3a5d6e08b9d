import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerBlock } from '../../../warehouse/answer/block.ts'
import { serveColumns } from '../../../warehouse/answer/served-columns.ts'
import { openCounters } from '../../../warehouse/columns/counters.ts'
import { readColumns } from '../../../warehouse/columns/read-columns.ts'
import type { Attached } from '../../../warehouse/snapshot/types.ts'
import { openRandom, type Oddities } from './random-city.ts'

const LEVELS = ['city', 'district', 'street']
const VIEWS = [
  'whole',
  'cell:9',
  'cell:7',
  'area:street~area',
  'area:district',
  'urban_class',
  'category',
  'category_group~category_group',
  'channel~channel',
  'department',
]

const some = <T>(...members: T[]) => fc.option(fc.subarray(members, { minLength: 1 }), { nil: undefined, freq: 2 })
const asked = fc.record({
  indicator: fc.constantFrom('case_rate', 'case_count', 'noise_rate', 'on_time_rate', 'case_rate_dwellings'),
  views: fc.subarray(VIEWS, { minLength: 1, maxLength: 3 }),
  counts: fc.subarray(VIEWS, { maxLength: 3 }),
  area: some('9901', '990101', '990201'),
  category: some('noise', 'water'),
  channel: some('phone'),
  urban_class: some('urban' as const, 'rural' as const),
  status: some('open' as const, 'closed' as const),
})
type Asked = typeof asked extends fc.Arbitrary<infer Q> ? Q : never

/** The block or the refusal. */
const told = (question: Asked, snapshot: Attached) => {
  const given = Object.fromEntries(Object.entries(question).filter(([, value]) => value !== undefined)) as Asked
  return answerBlock(given as Parameters<typeof answerBlock>[0], snapshot).catch(String)
}

describe.each<[string, Oddities]>([
  ['of a plain city', {}],
  ['of a city with cases known by month only', { months: true }],
])('a block of running counts %s', (_, oddities) => {
  let bySql: Attached
  let byColumns: Attached

  beforeAll(async () => {
    bySql = await openRandom(oddities)
    byColumns = { ...bySql }
    const columns = await readColumns(bySql.engine, bySql.store, LEVELS)
    serveColumns(byColumns, columns, openCounters(columns, { threads: 0 }))
  })
  afterAll(() => bySql.engine.close())

  it('is the same from the columns in memory as by SQL, whatever is asked', async () => {
    let answered = 0
    await fc.assert(
      fc.asyncProperty(asked, async (question) => {
        const found = await told(question, byColumns)
        expect(found).toEqual(await told(question, bySql))
        if (typeof found !== 'string') answered++
      }),
      { seed: 20261130, numRuns: 25 },
    )
    expect(answered).toBeGreaterThan(15)
  })
})
