import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Estimate, similarMargin, standingOf } from '../../../warehouse/stats/benchmark.ts'
import { proportionDifferenceInterval, wilson } from '../../../warehouse/stats/intervals.ts'

const of = (value: number, low: number, high: number): Estimate => ({ value, low, high })
const fixed = (value: number) => of(value, value, value)
const CITY = fixed(100)

describe('where a value stands against a fixed figure', () => {
  it.each([
    ['its interval leaves the figure out above', of(120, 110, 131), 'above'],
    ['its interval leaves the figure out below', of(70, 60, 81), 'below'],
    ['all of its interval lies within a tenth', of(101, 95, 108), 'similar'],
    ['its interval holds the figure and reaches farther than a tenth', of(101, 80, 125), 'unclear'],
    ['it is clear, though within a tenth: what can be told is told', of(104, 102, 106), 'above'],
    ['it is not finite', of(Number.NaN, Number.NaN, Number.NaN), 'unclear'],
  ] as const)('is said where %s', (_, estimate, standing) => {
    expect(standingOf(estimate, CITY, similarMargin(100, null))).toBe(standing)
  })
})

describe('where a value stands against one that is uncertain itself', () => {
  it('is as Newcombe’s interval of the difference of two proportions has it', () => {
    const share = (x: number, n: number): Estimate => {
      const [low, high] = wilson(x, n)
      return of(x / n, low, high)
    }
    // 56 of 70 and 48 of 80, the example of Newcombe (1998): 0.0524 to 0.3339
    const [low] = proportionDifferenceInterval([56, 70], [48, 80])
    expect(low).toBeCloseTo(0.0524, 4)
    expect(standingOf(share(56, 70), share(48, 80), 0.04)).toBe('above')
    expect(standingOf(share(48, 80), share(56, 70), 0.04)).toBe('below')
    expect(standingOf(share(50, 70), share(48, 80), 0.04)).toBe('unclear')
  })

  const estimate = fc
    .tuple(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.double({ min: 0, max: 1e6, noNaN: true }))
    .map(([value, half]) => of(value, value - half, value + half))

  it('turns round when the two change places', () => {
    const turned = { above: 'below', below: 'above', similar: 'similar', unclear: 'unclear' } as const
    fc.assert(
      fc.property(estimate, estimate, fc.double({ min: 0, max: 1e6, noNaN: true }), (a, b, margin) => {
        expect(standingOf(b, a, margin)).toBe(turned[standingOf(a, b, margin)])
      }),
      { seed: 8 },
    )
  })

  it('never becomes clear by knowing less', () => {
    const wider = ({ value, low, high }: Estimate, by: number) => of(value, low - by, high + by)
    fc.assert(
      fc.property(estimate, estimate, fc.double({ min: 0, max: 1e6, noNaN: true }), (a, b, by) => {
        const margin = similarMargin(b.value, null)
        if (standingOf(a, b, margin) === 'unclear') expect(standingOf(wider(a, by), b, margin)).toBe('unclear')
      }),
      { seed: 9 },
    )
  })
})

describe('the margin within which a value is similar', () => {
  it('is a tenth of a rate, and of a share a tenth of the smaller part', () => {
    expect(similarMargin(65, null)).toBeCloseTo(6.5, 12)
    expect(similarMargin(20, 100)).toBeCloseTo(2, 12)
    expect(similarMargin(80, 100)).toBeCloseTo(2, 12)
    expect(similarMargin(100, 100)).toBe(0)
  })

  it('judges a share and its rest alike', () => {
    const percent = fc.double({ min: 0, max: 100, noNaN: true })
    fc.assert(
      fc.property(percent, percent, percent, percent, (a, b, c, benchmark) => {
        const [low = 0, value = 0, high = 0] = [a, b, c].toSorted((x, y) => x - y)
        const turned = { above: 'below', below: 'above', similar: 'similar', unclear: 'unclear' } as const
        // away from the border, where the last digit decides
        const near = [low, high].some(
          (end) => Math.abs(Math.abs(end - benchmark) - similarMargin(benchmark, 100)) < 1e-9,
        )
        fc.pre(!near && Math.abs(low - benchmark) > 1e-9 && Math.abs(high - benchmark) > 1e-9)
        const there = standingOf(of(value, low, high), fixed(benchmark), similarMargin(benchmark, 100))
        const rest = standingOf(
          of(100 - value, 100 - high, 100 - low),
          fixed(100 - benchmark),
          similarMargin(100 - benchmark, 100),
        )
        expect(rest).toBe(turned[there])
      }),
      { seed: 10 },
    )
  })
})
