import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { chiSquareQuantile, normalQuantile } from '../../../warehouse/stats/distributions.ts'
import {
  byar,
  differenceInterval,
  garwood,
  poissonInterval,
  ratioInterval,
  wilson,
} from '../../../warehouse/stats/intervals.ts'

describe('quantiles', () => {
  it('are those of printed tables', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12)
    expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306167813, 11)
    expect(normalQuantile(0.5)).toBe(0)
    expect(chiSquareQuantile(0.95, 1)).toBeCloseTo(3.841458820694124, 11)
    expect(chiSquareQuantile(0.975, 2)).toBeCloseTo(7.377758908227871, 11)
  })
})

describe('the interval of a count', () => {
  it('starts at 0 and ends above 3 when nothing happened', () => {
    const [low, high] = poissonInterval(0)
    expect(low).toBe(0)
    expect(high).toBeCloseTo(3.688879454113936, 10)
    expect(byar(0)[0]).toBe(0)
  })

  it('is exact below ten and Byar from ten on', () => {
    expect(poissonInterval(9)).toEqual(garwood(9))
    expect(poissonInterval(10)).toEqual(byar(10))
  })

  it('holds the count, whatever the count', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (count) => {
        const [low, high] = poissonInterval(count)
        return low <= count && count < high && low >= 0
      }),
      { seed: 20261122 },
    )
  })
})

describe('the interval of a proportion', () => {
  it('stays inside 0 and 1 and holds the share', () => {
    const counts = fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }))
    fc.assert(
      fc.property(counts, ([n, share]) => {
        const hits = Math.round(n * share)
        const [low, high] = wilson(hits, n)
        const p = hits / n
        return low >= 0 && high <= 1 && low <= p + 1e-12 && p - 1e-12 <= high
      }),
      { seed: 20261122 },
    )
  })
})

describe('intervals of a gap', () => {
  it('are symmetric about the ratio on the log scale', () => {
    const [low, high] = ratioInterval(2, 100, 100) ?? [0, 0]
    expect(low * high).toBeCloseTo(4, 10)
    expect(high).toBeCloseTo(2 * Math.exp(1.959963984540054 * Math.sqrt(0.02)), 10)
  })

  it('do not exist for a ratio without cases on one side', () => {
    expect(ratioInterval(0, 0, 5)).toBeNull()
  })

  it('are symmetric about the difference', () => {
    const [low, high] = differenceInterval(50, [100, 10_000], [50, 10_000], 10_000)
    expect((low + high) / 2).toBeCloseTo(50, 10)
    expect(high - 50).toBeCloseTo(1.959963984540054 * Math.sqrt(150), 8)
  })
})
