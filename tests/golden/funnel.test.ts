import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type FunnelKind, funnelLimits, placeInFunnel } from '../../warehouse/stats/funnel.ts'
import { goldenCases, goldenExpected, lacks } from './folder.ts'

const row = z.record(z.string(), z.union([z.number(), z.string(), z.null()]))
const shape = z.looseObject({
  significance: z.array(
    z.looseObject({ x: z.number(), n: z.number(), e: z.number().optional(), significance: z.string() }),
  ),
  limits: z.array(row),
})
const LEVELS = [
  { confidence: 0.95, sign: '2s', tail: '0.025' },
  { confidence: 0.998, sign: '3s', tail: '0.001' },
]

/** The reference finds its limits by bisection; it does not go nearer than this. */
function expectAbout(actual: number, expected: number, what: string) {
  const gap = Math.abs(actual - expected)
  expect(gap, `${what}: ${actual} against ${expected}`).toBeLessThanOrEqual(1e-5 * Math.abs(expected))
}

const kindOf = (statistic: unknown): FunnelKind =>
  (['proportion', 'ratio'] as const).find((kind) => String(statistic).startsWith(kind)) ?? 'rate'

describe.skipIf(lacks('funnel'))('funnel limits equal those of public-health practice', () => {
  it.each(goldenCases('funnel'))('limits, %s', (name) => {
    const { limits } = goldenExpected('funnel', name, shape)
    expect(limits.length).toBeGreaterThan(0)
    for (const wanted of limits) {
      const kind = kindOf(wanted.statistic)
      const per = /[\d,]{2,}/.exec(String(wanted.statistic))?.[0].replaceAll(',', '')
      const scale = kind === 'rate' ? Number(per ?? 10_000) : 100
      const target = kind === 'ratio' ? 1 : Number(wanted.baseline) / scale
      for (const { confidence, sign } of LEVELS) {
        for (const side of ['lower', 'upper']) {
          const size =
            wanted.Population ?? wanted[`${side}_${sign}_population_1_year`] ?? wanted[`${side}_${sign}_exp_events`]
          const { low, high } = funnelLimits(kind, Float64Array.of(Number(size)), target, confidence)
          const made = (side === 'lower' ? low[0] : high[0]) ?? Number.NaN
          expectAbout(made * scale, Number(wanted[`${side}_${sign}_limit`]), `${side} ${sign} limit at ${size}`)
        }
      }
    }
  })

  it.each(goldenCases('funnel'))('who lies outside, %s', (name) => {
    const { significance, limits } = goldenExpected('funnel', name, shape)
    const kind = kindOf(limits[0]?.statistic)
    const sizes = Float64Array.from(significance, (point) => (kind === 'ratio' ? (point.e ?? Number.NaN) : point.n))
    const values = Float64Array.from(significance, (point, i) => point.x / (sizes[i] ?? Number.NaN))
    const target = kind === 'ratio' ? 1 : sum(significance, 'x') / sum(significance, 'n')
    const found = significance.map(() => 'Not significant')
    for (const { confidence, tail } of LEVELS) {
      const places = placeInFunnel(kind, values, funnelLimits(kind, sizes, target, confidence), true)
      for (const [i, place] of places.entries()) {
        if (place === 'better') found[i] = `High (${tail})`
        if (place === 'worse') found[i] = `Low (${tail})`
      }
    }
    expect(found).toEqual(significance.map((point) => point.significance))
  })
})

function sum(points: { x: number; n: number }[], key: 'x' | 'n'): number {
  return points.reduce((total, point) => total + point[key], 0)
}
