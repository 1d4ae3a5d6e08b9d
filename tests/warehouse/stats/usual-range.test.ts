import { describe, expect, it } from 'vitest'
import { usualRange } from '../../../warehouse/stats/usual-range.ts'

const weeks = (values: number[]) => Float64Array.from(values.flatMap((v) => [v, 0, 0, 0, 0, 0, 0]))

describe('the usual range of a daily count', () => {
  it('is the mean of the same weekday before, with a prediction interval at least as wide as Poisson', () => {
    const { expected, low, high } = usualRange(weeks([100, 100, 100, 100, 100, 100, 100, 100, 500]))
    expect(expected[56]).toBe(100)
    const spread = 2.365 * Math.sqrt(100 * (1 + 1 / 8))
    expect(high[56]).toBeCloseTo(100 + spread, 9)
    expect(low[56]).toBeCloseTo(100 - spread, 9)
  })

  it('says nothing with fewer than four such days', () => {
    expect(usualRange(weeks([1, 2, 3, 4])).expected[21]).toBeNaN()
    expect(usualRange(weeks([1, 2, 3, 4, 5])).expected[28]).toBe(2.5)
  })

  it('does not let a storm widen the ranges of the weeks after it', () => {
    const { expected, high } = usualRange(weeks([100, 100, 100, 100, 100, 900, 100]))
    expect(expected[42]).toBe(100)
    expect(high[42]).toBeLessThan(150)
  })

  it('leaves unknown days out and never goes below zero', () => {
    const { expected, low } = usualRange(weeks([0, Number.NaN, 4, 0, 4, 1]))
    expect(expected[35]).toBe(2)
    expect(low[35]).toBe(0)
  })
})
