import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { directRate, indirectRatio } from '../../../warehouse/stats/standardisation.ts'

const array = (...values: number[]) => Float64Array.from(values)
const seed = 20261123

function direct(cases: Float64Array, people: Float64Array, standard: Float64Array) {
  const made = directRate(cases, people, standard)
  if ('reason' in made) throw new Error(made.reason)
  return made
}

describe('a directly standardised rate', () => {
  it('weighs 1 in 10 and 4 in 10 by a standard of three to one: 0.75 × 0.1 + 0.25 × 0.4 = 0.175', () => {
    const made = direct(array(1, 4), array(10, 10), array(300, 100))
    expect(made.rate).toBeCloseTo(0.175, 12)
    expect(made.variance).toBeCloseTo((0.5625 * 1 + 0.0625 * 4) / 100, 12)
    expect(made.isSmall).toBe(true)
  })

  it('is undefined where the standard has people and the area has none, but not where neither has', () => {
    expect(directRate(array(1, 0), array(10, 0), array(3, 1))).toEqual({ reason: 'zero_denominator' })
    expect(direct(array(1, 0), array(10, 0), array(3, 0)).rate).toBeCloseTo(0.1, 12)
    expect(directRate(array(1), array(10), array(0))).toEqual({ reason: 'zero_denominator' })
    expect(directRate(array(), array(), array())).toEqual({ reason: 'zero_denominator' })
  })

  it('has a lower limit 0 and an upper limit above it without a case', () => {
    const made = direct(array(0, 0), array(10, 10), array(1, 1))
    expect(made).toMatchObject({ rate: 0, dobson: null })
    expect(made.gamma[0]).toBe(0)
    expect(made.gamma[1]).toBeCloseTo(3.688879454113936 * 0.05, 9)
  })

  const stratum = fc.tuple(
    fc.integer({ min: 0, max: 10_000 }),
    fc.integer({ min: 1, max: 1_000_000 }),
    fc.integer({ min: 1, max: 1_000_000_000 }),
  )
  const column = (rows: [number, number, number][], k: 0 | 1 | 2, by = 1) =>
    Float64Array.from(rows, (row) => row[k] * by)

  it('does not depend on the order of strata nor on the unit of the standard, and lies inside its intervals', () => {
    fc.assert(
      fc.property(fc.array(stratum, { minLength: 1, maxLength: 8 }), (rows) => {
        const made = direct(column(rows, 0), column(rows, 1), column(rows, 2))
        const turned = rows.toReversed()
        const again = direct(column(turned, 0), column(turned, 1), column(turned, 2, 1e3))
        expect(again.rate).toBeCloseTo(made.rate, 9)
        const ends = [made.gamma, made.dobson ?? made.gamma]
        return ends.every(([low, high]) => low <= made.rate * (1 + 1e-9) && made.rate <= high)
      }),
      { seed, numRuns: 60 },
    )
  })

  it('is the crude rate where the standard is the area itself', () => {
    fc.assert(
      fc.property(fc.array(stratum, { minLength: 1, maxLength: 8 }), (rows) => {
        const cases = column(rows, 0)
        const people = column(rows, 1)
        const crude = cases.reduce((a, b) => a + b, 0) / people.reduce((a, b) => a + b, 0)
        expect(Math.abs(direct(cases, people, people).rate - crude)).toBeLessThanOrEqual(1e-12 * crude)
      }),
      { seed, numRuns: 60 },
    )
  })
})

describe('an indirectly standardised ratio', () => {
  it('sets 6 cases against 10 × 0.1 + 20 × 0.1 = 3 expected: 2', () => {
    const made = indirectRatio(array(2, 4), array(10, 20), array(5, 10), array(50, 100))
    expect(made).toMatchObject({ observed: 6 })
    if ('reason' in made) throw new Error(made.reason)
    expect(made.expected).toBeCloseTo(3, 12)
    expect(made.ratio).toBeCloseTo(2, 12)
    expect(made.rate).toBeCloseTo(0.2, 12)
  })

  it('is 1 for the reference itself', () => {
    const made = indirectRatio(array(5, 10), array(50, 100), array(5, 10), array(50, 100))
    expect('ratio' in made ? made.ratio : Number.NaN).toBeCloseTo(1, 12)
  })

  it('is undefined where nothing is expected, and has no log interval without a case', () => {
    expect(indirectRatio(array(1), array(10), array(0), array(10))).toEqual({ reason: 'zero_denominator' })
    expect(indirectRatio(array(1), array(10), array(1), array(0))).toEqual({ reason: 'zero_denominator' })
    expect(indirectRatio(array(0), array(10), array(1), array(10))).toMatchObject({ ratio: 0, logInterval: null })
  })
})
