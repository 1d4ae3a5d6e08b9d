import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { gini, giniParts } from '../../../warehouse/stats/gini.ts'
import { inequality } from '../../../warehouse/stats/inequality.ts'

const array = (...values: number[]) => Float64Array.from(values)
const seed = 20261123

function measured(values: Float64Array, people: Float64Array, group?: Int32Array) {
  const made = inequality(values, people, group)
  if ('reason' in made) throw new Error(made.reason)
  return made
}

describe('inequality', () => {
  it('of 1 and 3 about their mean 2: T = ½ (½ ln ½ + 1½ ln 1½), L = ½ (ln 2 + ln ⅔), Gini = ¼', () => {
    const made = measured(array(1, 3), array(5, 5))
    expect(made.theilT).toBeCloseTo(0.25 * Math.log(0.5) + 0.75 * Math.log(1.5), 12)
    expect(made.theilL).toBeCloseTo(0.5 * Math.log(2) + 0.5 * Math.log(2 / 3), 12)
    expect(gini(array(1, 3), array(5, 5))).toBeCloseTo(0.25, 12)
  })

  it('of one who has all among n is ln n, and 1 − 1 / n', () => {
    const made = measured(array(0, 0, 0, 8), array(1, 1, 1, 1))
    expect(made.theilT).toBeCloseTo(Math.log(4), 12)
    expect(made.theilL).toBeNull()
    expect(gini(array(0, 0, 0, 8), array(1, 1, 1, 1))).toBeCloseTo(0.75, 12)
  })

  it('is not known without people, when nobody has any, or below 0', () => {
    expect(inequality(array(1), array(0))).toEqual({ reason: 'zero_denominator' })
    expect(inequality(array(), array())).toEqual({ reason: 'zero_denominator' })
    const nothing = { theilT: null, theilL: null, betweenT: null, withinL: null }
    expect(measured(array(0, 0), array(1, 1))).toMatchObject({ mean: 0, ...nothing })
    expect(measured(array(-1, 3), array(1, 1))).toMatchObject({ mean: 1, ...nothing })
    for (const values of [array(0, 0), array(-1, 3)]) {
      expect(gini(values, array(1, 1))).toBeNull()
      expect(giniParts(values, array(1, 1), Int32Array.of(0, 1))).toBeNull()
    }
    expect(gini(array(), array())).toBeNull()
  })

  it('leaves out who has no value, no people or no group, and keeps the numbers of groups', () => {
    const made = measured(array(2, Number.NaN, 9, 2, 7), array(1, 1, 0, 1, 1), Int32Array.of(0, 0, 0, 2, -1))
    expect(made).toMatchObject({ mean: 2, theilT: 0 })
    expect(made.groups.map((group) => group?.people ?? null)).toEqual([1, null, 1])
  })

  it('of a group in which nobody has any: T still adds up, L is not known', () => {
    const group = Int32Array.of(0, 0, 1, 1)
    const made = measured(array(0, 0, 1, 3), array(1, 1, 1, 1), group)
    expect((made.betweenT ?? 0) + (made.withinT ?? 0)).toBeCloseTo(made.theilT ?? Number.NaN, 12)
    expect(made).toMatchObject({ betweenL: null, withinL: null })
    const dagum = giniParts(array(0, 0, 1, 3), array(1, 1, 1, 1), group)
    const whole = gini(array(0, 0, 1, 3), array(1, 1, 1, 1)) ?? Number.NaN
    expect((dagum?.within ?? 0) + (dagum?.between ?? 0) + (dagum?.overlap ?? 0)).toBeCloseTo(whole, 12)
  })

  const entry = fc.tuple(
    fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
    fc.integer({ min: 1, max: 1_000_000_000 }),
    fc.integer({ min: 0, max: 3 }),
  )
  const entries = fc.array(entry, { minLength: 1, maxLength: 30 })
  type Entry = [number, number, number]
  const columns = (list: Entry[]) =>
    [
      Float64Array.from(list, (e) => e[0]),
      Float64Array.from(list, (e) => e[1]),
      Int32Array.from(list, (e) => e[2]),
    ] as const

  it('between and within add up to the total: T, L and Gini', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const [values, people, group] = columns(list)
        const made = measured(values, people, group)
        expect((made.betweenT ?? 0) + (made.withinT ?? 0)).toBeCloseTo(made.theilT ?? Number.NaN, 9)
        expect((made.betweenL ?? 0) + (made.withinL ?? 0)).toBeCloseTo(made.theilL ?? Number.NaN, 9)
        const dagum = giniParts(values, people, group)
        const whole = gini(values, people) ?? Number.NaN
        expect((dagum?.within ?? 0) + (dagum?.between ?? 0) + (dagum?.overlap ?? 0)).toBeCloseTo(whole, 9)
      }),
      { seed, numRuns: 100 },
    )
  })

  it('does not depend on order, on the unit of values, nor on that of people', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const made = measured(...columns(list))
        const [values, people, group] = columns(list.toReversed().map(([y, w, g]): Entry => [y * 100, w * 1e3, g]))
        const again = measured(values, people, group)
        expect(again.theilT).toBeCloseTo(made.theilT ?? Number.NaN, 9)
        expect(again.theilL).toBeCloseTo(made.theilL ?? Number.NaN, 9)
        expect(again.betweenT).toBeCloseTo(made.betweenT ?? Number.NaN, 9)
        const [v, p] = columns(list)
        expect(gini(values, people)).toBeCloseTo(gini(v, p) ?? Number.NaN, 9)
      }),
      { seed, numRuns: 100 },
    )
  })

  it('is 0 when all are equal and falls when the rich give to the poor', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 100, noNaN: true }),
        fc.double({ min: 0.01, max: 0.49, noNaN: true }),
        (gap, gift) => {
          const before = measured(array(1, 5, 6 + gap), array(1, 1, 1))
          const after = measured(array(1 + gift * gap, 5, 6 + gap - gift * gap), array(1, 1, 1))
          return (after.theilT ?? 1) < (before.theilT ?? 0) && (after.theilL ?? 1) < (before.theilL ?? 0)
        },
      ),
      { seed },
    )
    expect(measured(array(7, 7, 7), array(1, 2, 3))).toMatchObject({ theilT: 0, theilL: 0 })
    expect(gini(array(7, 7, 7), array(1, 2, 3))).toBe(0)
  })
})
