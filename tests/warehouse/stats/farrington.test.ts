import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FARRINGTON, farrington, farringtonMean } from '../../../warehouse/stats/farrington.ts'
import { fitLogLinear } from '../../../warehouse/stats/log-linear.ts'

const YEARS = { ...FARRINGTON, years: 3, seasons: 1, leftOut: 3, hasTrend: false, reweightAbove: null }
const flat = (value: number) => new Float64Array(170).fill(value)

describe('log-linear regression', () => {
  it('of a constant is the mean, with Pearson’s dispersion: 2, 4 and 6 have mean 4 and dispersion (4 + 0 + 4) / 4 / 2', () => {
    const one = fitLogLinear(Float64Array.of(2, 4, 6), Float64Array.of(1, 1, 1), 1, Float64Array.of(1, 1, 1))
    expect(Math.exp(one?.coefficients[0] ?? 0)).toBeCloseTo(4, 7)
    expect(one?.dispersion).toBeCloseTo(1, 7)
    expect(one?.covariance[0]).toBeCloseTo(1 / 12, 4)
    expect(Array.from(one?.leverage ?? []).every((h) => Math.abs(h - 1 / 3) < 1e-3)).toBe(true)
  })

  it('of two groups is the mean of each', () => {
    const x = Float64Array.of(1, 0, 1, 0, 1, 1, 1, 1)
    const two = fitLogLinear(Float64Array.of(1, 3, 9, 7), x, 2, new Float64Array(4).fill(1))
    expect(Math.exp(two?.coefficients[0] ?? 0)).toBeCloseTo(2, 7)
    expect(Math.exp(two?.coefficients[1] ?? 0)).toBeCloseTo(4, 7)
  })

  it('is none where columns repeat one another', () => {
    const x = Float64Array.of(1, 1, 1, 1, 1, 1)
    expect(fitLogLinear(Float64Array.of(1, 2, 3), x, 2, new Float64Array(3).fill(1))).toBeNull()
  })
})

describe('Farrington’s method', () => {
  it('expects what always was, and calls eighteen where four are usual', () => {
    const counts = flat(4)
    counts[169] = 18
    const found = farrington(counts, 169, YEARS)
    expect(found?.expected).toBeCloseTo(4, 6)
    expect(found?.dispersion).toBe(1)
    expect(found?.isAlarm).toBe(true)
    expect(found?.p).toBeLessThan(1e-6)
    expect(farrington(flat(4), 169, YEARS)?.isAlarm).toBe(false)
  })

  it('looks at the same season only, and never at what came after', () => {
    const counts = flat(2).map((_, t) => (Math.abs(((t - 169 + 26 + 520) % 52) - 26) <= 3 ? 20 : 2))
    expect(farringtonMean(counts, 169, YEARS)?.mean).toBeGreaterThan(15)
    const later = counts.slice()
    later[169] = 1e9
    expect(farringtonMean(later, 169, YEARS)).toEqual(farringtonMean(counts, 169, YEARS))
  })

  it('lets a past outbreak count less, so that it does not hide the next', () => {
    const counts = flat(4).map((v, t) => v + (t % 3))
    counts[66] = 60
    const options = { ...YEARS, seasons: 10, leftOut: 26 }
    const trusting = farringtonMean(counts, 169, options)
    const wary = farringtonMean(counts, 169, { ...options, reweightAbove: 2.58 })
    expect(trusting?.mean).toBeGreaterThan(6.5)
    expect(wary?.mean).toBeLessThan(5.5)
  })

  it('says nothing of a history too short, and tests nothing with fewer than five cases in four weeks', () => {
    expect(farrington(flat(4), 150, YEARS)).toBeNull()
    const quiet = farrington(flat(1), 169, YEARS)
    expect(quiet?.upper).toBeNull()
    expect(quiet?.isAlarm).toBe(false)
  })

  it('finds more the less likely, never asks what is seen now what to expect, and heeds no order within a season', () => {
    const week = fc.integer({ min: 0, max: 40 })
    const history = fc.array(week, { minLength: 169, maxLength: 169 })
    fc.assert(
      fc.property(history, fc.nat(60), fc.integer({ min: 1, max: 60 }), (past, seen, more) => {
        const at = (n: number) => farrington(Float64Array.of(...past, n), 169, { ...YEARS, hasTrend: false, fewest: 0 })
        const [less, greater] = [at(seen), at(seen + more)]
        if (!less || !greater) return
        expect(greater.expected).toBe(less.expected)
        expect(greater.upper).toBe(less.upper)
        expect(greater.p).toBeLessThanOrEqual(less.p)
        expect(less.p >= 0 && less.p <= 1).toBe(true)
        const turned = past.slice()
        const then = 169 - 52
        for (let w = -3; w <= 3; w++) turned[then + w] = past[then - w] as number
        const again = farrington(Float64Array.of(...turned, seen), 169, { ...YEARS, hasTrend: false, fewest: 0 })
        expect(again?.expected).toBeCloseTo(less.expected ?? Number.NaN, 6)
      }),
      { seed: 20261130, numRuns: 60 },
    )
  })

  it('gives a number or says nothing of weeks without a case and of 1e9 a week', () => {
    for (const usual of [0, 1e9]) {
      for (const threshold of ['delta', 'nbPlugin', 'muan'] as const) {
        const found = farrington(flat(usual), 169, { ...YEARS, threshold })
        if (!found) continue
        expect(found.isAlarm).toBe(false)
        expect(Number.isNaN(found.expected ?? 0) || Number.isNaN(found.upper ?? 0)).toBe(false)
        if (usual > 0) expect((found.expected ?? 0) / usual).toBeCloseTo(1, 6)
      }
    }
  })
})
