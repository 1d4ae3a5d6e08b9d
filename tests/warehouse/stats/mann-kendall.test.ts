import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { trend } from '../../../warehouse/stats/mann-kendall.ts'

describe('a trend', () => {
  it('of 1, 2, 3, 4 has S = 6, variance 8 2/3, slope 1 and p = 2/24', () => {
    const found = trend(Float64Array.of(1, 2, 3, 4))
    expect(found?.s).toBe(6)
    expect(found?.variance).toBeCloseTo(26 / 3, 12)
    expect(found?.slope).toBe(1)
    expect(found?.p).toBeCloseTo(2 / 24, 12)
  })

  it('is none where all values are tied, and untold for fewer than three', () => {
    expect(trend(Float64Array.of(5, 5, 5, 5))).toEqual({ s: 0, variance: 0, z: 0, p: 1, slope: 0 })
    expect(trend(Float64Array.of(1, 2))).toBeNull()
    expect(trend(Float64Array.of(1, Number.NaN, 2))).toBeNull()
  })

  it('keeps the places of missing values: 0, –, 2, 3 rises by 1 a step', () => {
    expect(trend(Float64Array.of(0, Number.NaN, 2, 3))?.slope).toBe(1)
  })

  it('turns with the series, follows its unit and does not heed its level', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 30 }), (list) => {
        const plain = trend(Float64Array.from(list))
        const turned = trend(Float64Array.from(list).reverse())
        const moved = trend(Float64Array.from(list, (x) => 10 * x + 7))
        expect(turned?.s).toBe(plain && 0 - plain.s)
        expect(turned?.p).toBeCloseTo(plain?.p ?? 0, 12)
        expect(moved?.p).toBeCloseTo(plain?.p ?? 0, 12)
        expect(moved?.slope).toBeCloseTo(10 * (plain?.slope ?? 0), 9)
        expect(plain?.p).toBeGreaterThan(0)
        expect(plain?.p).toBeLessThanOrEqual(1)
      }),
      { numRuns: 300, seed: 4 },
    )
  })
})
