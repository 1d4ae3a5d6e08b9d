import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalTwoSided } from '../../../warehouse/stats/distributions.ts'
import { hotSpots } from '../../../warehouse/stats/getis-ord.ts'
import { globalMoran, localMoran } from '../../../warehouse/stats/moran.ts'
import { falseDiscoveryRates } from '../../../warehouse/stats/multiple-testing.ts'
import { neighboursFrom } from '../../../warehouse/stats/neighbours.ts'

const chain = (n: number) =>
  neighboursFrom(Array.from({ length: n }, (_, i) => [i - 1, i + 1].filter((j) => j >= 0 && j < n)))
const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 4, maxLength: 40 })

describe('Gi* of a row of areas', () => {
  it('of 0, 0, 0, 4 is √3 where 0 and 4 meet: (4 − 2 · 1) / (√3 · √((4 · 2 − 4) / 3))', () => {
    const { z } = hotSpots(Float64Array.of(0, 0, 0, 4), chain(4))
    expect(z[3]).toBeCloseTo(2 / (Math.sqrt(3) * Math.sqrt(4 / 3)), 12)
    expect(z[3]).toBeCloseTo(1, 12)
    expect(z[0]).toBeCloseTo(-1, 12)
  })

  it('says why an area has no score', () => {
    const { z, p, without } = hotSpots(
      Float64Array.of(1, 2, 3, Number.NaN, 5),
      neighboursFrom([[1], [0, 2], [1, 3], [2], []]),
    )
    expect([...without]).toEqual([
      [3, 'missing'],
      [4, 'no_neighbours'],
    ])
    expect([z[3], p[3], z[4], p[4]]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN])
    expect(hotSpots(Float64Array.of(7, 7, 7), chain(3)).without.get(0)).toBe('no_variance')
    expect(hotSpots(Float64Array.of(1, 2, 4), chain(3)).without.get(1)).toBe('all_neighbours')
    expect(hotSpots(Float64Array.of(3), chain(1)).without.get(0)).toBe('no_variance')
  })

  it('does not depend on the unit or on the order of the areas, and turns its sign with the values', () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0.01, max: 100, noNaN: true }), (list, unit) => {
        const n = list.length
        const plain = hotSpots(Float64Array.from(list), chain(n)).z
        const scaled = hotSpots(
          Float64Array.from(list, (x) => -x * unit),
          chain(n),
        ).z
        const turned = hotSpots(Float64Array.from(list).reverse(), chain(n)).z
        for (let i = 0; i < n; i++) {
          if (Number.isNaN(plain[i])) continue
          expect(scaled[i]).toBeCloseTo(-(plain[i] as number), 6)
          expect(turned[n - 1 - i]).toBeCloseTo(plain[i] as number, 6)
        }
      }),
      { numRuns: 300, seed: 4 },
    )
  })
})

describe('false discovery rates', () => {
  it('of 0.01, 0.02, 0.03 and 0.5 are 0.04, 0.04, 0.04 and 0.5', () => {
    expect([...falseDiscoveryRates(Float64Array.of(0.5, 0.02, 0.01, 0.03))].map((q) => Number(q.toFixed(9)))).toEqual([
      0.5, 0.04, 0.04, 0.04,
    ])
  })

  it('are no less than p, no more than 1, keep the order of p and leave out what was not tested', () => {
    const p = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constant(Number.NaN))
    fc.assert(
      fc.property(fc.array(p, { maxLength: 60 }), (list) => {
        const q = falseDiscoveryRates(Float64Array.from(list))
        const order = list
          .flatMap((value, i) => (Number.isNaN(value) ? [] : [i]))
          .sort((a, b) => (list[a] ?? 0) - (list[b] ?? 0))
        for (const [k, i] of order.entries()) {
          expect(q[i]).toBeGreaterThanOrEqual(list[i] ?? 0)
          expect(q[i]).toBeLessThanOrEqual(1)
          const before = order[k - 1]
          if (before !== undefined) expect(q[i]).toBeGreaterThanOrEqual(q[before] ?? 0)
        }
        for (const [i, value] of list.entries()) if (Number.isNaN(value)) expect(q[i]).toBeNaN()
      }),
      { numRuns: 300, seed: 4 },
    )
  })
})

describe('the p value of a z score', () => {
  it('is 0.05 at 1.959964, 1 at 0, and still told at 30', () => {
    expect(normalTwoSided(1.959963984540054)).toBeCloseTo(0.05, 12)
    expect(normalTwoSided(0)).toBe(1)
    expect(normalTwoSided(-30)).toBeGreaterThan(9e-198)
    expect(normalTwoSided(30)).toBeLessThan(1e-197)
  })
})

describe("Moran's I of a row of areas", () => {
  it('of 1, 2, 3, 4 is 0.6, 0.2, 0.2 and 0.6, which is 0.4 in the mean', () => {
    const found = localMoran(Float64Array.of(1, 2, 3, 4), chain(4))
    // −1.5 · −0.5 / 1.25, then −0.5 · (−1.5 + 0.5) / 2 / 1.25
    for (const [i, wanted] of [0.6, 0.2, 0.2, 0.6].entries()) expect(found.i[i]).toBeCloseTo(wanted, 12)
    expect(globalMoran(Float64Array.of(1, 2, 3, 4), chain(4))?.i).toBeCloseTo(0.4, 12)
    expect(found.quadrant).toEqual(['low_low', 'low_low', 'high_high', 'high_high'])
  })

  it('is the mean of the local ones, whatever the unit', () => {
    fc.assert(
      fc.property(values, (list) => {
        const x = Float64Array.from(list)
        const whole = globalMoran(x, chain(list.length))
        if (!whole) return
        const local = localMoran(
          x.map((value) => 3 * value + 5),
          chain(list.length),
        ).i
        expect(local.reduce((sum, value) => sum + value, 0) / list.length).toBeCloseTo(whole.i, 9)
      }),
      { numRuns: 300, seed: 4 },
    )
  })

  it('has no value where all areas are the same, and none for an area alone', () => {
    expect(globalMoran(Float64Array.of(2, 2, 2), chain(3))).toBeNull()
    const alone = localMoran(Float64Array.of(1, 2, 9), neighboursFrom([[1], [0], []]))
    expect([alone.i[2], alone.p[2], alone.quadrant[2]]).toEqual([Number.NaN, Number.NaN, null])
  })
})
