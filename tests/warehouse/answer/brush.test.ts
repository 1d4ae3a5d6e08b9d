import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answer } from '../../../warehouse/answer/answer.ts'
import { columnsOf, serveColumns } from '../../../warehouse/answer/served-columns.ts'
import type { Series } from '../../../warehouse/answer/types.ts'
import { openCounters } from '../../../warehouse/columns/counters.ts'
import { readColumns } from '../../../warehouse/columns/read-columns.ts'
import type { QueryInput } from '../../../warehouse/query/spec.ts'
import type { Attached } from '../../../warehouse/snapshot/types.ts'
import { openRandom, type Oddities } from './random-city.ts'
import { CELLS } from './tiny-city.ts'

const DAYS = [
  '2025-05-01',
  '2025-06-10',
  '2025-12-31',
  '2026-02-01',
  '2026-07-15',
  '2026-08-01',
  '2026-08-10',
  '2026-08-31',
]
const LEVELS = ['city', 'district', 'street']
const cellOf = (cell: bigint, resolution: number) => {
  const set = (BigInt(resolution) << 52n) | ((1n << (3n * (15n - BigInt(resolution)))) - 1n)
  return ((cell & ~(0xfn << 52n)) | set).toString(16)
}

const some = <T>(...members: T[]) => fc.option(fc.subarray(members, { minLength: 1 }), { nil: undefined, freq: 3 })
const by = fc.constantFrom(
  'cell:9',
  'cell:8',
  'cell:5',
  'day',
  'week',
  'month',
  'quarter',
  'year',
  'weekday',
  'hour',
  'category',
  'category_group',
  'channel',
  'department',
  'urban_class',
  'status',
  'area:city',
  'area:district',
  'area:street',
)
const question = fc.record({
  indicators: fc.uniqueArray(
    fc.constantFrom(
      'case_count',
      'case_rate',
      'case_density',
      'case_rate_dwellings',
      'noise_rate',
      'residents',
      'urban_rural_ratio',
      'open_backlog',
    ),
    { minLength: 1, maxLength: 2, selector: (id) => id },
  ),
  by: fc.oneof(
    { weight: 9, arbitrary: by.map((one) => [one]) },
    { weight: 1, arbitrary: fc.constantFrom([], ['category', 'month'], ['cell:8', 'category']) },
  ),
  days: fc.tuple(fc.constantFrom(...DAYS), fc.constantFrom(...DAYS)),
  compare: fc.constantFrom(undefined, undefined, 'previous' as const, 'year' as const),
  area: some('99', '9901', '9902', '990101', '990102', '990201'),
  cell: some(cellOf(CELLS[0], 9), cellOf(CELLS[1], 9), cellOf(CELLS[2], 7), cellOf(CELLS[0], 6)),
  category: some('noise', 'water', 'roads'),
  category_group: some('environment', 'works'),
  channel: some('phone'),
  department: some('bureau'),
  urban_class: some('urban' as const, 'fringe' as const, 'rural' as const),
  status: some('open' as const, 'closed' as const),
})

function inputOf({ days, ...asked }: typeof question extends fc.Arbitrary<infer Q> ? Q : never): QueryInput {
  const [from, to] = days.toSorted()
  return Object.fromEntries(Object.entries({ ...asked, from, to }).filter(([, value]) => value !== undefined)) as never
}

/** What an answer holds twice, the other time in a shorter form. */
const SHORTHAND = ['statusCodes', 'counts']

/** The answer or the refusal. */
async function told(input: QueryInput, snapshot: Attached) {
  try {
    const found = await answer(input, snapshot)
    for (const { counts, value } of found.series) if (counts) expect(Float64Array.from(counts)).toEqual(value)
    const plain = (series: Series) =>
      Object.fromEntries(Object.entries(series).filter(([name]) => !SHORTHAND.includes(name)))
    return {
      ...found,
      keys: found.keys.map(({ dimension, codes, labels, holds }) => ({ dimension, codes, labels, holds })),
      series: found.series.map(plain),
      total: found.total.map(plain),
    }
  } catch (cause) {
    return String(cause)
  }
}

describe.each<[string, Oddities]>([
  ['of a plain city', {}],
  ['of a city with cases known by month only', { months: true }],
  ['of a city whose boundaries change', { changes: true }],
])('a question %s that the columns in memory can answer', (_, oddities) => {
  let bySql: Attached
  let byColumns: Attached

  beforeAll(async () => {
    bySql = await openRandom(oddities)
    byColumns = { ...bySql }
    const columns = await readColumns(bySql.engine, bySql.store, LEVELS)
    serveColumns(byColumns, columns, openCounters(columns, { threads: 0 }))
  })
  afterAll(() => bySql.engine.close())

  it('has the same answer as by SQL, whatever is asked', async () => {
    let answered = 0
    await fc.assert(
      fc.asyncProperty(question, async (asked) => {
        const input = inputOf(asked)
        const found = await told(input, byColumns)
        expect(found).toEqual(await told(input, bySql))
        if (typeof found !== 'string') answered++
      }),
      { seed: 20261122, numRuns: 150 },
    )
    expect(answered).toBeGreaterThan(130)
    expect(columnsOf(bySql)).toBeUndefined()
  })
})
