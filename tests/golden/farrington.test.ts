import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { FARRINGTON, farrington, type FarringtonOptions } from '../../warehouse/stats/farrington.ts'
import { goldenCases, goldenExpected, goldenInput, goldenList, goldenListOf, goldenParams, lacks } from './folder.ts'

const configuration = z.looseObject({
  control: z.looseObject({
    b: z.number(),
    w: z.number(),
    noPeriods: z.number(),
    alpha: z.number(),
    thresholdMethod: z.enum(['delta', 'nbPlugin', 'muan']),
    reweight: z.boolean(),
    trend: z.boolean(),
    pastWeeksNotIncluded: z.number(),
  }),
  t: goldenListOf(z.number()),
  upperbound: goldenList,
  alarm: goldenList,
  expected: goldenList,
  score: goldenList,
  pvalue: goldenList,
  phi: goldenList,
  trend_used: goldenListOf(z.union([z.boolean(), z.number()]).nullable()),
  trend_coef: goldenList,
})
const params = z.looseObject({
  frequency: z.number(),
  pThresholdTrend: z.number(),
  weightsThreshold: z.number(),
  limit54: z.tuple([z.number(), z.literal(4)]),
})

/** Within 1e-3, the tolerance of this method; null where the reference has none. */
function near(actual: number | null | undefined, expected: number | null | undefined, what: string): void {
  if (expected === null || expected === undefined) expect(actual ?? null, what).toBeNull()
  else expect(Math.abs((actual ?? Number.NaN) - expected), `${what}: ${actual} against ${expected}`).toBeLessThan(1e-3)
}

describe.skipIf(lacks('farrington_flexible'))('Farrington flexible equals surveillance::farringtonFlexible', () => {
  for (const name of goldenCases('farrington_flexible')) {
    const shared = goldenParams('farrington_flexible', name, params)
    const read = () => goldenExpected('farrington_flexible', name, z.record(z.string(), configuration))
    const counts = Float64Array.from(goldenInput('farrington_flexible', name), ({ y }) =>
      y === 'NA' || y === '' ? Number.NaN : Number(y),
    )
    it.each(Object.keys(read()))(`${name}: %s`, (id) => {
      const { control, t, ...wanted } = read()[id] ?? expect.unreachable(id)
      const options: FarringtonOptions = {
        ...FARRINGTON,
        frequency: shared.frequency,
        years: control.b,
        halfWindow: control.w,
        seasons: control.noPeriods,
        leftOut: control.pastWeeksNotIncluded,
        hasTrend: control.trend,
        trendBelow: shared.pThresholdTrend,
        reweightAbove: control.reweight ? shared.weightsThreshold : null,
        threshold: control.thresholdMethod,
        alpha: control.alpha,
        fewest: shared.limit54[0],
      }
      for (const [i, k] of t.entries()) {
        const found = farrington(counts, k - 1, options)
        const at = `week ${k}`
        if (control.thresholdMethod === 'delta') near(found?.upper, wanted.upperbound[i], `upper bound of ${at}`)
        else expect(found?.upper, `upper bound of ${at}`).toBe(wanted.upperbound[i])
        near(found?.expected, wanted.expected[i], `expected in ${at}`)
        near(found?.dispersion, wanted.phi[i], `phi in ${at}`)
        near(found?.score, wanted.score[i], `score of ${at}`)
        near(found?.p, wanted.pvalue[i], `p of ${at}`)
        expect(found?.isAlarm, `alarm in ${at}`).toBe(Boolean(wanted.alarm[i]))
        expect(found?.trend !== null, `trend in ${at}`).toBe(Boolean(wanted.trend_used[i]))
        if (found?.trend !== null) near(found?.trend, wanted.trend_coef[i], `slope in ${at}`)
      }
    })
  }
})
