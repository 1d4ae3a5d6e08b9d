import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { smoothGlobally, smoothLocally, standardisedRates } from '../../../warehouse/stats/empirical-bayes.ts'
import type { Neighbours } from '../../../warehouse/stats/neighbours.ts'

const array = (...values: number[]) => Float64Array.from(values)
const rounded = (values: Float64Array) => Array.from(values, (v) => Number(v.toFixed(9)))
const seed = 20261123

/** Areas in a row, each beside the next. */
function row(length: number): Neighbours {
  const lists = Array.from({ length }, (_, i) => [i - 1, i + 1].filter((j) => j >= 0 && j < length))
  const start = new Int32Array(length + 1)
  lists.forEach((list, i) => {
    start[i + 1] = (start[i] ?? 0) + list.length
  })
  return { start, index: Int32Array.from(lists.flat()) }
}

describe('global empirical Bayes', () => {
  it('of 1 and 3 in 10: mean 0.2, spread 0.01 − 0.2 / 10 < 0, so both are the mean', () => {
    const made = smoothGlobally(array(1, 3), array(10, 10))
    expect(rounded(made.rate)).toEqual([0.2, 0.2])
    expect([...made.variance]).toEqual([0, 0])
  })

  it('of 10 and 90 in 100: mean 0.5, spread 0.16 − 0.005 = 0.155, drawn by 0.155 / 0.16 from 0.4 away', () => {
    const made = smoothGlobally(array(10, 90), array(100, 100))
    expect(rounded(made.variance)).toEqual([0.155, 0.155])
    expect(rounded(made.rate)).toEqual([0.1125, 0.8875])
  })

  it('leaves areas without people out of it', () => {
    const made = smoothGlobally(array(10, 90, 7, Number.NaN), array(100, 100, 0, 10))
    expect(rounded(made.rate)).toEqual([0.1125, 0.8875, Number.NaN, Number.NaN])
    expect([...smoothGlobally(array(0), array(0)).rate]).toEqual([Number.NaN])
  })
})

describe('local empirical Bayes', () => {
  it('draws an area to its neighbourhood, and gives 0 where there is no case around', () => {
    const made = smoothLocally(array(0, 0, 0, 30), array(100, 100, 100, 100), row(4))
    expect(rounded(made.mean)).toEqual([0, 0, 0.1, 0.15])
    expect(made.rate[0]).toBe(0)
    expect(made.rate[1]).toBe(0)
    // 3 and 4: spread 0.15² − 0.15 / 100 = 0.021; 0.15 away, drawn by 0.021 / 0.0225
    expect(made.rate[3]).toBeCloseTo(0.15 + (0.15 * 0.021) / 0.0225, 12)
  })

  it('keeps the rate of an island and of an area whose neighbours have no people', () => {
    const alone = { start: Int32Array.of(0, 0), index: new Int32Array(0) }
    expect(smoothLocally(array(3), array(10), alone).rate[0]).toBeCloseTo(0.3, 12)
    const made = smoothLocally(array(3, 5), array(10, 0), row(2))
    expect(rounded(made.rate)).toEqual([0.3, Number.NaN])
  })
})

describe('standardised rates', () => {
  it('of 10 and 90 in 100: 0.4 away over √0.16', () => {
    expect(rounded(standardisedRates(array(10, 90), array(100, 100)))).toEqual([-1, 1])
  })

  it('keep what is left of the variance: of 1 and 3 in 10, 0.1 away over √(0.01 − 0.02 + 0.02)', () => {
    expect(rounded(standardisedRates(array(1, 3), array(10, 10)))).toEqual([-1, 1])
  })

  it('take chance alone where none is left: 101 in 1000 beside 1 in 10', () => {
    const mean = 102 / 1010
    const z = standardisedRates(array(1, 101), array(10, 1000))
    expect(z[1]).toBeCloseTo((0.101 - mean) / Math.sqrt(mean / 1000), 12)
  })

  it('are unknown without a case', () => {
    expect([...standardisedRates(array(0, 0), array(10, 10))]).toEqual([Number.NaN, Number.NaN])
  })
})

describe('smoothing', () => {
  const area = fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 1_000_000_000 }))
  const areas = fc.array(area, { minLength: 1, maxLength: 30 })
  const columns = (list: [number, number][]) =>
    [Float64Array.from(list, ([x]) => x), Float64Array.from(list, ([, n]) => n)] as const

  it('lands between the rate and the mean it is drawn to, in every form', () => {
    fc.assert(
      fc.property(areas, (list) => {
        const [cases, people] = columns(list)
        const forms = [
          smoothGlobally(cases, people),
          smoothLocally(cases, people, row(list.length)),
          smoothLocally(cases, people, row(list.length), 'spdep'),
        ]
        return forms.every(({ rate, mean }) =>
          rate.every((r, i) => {
            const ends = [(cases[i] ?? 0) / (people[i] ?? 0), mean[i] ?? 0]
            const give = 1e-12 * Math.max(...ends)
            return r >= Math.min(...ends) - give && r <= Math.max(...ends) + give
          }),
        )
      }),
      { seed, numRuns: 60 },
    )
  })

  it('does not depend on the order of areas', () => {
    fc.assert(
      fc.property(areas, (list) => {
        const [cases, people] = columns(list)
        const turned = columns(list.toReversed())
        const there = smoothLocally(cases, people, row(list.length)).rate
        const back = smoothLocally(...turned, row(list.length)).rate.toReversed()
        const z = standardisedRates(cases, people)
        const zBack = standardisedRates(...turned).toReversed()
        const same = (a: Float64Array, b: Float64Array) =>
          a.every((v, i) => Object.is(v, b[i]) || Math.abs(v - (b[i] ?? 0)) <= 1e-6 * Math.max(Math.abs(v), 1e-9))
        return same(there, back) && same(z, zBack)
      }),
      { seed, numRuns: 60 },
    )
  })
})
