import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { betaI, countQuantile, countTail, studentTail } from '../../../warehouse/stats/count-tails.ts'

describe('tails of counts', () => {
  it('are those of the Poisson by its own sum: 1 − e⁻²(1 + 2) for two or more of 2', () => {
    expect(countTail(2, 2)).toBeCloseTo(1 - 3 * Math.exp(-2), 14)
    expect(countTail(0, 2)).toBe(1)
    expect(countTail(3, 0)).toBe(0)
  })

  it('are those of the negative binomial: with mean 2 and twice the variance the size is 2 and P(0) a quarter', () => {
    expect(countTail(1, 2, 2)).toBeCloseTo(1 - 0.25, 14)
    expect(countTail(2, 2, 2)).toBeCloseTo(1 - 0.25 - 0.25, 14)
  })

  it('are exact also where they are tiny: 30 or more of 1', () => {
    let sum = 0
    let term = Math.exp(-1)
    for (let k = 1; k < 80; k++) {
      term /= k
      if (k >= 30) sum += term
    }
    expect(countTail(30, 1) / sum).toBeCloseTo(1, 9)
  })

  it('keep their digits at 1e9: as many or more than the mean are ½ + 1 / (3 √(2πm)), and a symmetric beta is cut in half', () => {
    for (const mean of [1e6, 1e9]) {
      expect(countTail(mean, mean)).toBeCloseTo(0.5 + 1 / (3 * Math.sqrt(2 * Math.PI * mean)), 11)
      expect(betaI(0.5, mean, mean)).toBeCloseTo(0.5, 11)
    }
  })

  it('fall with k, grow with the mean, and the quantile is the first count that reaches p', () => {
    const mean = fc.double({ min: 0.01, max: 200, noNaN: true })
    const noise = fc.double({ min: 1, max: 8, noNaN: true })
    fc.assert(
      fc.property(mean, noise, fc.nat({ max: 300 }), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (m, d, k, p) => {
        const tail = countTail(k, m, d)
        expect(countTail(k + 1, m, d)).toBeLessThanOrEqual(tail + 1e-12)
        expect(countTail(k, m * 1.1, d)).toBeGreaterThanOrEqual(tail - 1e-12)
        const q = countQuantile(p, m, d)
        expect(1 - countTail(q + 1, m, d)).toBeGreaterThanOrEqual(p - 1e-12)
        if (q > 0) expect(1 - countTail(q, m, d)).toBeLessThan(p + 1e-12)
      }),
      { seed: 11, numRuns: 400 },
    )
  })
})

describe('Student’s t and the incomplete beta', () => {
  it('have their known values: one degree of freedom is Cauchy’s, t = 1 leaves a quarter above', () => {
    expect(studentTail(1, 1)).toBeCloseTo(0.25, 14)
    expect(studentTail(-1, 1)).toBeCloseTo(0.75, 14)
    expect(studentTail(2.4469118511449692, 6)).toBeCloseTo(0.025, 12)
    expect(betaI(0.3, 1, 1)).toBeCloseTo(0.3, 14)
    expect(betaI(0.5, 2, 2)).toBeCloseTo(0.5, 14)
  })

  it('mirror one another', () => {
    const shape = fc.double({ min: 0.1, max: 80, noNaN: true })
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), shape, shape, (x, a, b) => {
        expect(betaI(x, a, b) + betaI(1 - x, b, a)).toBeCloseTo(1, 9)
      }),
      { seed: 5, numRuns: 400 },
    )
  })
})
