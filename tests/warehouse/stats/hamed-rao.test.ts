import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { correctedTrend } from '../../../warehouse/stats/hamed-rao.ts'
import { trend } from '../../../warehouse/stats/mann-kendall.ts'

describe('a trend of values that depend on the ones before', () => {
  it('of three low, six high, three low has lag 1 at 7/12 > 1.96/√12 and no other: 1 + 2 · 11 · 10 · 9 · 7/12 / 1320', () => {
    const series = Float64Array.of(0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0)
    const found = correctedTrend(series)
    expect(found?.factor).toBeCloseTo(1.875, 12)
    expect(found?.variance).toBeCloseTo(1.875 * (trend(series)?.variance ?? 0), 9)
    // At 1 % the limit is 2.58/√12, which no lag passes.
    expect(correctedTrend(series, 0.01)?.factor).toBe(1)
  })

  it('has the plain variance where nothing is left after the slope, and where all are tied', () => {
    const rising = Float64Array.of(1, 2, 3, 4, 5)
    expect(correctedTrend(rising)).toMatchObject({ factor: 1, variance: trend(rising)?.variance })
    expect(correctedTrend(Float64Array.of(5, 5, 5, 5))).toEqual({ factor: 1, variance: 0, z: 0, p: 1 })
    expect(correctedTrend(Float64Array.of(1, 2))).toBeNull()
  })

  it('turns with the series, and follows neither its unit nor its level', () => {
    const list = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 3, maxLength: 40 })
    fc.assert(
      fc.property(list, (values) => {
        // Two values on one line with Sen's slope tie but for their rounding, which a unit changes.
        const slope = trend(Float64Array.from(values))?.slope ?? 0
        const left = values.map((x, i) => x - i * slope).sort((a, b) => a - b)
        fc.pre(left.every((x, i) => i === 0 || x - (left[i - 1] ?? 0) > 1e-3))
        const plain = correctedTrend(Float64Array.from(values))
        const turned = correctedTrend(Float64Array.from(values).reverse())
        const moved = correctedTrend(Float64Array.from(values, (x) => 8 * x + 1024))
        if (!plain) {
          expect([turned, moved]).toEqual([null, null])
          return
        }
        expect(turned?.z).toBeCloseTo(0 - plain.z, 6)
        expect(moved?.z).toBeCloseTo(plain.z, 6)
      }),
      { numRuns: 300, seed: 4 },
    )
  })
})
