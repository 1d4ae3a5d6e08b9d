import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  smoothGlobally,
  smoothLocally,
  type SmoothedRates,
  standardisedRates,
} from '../../warehouse/stats/empirical-bayes.ts'
import { expectNear, goldenList, goldenCases, goldenColumn, goldenExpected, goldenNeighbours, lacks } from './folder.ts'

const local = z.looseObject({ est: goldenList, a: goldenList, m: goldenList })
const shape = z.looseObject({
  global_poisson: z.looseObject({ raw: goldenList, est: goldenList, a: z.number(), b: z.number() }),
  local,
  local_geoda: local,
  eb_moran: z.looseObject({ z: goldenList }),
})

function expectAll(actual: Float64Array, expected: (number | null)[], what: string, scale = 1) {
  expect(actual.length).toBe(expected.length)
  for (const [i, value] of expected.entries()) {
    expectNear((actual[i] ?? Number.NaN) * scale, value === null ? null : value * scale, `${what} of area ${i + 1}`)
  }
}

/** Variances are so small that the least gap `expectNear` looks at would not tell them apart. */
const MILLION = 1e6

/** Where there is no case around, the reference divides 0 by 0 and we say 0. */
const orNothing = (rates: (number | null)[], mean: (i: number) => number | null | undefined) =>
  rates.map((rate, i) => (rate === null && mean(i) === 0 ? 0 : rate))

function expectLocal(made: SmoothedRates, wanted: z.infer<typeof local>, form: string) {
  expectAll(made.mean, wanted.m, `${form} mean`)
  expectAll(made.variance, wanted.a, `${form} variance`, MILLION)
  expectAll(
    made.rate,
    orNothing(wanted.est, (i) => wanted.m[i]),
    `${form} rate`,
  )
}

describe.skipIf(lacks('eb'))('empirical Bayes equals spdep', () => {
  it.each(goldenCases('eb'))('%s', (name) => {
    const wanted = goldenExpected('eb', name, shape)
    const cases = goldenColumn('eb', name, 'cases')
    const people = goldenColumn('eb', name, 'pop')

    const all = smoothGlobally(cases, people)
    expectAll(
      cases.map((x, i) => x / (people[i] ?? 0)),
      wanted.global_poisson.raw,
      'raw rate',
    )
    expectAll(
      all.rate,
      orNothing(wanted.global_poisson.est, () => wanted.global_poisson.b),
      'global rate',
    )
    expectNear((all.variance[0] ?? Number.NaN) * MILLION, wanted.global_poisson.a * MILLION, 'a')
    expectNear(all.mean[0] ?? Number.NaN, wanted.global_poisson.b, 'b')

    const neighbours = goldenNeighbours('eb', name)
    expectLocal(smoothLocally(cases, people, neighbours, 'spdep'), wanted.local, 'spdep')
    expectLocal(smoothLocally(cases, people, neighbours), wanted.local_geoda, 'geoda')
    expectAll(standardisedRates(cases, people), wanted.eb_moran.z, 'z')
  })
})
