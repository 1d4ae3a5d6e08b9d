import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { niceBreaks, quantile } from '../../../warehouse/derive/nice-breaks.ts'

describe('nice breaks', () => {
  it('takes quantiles linearly between neighbours', () => {
    expect([0, 0.5, 1].map((p) => quantile([10, 20, 40], p))).toEqual([10, 20, 40])
    expect(quantile([10, 20, 40], 0.25)).toBe(15)
  })

  it('steps evenly through values that lie close together', () => {
    expect(niceBreaks(Array.from({ length: 71 }, (_, i) => 80 + i / 5))).toEqual([82, 84, 86, 88, 90, 92])
  })

  it('climbs by factors through skewed values', () => {
    expect(niceBreaks(Array.from({ length: 71 }, (_, i) => 10 ** (i / 17.5)))).toEqual([4, 15, 50, 200, 800, 2500])
  })

  it('leaves zero to its own class, and says null when nothing is positive', () => {
    expect(niceBreaks([0, 0, 0, 0, 0, 5])).toEqual([5, 6, 8, 10, 12, 15])
    expect(niceBreaks([0, 0, -1, Number.NaN])).toBeNull()
  })

  it('gives six ascending finite numbers for any values', () => {
    const values = fc.array(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 50 })
    fc.assert(
      fc.property(values, (list) => {
        const breaks = niceBreaks(list) ?? []
        expect(breaks).toHaveLength(6)
        expect(breaks.every((b, i) => Number.isFinite(b) && (i === 0 || b > (breaks[i - 1] ?? b)))).toBe(true)
      }),
    )
  })
})
