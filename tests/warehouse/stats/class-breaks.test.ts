import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { equalBreaks, naturalBreaks } from '../../../warehouse/stats/class-breaks.ts'

const SEED = 20_261_130

const squares = (members: readonly number[]) => {
  const mean = members.reduce((total, value) => total + value, 0) / Math.max(1, members.length)
  return members.reduce((total, value) => total + (value - mean) ** 2, 0)
}
const classOf = (value: number, breaks: readonly number[]) => breaks.filter((edge) => value >= edge).length

/** Sum of squares about the means of the classes. */
const withinSquares = (values: readonly number[], breaks: readonly number[]) =>
  [...breaks, 0].reduce((sum, _, at) => sum + squares(values.filter((value) => classOf(value, breaks) === at)), 0)

/** The least sum of squares over every way to cut the sorted values into at most `classes` runs. */
function leastSquares(sorted: readonly number[], classes: number, from = 0): number {
  if (from >= sorted.length) return 0
  if (classes === 1) return withinSquares(sorted.slice(from), [])
  let least = Number.POSITIVE_INFINITY
  for (let end = from + 1; end <= sorted.length; end++) {
    least = Math.min(least, withinSquares(sorted.slice(from, end), []) + leastSquares(sorted, classes - 1, end))
  }
  return least
}

describe('natural breaks', () => {
  it('fall into the gaps between clumps', () => {
    expect(naturalBreaks([1, 2, 1.5, 10, 11, 10.5, 30, 31], 3)).toEqual([10, 30])
  })

  it('leave no better way to cut the values', () => {
    const values = fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 2, maxLength: 11 })
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 4 }), (list, classes) => {
        const sorted = list.toSorted((a, b) => a - b)
        expect(withinSquares(sorted, naturalBreaks(list, classes))).toBeCloseTo(leastSquares(sorted, classes), 6)
      }),
      { seed: SEED, numRuns: 150 },
    )
  })

  it('make fewer classes of fewer distinct values, none of one, and pass over what is no number', () => {
    expect(naturalBreaks([5, 5, 9, 9], 7)).toEqual([9])
    expect(naturalBreaks([5, 5, Number.NaN], 7)).toEqual([])
    expect(naturalBreaks([], 7)).toEqual([])
  })

  it('stay where they are when a long list is thinned', () => {
    const many = Array.from({ length: 30_000 }, (_, i) => (i < 20_000 ? (i % 100) / 100 : 50 + (i % 100) / 100))
    expect(naturalBreaks(many, 2)).toEqual([50])
  })
})

describe('equal breaks', () => {
  it('divide the range into classes of one width', () => {
    expect(equalBreaks([0, 3, 70], 7)).toEqual([10, 20, 30, 40, 50, 60])
    expect(equalBreaks([4, 4], 7)).toEqual([])
  })
})
