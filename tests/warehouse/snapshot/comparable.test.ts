import { expect, it } from 'vitest'
import { openEngine } from '../../../warehouse/engine/duckdb.ts'
import { content } from '../../../warehouse/snapshot/comparable.ts'

it('tells rows apart that the engine itself hashes alike', async () => {
  const engine = await openEngine()
  const found = await engine.query({
    text: `select hash(a) = hash(b) as hashed_alike, ${content('a')} = ${content('b')} as told_alike,
        ${content('a')} = ${content('c')} as same
      from (select {'id': 'LC20250218000515', 'n': null} as a, {'id': 'LC20250518000510', 'n': null} as b,
        {'id': 'LC20250218000515', 'n': null} as c)`,
  })
  expect(found.columns).toEqual({ hashed_alike: [true], told_alike: [false], same: [true] })
  await engine.close()
})
