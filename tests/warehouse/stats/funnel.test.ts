import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { chiSquareQuantile } from '../../../warehouse/stats/distributions.ts'
import { funnelLimits, overDispersion, placeInFunnel } from '../../../warehouse/stats/funnel.ts'

const array = (...values: number[]) => Float64Array.from(values)
const seed = 20261123

describe('funnel limits', () => {
  it('of a half among 100 people are 0.5 ± 1.96 × 0.05', () => {
    const { low, high } = funnelLimits('proportion', array(100), 0.5)
    expect(low[0]).toBeCloseTo(0.5 - 1.959963984540054 * 0.05, 12)
    expect(high[0]).toBeCloseTo(0.5 + 1.959963984540054 * 0.05, 12)
  })

  it('start at 0 where even no case is likelier than the tail: e^−3.6 > 0.025 > e^−3.7', () => {
    const { low } = funnelLimits('ratio', array(3.6, 3.7), 1)
    expect(low[0]).toBe(0)
    expect(low[1]).toBeGreaterThan(0)
  })

  it('invert the exact interval: at the upper end for 5 events the lower limit is 5', () => {
    const expected = chiSquareQuantile(0.975, 12) / 2
    expect((funnelLimits('ratio', array(expected), 1).low[0] ?? 0) * expected).toBeCloseTo(5, 8)
    const rate = funnelLimits('rate', array(expected * 1000), 0.001)
    expect((rate.low[0] ?? 0) * expected * 1000).toBeCloseTo(5, 8)
  })

  it('are not known without people', () => {
    const { low, high } = funnelLimits('rate', array(0, Number.NaN), 0.1)
    expect([...low, ...high].every(Number.isNaN)).toBe(true)
  })

  it('narrow with size, widen with confidence and hold the target', () => {
    const kinds = fc.constantFrom('rate', 'proportion', 'ratio')
    fc.assert(
      fc.property(kinds, fc.double({ min: 1, max: 1e6, noNaN: true }), (kind, size) => {
        const target = kind === 'ratio' ? 1 : 0.1
        const { low, high } = funnelLimits(kind, array(size, 2 * size), target)
        const wide = funnelLimits(kind, array(size), target, 0.998)
        const [l, h] = [low[0] ?? 0, high[0] ?? 0]
        return (
          l <= target &&
          target <= h &&
          l <= (low[1] ?? 0) &&
          (high[1] ?? 0) <= h &&
          (wide.low[0] ?? 0) <= l &&
          (wide.high[0] ?? 0) >= h
        )
      }),
      { seed, numRuns: 60 },
    )
  })

  it('stand 1e9 people', () => {
    const { low, high } = funnelLimits('rate', array(1e9), 0.01)
    const half = 1.959963984540054 * Math.sqrt(0.01 / 1e9)
    expect((high[0] ?? 0) - 0.01).toBeCloseTo(half, 8)
    expect(0.01 - (low[0] ?? 0)).toBeCloseTo(half, 8)
  })
})

describe('over-dispersion', () => {
  it('by hand: z = −4, 4 untrimmed is φ = 16, τ² = (2 × 16 − 1) / (8 − 32 / 8) with variances of a quarter', () => {
    const made = overDispersion('ratio', array(-1, 3), array(4, 4), 1, 0)
    expect(made?.phi).toBeCloseTo(16, 12)
    expect(made?.tau2).toBeCloseTo(31 / 4, 12)
  })

  it('pulls a wild tail in and leaves points without a size out', () => {
    const values = array(...Array.from({ length: 20 }, (_, i) => 1 + (i % 2 ? 0.1 : -0.1)), 1000, 5)
    const sizes = array(...Array.from({ length: 21 }, () => 100), 0)
    const made = overDispersion('ratio', values, sizes, 1)
    expect(made).toMatchObject({ points: 21 })
    expect(made?.phi).toBeCloseTo(1, 9)
  })

  it('is none when all points lie on the target, and not known for one point', () => {
    expect(overDispersion('rate', array(0.1, 0.1, 0.1), array(5, 50, 500), 0.1)).toMatchObject({ phi: 0, tau2: 0 })
    expect(overDispersion('rate', array(0.1), array(5), 0.1)).toBeNull()
    expect(overDispersion('proportion', array(0, 0), array(5, 5), 0)).toBeNull()
  })

  it('does not depend on order, and its limits are no narrower than those by chance', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 50, max: 5000 }))
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 30 }), (points) => {
        const of = (list: [number, number][]) =>
          overDispersion(
            'proportion',
            Float64Array.from(list, ([x, n]) => x / n),
            Float64Array.from(list, ([, n]) => n),
            0.02,
          )
        const made = of(points)
        const again = of(points.toReversed())
        expect(again?.tau2).toBeCloseTo(made?.tau2 ?? Number.NaN, 10)
        const wide = funnelLimits('proportion', array(200), 0.02, 0.95, made?.tau2)
        const plain = funnelLimits('proportion', array(200), 0.02)
        return (wide.high[0] ?? 0) >= (plain.high[0] ?? 0)
      }),
      { seed, numRuns: 60 },
    )
  })
})

describe('the place of a point in the funnel', () => {
  it('is told by its limits, and not told where no case at all would lie inside', () => {
    const limits = { low: array(0.5, 0.5, 0.5, 0, 0, Number.NaN), high: array(1.5, 1.5, 1.5, 4, 4, Number.NaN) }
    const values = array(0.4, 1, 1.6, 2, 5, 1)
    const lowIsGood = ['better', 'similar', 'worse', 'cannot_tell', 'worse', 'cannot_tell']
    expect(placeInFunnel('ratio', values, limits, false)).toEqual(lowIsGood)
    expect(placeInFunnel('ratio', values, limits, true).slice(0, 3)).toEqual(['worse', 'similar', 'better'])
  })

  it('cannot be told of a proportion when every case would lie inside', () => {
    const limits = funnelLimits('proportion', array(20, 2000), 0.97)
    expect(placeInFunnel('proportion', array(0.97, 0.97), limits, true)).toEqual(['cannot_tell', 'similar'])
  })
})
