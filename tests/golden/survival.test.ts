import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  type Durations,
  endedBy,
  medianSurvival,
  restrictedMean,
  survivalCurve,
  timeQuantile,
} from '../../warehouse/stats/kaplan-meier.ts'
import { logRank } from '../../warehouse/stats/log-rank.ts'
import { expectNear, goldenList, goldenCases, goldenExpected, goldenInput, lacks } from './folder.ts'

const curve = z.looseObject({
  time: goldenList,
  surv: goldenList,
  std_err_greenwood: goldenList,
  quantiles: z.looseObject({
    p: goldenList,
    value: goldenList,
    lower_loglog: goldenList,
    upper_loglog: goldenList,
    lower_log: goldenList,
    upper_log: goldenList,
  }),
  rmst: z.array(z.looseObject({ tau: z.number(), rmean: z.number().nullable(), se: z.number().nullable() })),
  closed_by_sla: z.looseObject({ t: goldenList, p: goldenList, lower: goldenList, upper: goldenList }),
})
type Curve = z.infer<typeof curve>

function grouped(rows: Record<string, string>[]): Durations {
  const times = [...new Set(rows.map((r) => Number(r.time)))].sort((a, b) => a - b)
  const count = (keep: (r: Record<string, string>) => boolean) =>
    Float64Array.from(times, (t) => rows.filter((r) => Number(r.time) === t && keep(r)).length)
  return { time: Float64Array.from(times), events: count((r) => r.status === '1'), total: count(() => true) }
}

function near(actual: number | null | undefined, expected: number | null | undefined, what: string) {
  expectNear(actual ?? Number.NaN, expected ?? null, what)
}

function expectQuantiles(durations: Durations, { quantiles }: Curve) {
  for (const [k, share] of quantiles.p.entries()) {
    if (share === null) continue
    const made = timeQuantile(durations, share)
    near(made.time, quantiles.value[k], `${share} ended`)
    near(made.low, quantiles.lower_loglog[k], `low of ${share} ended`)
    near(made.high, quantiles.upper_loglog[k], `high of ${share} ended`)
    const log = timeQuantile(durations, share, 0.95, 'log')
    near(log.low, quantiles.lower_log[k], `low of ${share} ended, log`)
    near(log.high, quantiles.upper_log[k], `high of ${share} ended, log`)
  }
}

function expectMeansAndShares(durations: Durations, { rmst, closed_by_sla: sla }: Curve) {
  for (const { tau, rmean, se } of rmst) {
    const made = restrictedMean(durations, tau)
    near(made?.mean, rmean, `mean to ${tau}`)
    near(made?.standardError, se, `error of the mean to ${tau}`)
  }
  for (const [k, at] of sla.t.entries()) {
    const made = endedBy(durations, at ?? Number.NaN)
    near(made?.share, sla.p[k], `ended by ${at}`)
    near(made?.interval?.[0], sla.lower[k], `low of ended by ${at}`)
    near(made?.interval?.[1], sla.upper[k], `high of ended by ${at}`)
  }
}

describe.skipIf(lacks('km'))('Kaplan–Meier equals R survfit', () => {
  it.each(goldenCases('km'))('%s', (name) => {
    const expected = goldenExpected(
      'km',
      name,
      z.looseObject({
        all: curve,
        groups: z.record(z.string(), curve).optional(),
        logrank: z.looseObject({ chisq: z.number(), df: z.number(), p: z.number() }).optional(),
      }),
    )
    const rows = goldenInput('km', name)
    const sets = [[rows, expected.all] as const]
    for (const [group, value] of Object.entries(expected.groups ?? {})) {
      sets.push([rows.filter((r) => r.group === group), value])
    }
    for (const [input, wanted] of sets) {
      const durations = grouped(input)
      const made = survivalCurve(durations)
      expect(made.time.length).toBe(wanted.time.length)
      for (const [i, time] of wanted.time.entries()) near(made.time[i], time, `time ${i}`)
      for (const [i, s] of wanted.surv.entries()) {
        const survival = made.survival[i] ?? Number.NaN
        expectNear(survival, s, `S at ${wanted.time[i]}`)
        const error = survival * Math.sqrt(made.greenwood[i] ?? Number.NaN)
        if (s !== null && s > 0) expectNear(error, wanted.std_err_greenwood[i] ?? null, 'standard error')
      }
      const at = wanted.quantiles.p.indexOf(0.5)
      const { median, low, high } = medianSurvival(durations)
      if (at >= 0) {
        expectNear(median ?? Number.NaN, wanted.quantiles.value[at] ?? null, 'median')
        expectNear(low ?? Number.NaN, wanted.quantiles.lower_loglog[at] ?? null, 'low of the median')
        expectNear(high ?? Number.NaN, wanted.quantiles.upper_loglog[at] ?? null, 'high of the median')
      }
      expectQuantiles(durations, wanted)
      expectMeansAndShares(durations, wanted)
    }
    if (expected.logrank) {
      const made = logRank(sets.slice(1).map(([input]) => grouped(input)))
      near(made?.chiSquare, expected.logrank.chisq, 'χ² of the log-rank test')
      near(made?.p, expected.logrank.p, 'p of the log-rank test')
      expect(made?.degrees).toBe(expected.logrank.df)
    }
  })
})
