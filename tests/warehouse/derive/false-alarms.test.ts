import { describe, expect, it } from 'vitest'
import { chanceOfAny } from '../../../warehouse/derive/false-alarms.ts'
import { countTail } from '../../../warehouse/stats/count-tails.ts'

describe('the chance that any span of weeks reaches its limit', () => {
  it('of one span is the tail of its count', () => {
    expect(chanceOfAny([1], [6], 2, 1)).toBeCloseTo(countTail(6, 2), 12)
    expect(chanceOfAny([4], [12], 1.5, 1.4)).toBeCloseTo(countTail(12, 6, 1.4), 12)
  })

  it('of two spans counts once what reaches both', () => {
    // Poisson of mean 1 a week: 2 or more in the last week, or 3 or more in two. None: (0, ≤2) or (1, ≤1).
    const none = Math.exp(-2) * (1 + 1 + 1 / 2 + 1 * (1 + 1))
    expect(chanceOfAny([1, 2], [2, 3], 1, 1)).toBeCloseTo(1 - none, 12)
  })

  it('lies between that of the likeliest span and that of all added up', () => {
    for (const [mean, noise] of [
      [0.3, 1],
      [4, 1.2],
      [60, 2],
    ] as const) {
      const spans = [1, 2, 4]
      const limits = spans.map((weeks) => Math.ceil(mean * weeks + 4 * Math.sqrt(mean * weeks * noise) + 3))
      const each = spans.map((weeks, i) => countTail(limits[i] ?? 0, mean * weeks, noise))
      const any = chanceOfAny(spans, limits, mean, noise)
      expect(any).toBeGreaterThan(Math.max(...each))
      expect(any).toBeLessThan(each.reduce((sum, one) => sum + one, 0))
    }
  })
})
