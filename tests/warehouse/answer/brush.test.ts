import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answer } from '../../../warehouse/answer/answer.ts'
import type { QueryInput } from '../../../warehouse/query/spec.ts'
import type { Attached } from '../../../warehouse/snapshot/types.ts'
import { openTiny } from './tiny-city.ts'

let bySql: Attached
let byColumns: Attached

beforeAll(async () => {
  bySql = await openTiny()
  byColumns = { ...bySql, manifest: { ...bySql.manifest, tables: { cases: 30 } } }
})
afterAll(() => bySql.engine.close())

const question = fc.record({
  by: fc.constantFrom<string[][]>(['cell:9'], ['cell:8'], ['cell:7'], ['category'], ['day'], ['month'], []),
  from: fc.constantFrom('2025-08-01', '2026-08-01', '2026-08-05'),
  to: fc.constantFrom('2026-08-05', '2026-08-20', '2026-08-31'),
  category: fc.subarray(['noise']),
  urban_class: fc.subarray(['urban', 'fringe', 'rural'] as const),
})

describe('a question the columns in memory can answer', () => {
  it('has the same answer as by SQL, whatever is asked', async () => {
    await fc.assert(
      fc.asyncProperty(question, async (asked) => {
        const input: QueryInput = { indicators: ['case_count', 'case_rate'], ...asked }
        expect(await answer(input, byColumns)).toEqual(await answer(input, bySql))
      }),
      { seed: 20261122, numRuns: 200 },
    )
  })
})
