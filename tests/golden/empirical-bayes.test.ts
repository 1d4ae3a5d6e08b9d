import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  smoothGlobally,
  smoothLocally,
  type SmoothedRates,
  standardisedRates,
} from '../../warehouse/stats/empirical-bayes.ts'
import type { Neighbours } from '../../warehouse/stats/neighbours.ts'
import { expectNear, goldenCases, goldenExpected, goldenInput, hasGolden } from './folder.ts'

const list = z.array(z.number().nullable())
const local = z.looseObject({ est: list, a: list, m: list })
const shape = z.looseObject({
  global_poisson: z.looseObject({ raw: list, est: list, a: z.number(), b: z.number() }),
  local,
  local_geoda: local,
  eb_moran: z.looseObject({ z: list }),
})

function goldenNeighbours(name: string): Neighbours {
  const lists = goldenInput('eb', name, 'neighbours.csv').map((row) =>
    row.nbrs ? row.nbrs.split(';').map(Number) : [],
  )
  const start = Int32Array.of(0, ...lists.map((list) => list.length))
  for (let i = 1; i < start.length; i++) start[i] = (start[i] ?? 0) + (start[i - 1] ?? 0)
  return { start, index: Int32Array.from(lists.flat(), (id) => id - 1) }
}

function expectAll(actual: Float64Array, expected: (number | null)[], what: string, scale = 1) {
  expect(actual.length).toBe(expected.length)
  for (const [i, value] of expected.entries()) {
    expectNear((actual[i] ?? Number.NaN) * scale, value === null ? null : value * scale, `${what} of area ${i + 1}`)
  }
}

/** Variances are so small that the least gap `expectNear` looks at would not tell them apart. */
const MILLION = 1e6

/** Where there is no case around, the reference divides 0 by 0 and we say 0. */
function expectLocal(made: SmoothedRates, wanted: z.infer<typeof local>, form: string) {
  expectAll(made.mean, wanted.m, `${form} mean`)
  expectAll(made.variance, wanted.a, `${form} variance`, MILLION)
  const rates = wanted.est.map((rate, i) => (rate === null && wanted.m[i] === 0 ? 0 : rate))
  expectAll(made.rate, rates, `${form} rate`)
}

describe.skipIf(!hasGolden)('empirical Bayes equals spdep', () => {
  it.each(goldenCases('eb'))('%s', (name) => {
    const wanted = goldenExpected('eb', name, shape)
    const rows = goldenInput('eb', name)
    const cases = Float64Array.from(rows, (row) => Number(row.cases))
    const people = Float64Array.from(rows, (row) => Number(row.pop))

    const all = smoothGlobally(cases, people)
    expectAll(
      cases.map((x, i) => x / (people[i] ?? 0)),
      wanted.global_poisson.raw,
      'raw rate',
    )
    expectAll(all.rate, wanted.global_poisson.est, 'global rate')
    expectNear((all.variance[0] ?? Number.NaN) * MILLION, wanted.global_poisson.a * MILLION, 'a')
    expectNear(all.mean[0] ?? Number.NaN, wanted.global_poisson.b, 'b')

    const neighbours = goldenNeighbours(name)
    expectLocal(smoothLocally(cases, people, neighbours, 'spdep'), wanted.local, 'spdep')
    expectLocal(smoothLocally(cases, people, neighbours), wanted.local_geoda, 'geoda')
    expectAll(standardisedRates(cases, people), wanted.eb_moran.z, 'z')
  })
})
