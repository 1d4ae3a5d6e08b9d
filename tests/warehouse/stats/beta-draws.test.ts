import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { betaDraws } from '../../../warehouse/stats/beta-draws.ts'
import { streamOf } from '../../../warehouse/stats/random.ts'

const DRAWS = 20_000

describe('draws of a Beta distribution', () => {
  it('have its mean and variance, whatever the shapes', () => {
    const shape = fc.double({ min: 0.5, max: 400, noNaN: true })
    fc.assert(
      fc.property(shape, shape, (a, b) => {
        const drawn = betaDraws(streamOf(`${a} ${b}`), a, b, DRAWS)
        const mean = drawn.reduce((sum, x) => sum + x, 0) / DRAWS
        const variance = drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / DRAWS
        const [trueMean, trueVariance] = [a / (a + b), (a * b) / ((a + b) ** 2 * (a + b + 1))]
        expect(Math.abs(mean - trueMean)).toBeLessThan(5 * Math.sqrt(trueVariance / DRAWS))
        expect(variance / trueVariance).toBeGreaterThan(0.9)
        expect(variance / trueVariance).toBeLessThan(1.1)
        expect(drawn.every((x) => x >= 0 && x <= 1)).toBe(true)
      }),
      { seed: 20_26, numRuns: 60 },
    )
  })

  it('of Beta(½, ½) lie below x as often as the arcsine law has it', () => {
    const drawn = betaDraws(streamOf('arcsine'), 0.5, 0.5, DRAWS)
    for (const x of [0.01, 0.1, 0.5, 0.9, 0.99]) {
      const below = drawn.filter((each) => each < x).length / DRAWS
      expect(Math.abs(below - (2 / Math.PI) * Math.asin(Math.sqrt(x)))).toBeLessThan(0.012)
    }
  })

  it('of Beta(3, 1) lie below x in a share of x³', () => {
    const drawn = betaDraws(streamOf('cube'), 3, 1, DRAWS)
    for (const x of [0.3, 0.6, 0.9]) {
      expect(Math.abs(drawn.filter((each) => each < x).length / DRAWS - x ** 3)).toBeLessThan(0.012)
    }
  })

  it('come again with the name of the stream, and refuse shapes there are none of', () => {
    expect(betaDraws(streamOf('a'), 2, 3, 5)).toEqual(betaDraws(streamOf('a'), 2, 3, 5))
    expect(betaDraws(streamOf('a'), 2, 3, 5)).not.toEqual(betaDraws(streamOf('b'), 2, 3, 5))
    expect(() => betaDraws(streamOf('a'), 0, 3, 5)).toThrow(RangeError)
  })
})
