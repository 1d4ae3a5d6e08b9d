import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { chiSquareQuantile, normalQuantile } from '../../../warehouse/stats/distributions.ts'
import {
  byar,
  differenceInterval,
  garwood,
  poissonInterval,
  proportionDifferenceInterval,
  proportionRatioInterval,
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

  it('of a difference are made of those of both counts: 100 in 10 000 less 50 in 10 000', () => {
    const [lowA, highA] = byar(100)
    const [lowB, highB] = byar(50)
    const [low, high] = differenceInterval(50, [100, 10_000], [50, 10_000], 10_000)
    expect(50 - low).toBeCloseTo(Math.hypot(100 - lowA, highB - 50), 10)
    expect(high - 50).toBeCloseTo(Math.hypot(highA - 100, 50 - lowB), 10)
  })

  it('of a difference are not without doubt where nothing happened: 3.689 in 10 000 either way', () => {
    const [low, high] = differenceInterval(0, [0, 10_000], [0, 10_000], 10_000)
    expect(low).toBeCloseTo(-3.688879454113936, 10)
    expect(high).toBeCloseTo(3.688879454113936, 10)
  })

  it('of a difference turn round with the sides, follow the unit, hold the difference and narrow with what is seen', () => {
    const rate = fc.tuple(fc.nat(2000), fc.integer({ min: 1, max: 1_000_000 }))
    fc.assert(
      fc.property(rate, rate, fc.constantFrom(1, 100, 10_000), ([a, n], [b, m], scale) => {
        const gap = scale * (a / n - b / m)
        const [low, high] = differenceInterval(gap, [a, n], [b, m], scale)
        const [lowBack, highBack] = differenceInterval(-gap, [b, m], [a, n], scale)
        expect(lowBack).toBeCloseTo(-high, 8)
        expect(highBack).toBeCloseTo(-low, 8)
        expect(low < gap && gap < high).toBe(true)
        const more = differenceInterval(gap, [a * 4, n * 4], [b * 4, m * 4], scale)
        expect(more[1] - more[0]).toBeLessThan(high - low)
        const [one] = differenceInterval(gap / scale, [a, n], [b, m], 1)
        expect(one * scale).toBeCloseTo(low, 6)
      }),
      { seed: 20261129 },
    )
  })

  it('of a difference hold the truth about as often as they say, also of rare events', () => {
    for (const mean of [1, 4, 30]) {
      let held = 0
      for (let a = 0; a < 90; a++)
        for (let b = 0; b < 90; b++) {
          const [low, high] = differenceInterval(a - b, [a, 1], [b, 1], 1)
          if (low <= 0 && 0 <= high) held += poisson(a, mean) * poisson(b, mean)
        }
      expect(held, `mean ${mean}`).toBeGreaterThan(0.94)
    }
  })
})

/** Chance of `k` events where `mean` are usual. */
function poisson(k: number, mean: number): number {
  let chance = Math.exp(-mean)
  for (let j = 1; j <= k; j++) chance *= mean / j
  return chance
}

describe('two proportions', () => {
  it('differ by an interval as Newcombe printed it for 56/70 − 48/80', () => {
    const [low, high] = proportionDifferenceInterval([56, 70], [48, 80])
    expect(low).toBeCloseTo(0.0524, 4)
    expect(high).toBeCloseTo(0.3339, 4)
  })

  it('have a ratio with an interval on the log scale, none when a count is 0', () => {
    const half = 1.959963984540054 * Math.sqrt(1 / 30 - 1 / 40 + 1 / 10 - 1 / 50)
    const [low, high] = proportionRatioInterval(3.75, [30, 40], [10, 50]) ?? []
    expect(low).toBeCloseTo(3.75 * Math.exp(-half), 12)
    expect(high).toBeCloseTo(3.75 * Math.exp(half), 12)
    expect(proportionRatioInterval(0, [0, 40], [10, 50])).toBeNull()
  })

  it('turn their interval round when they change places, and hold it within −1 to 1', () => {
    const pair = fc.tuple(fc.nat(200), fc.nat(200)).map(([x, more]) => [x, x + more + 1] as const)
    fc.assert(
      fc.property(pair, pair, (a, b) => {
        const [low, high] = proportionDifferenceInterval(a, b)
        const [turnedLow, turnedHigh] = proportionDifferenceInterval(b, a)
        expect(low).toBeCloseTo(-turnedHigh, 12)
        expect(high).toBeCloseTo(-turnedLow, 12)
        expect(low).toBeGreaterThanOrEqual(-1 - 1e-12)
        expect(high).toBeLessThanOrEqual(1 + 1e-12)
      }),
      { seed: 20260831 },
    )
  })
})
