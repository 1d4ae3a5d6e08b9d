import { describe, expect, it } from 'vitest'
import { shapeOf, winsorised } from '../../../warehouse/stats/outliers.ts'

const array = (...values: number[]) => Float64Array.from(values)

describe('the shape of a sample', () => {
  it('of 0, 0, 0, 0, 1: skewness √5, kurtosis 5', () => {
    const { skew, kurtosis } = shapeOf(array(0, 0, 0, 0, 1))
    expect(skew).toBeCloseTo(Math.sqrt(5), 12)
    expect(kurtosis).toBeCloseTo(5, 12)
  })

  it('is even for 1 to 5, whose kurtosis is −1.2', () => {
    const { skew, kurtosis } = shapeOf(array(1, 2, 3, 4, 5))
    expect(skew).toBeCloseTo(0, 12)
    expect(kurtosis).toBeCloseTo(-1.2, 12)
  })

  it('is plain where there are too few or all alike', () => {
    for (const values of [array(), array(1, 2, 9), array(7, 7, 7, 7)])
      expect(shapeOf(values)).toEqual({ skew: 0, kurtosis: 0 })
  })
})

describe('winsorising', () => {
  it('draws in the longer tail to the next value, as often as it must', () => {
    const high = winsorised(array(90, 1, 2, 3, 4, 5, 6, 7, 8, 9))
    expect([...high.values]).toEqual([9, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(high.changed).toBe(1)
    const low = winsorised(array(...Array.from({ length: 20 }, (_, i) => i), -900, -800))
    expect(low.changed).toBe(2)
    expect(Math.min(...low.values)).toBe(0)
  })

  it('leaves a plain sample as it is, and stops after five', () => {
    const plain = array(3, 1, 2, 8, 5)
    expect(winsorised(plain)).toEqual({ values: plain, changed: 0 })
    const wild = array(...Array.from({ length: 200 }, (_, i) => (i < 12 ? 10 ** i : 0)))
    expect(winsorised(wild).changed).toBe(5)
  })
})
