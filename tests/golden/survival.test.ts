import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Durations, medianSurvival, survivalCurve } from '../../warehouse/stats/kaplan-meier.ts'
import { expectNear, goldenCases, goldenExpected, goldenInput, hasGolden } from './folder.ts'

const maybe = z.array(z.number().nullable())
const curve = z.looseObject({
  time: z.array(z.number()),
  surv: z.array(z.number()),
  std_err_greenwood: maybe,
  quantiles: z.looseObject({ p: z.array(z.number()), value: maybe, lower_loglog: maybe, upper_loglog: maybe }),
})

function grouped(rows: Record<string, string>[]): Durations {
  const times = [...new Set(rows.map((r) => Number(r.time)))].sort((a, b) => a - b)
  const count = (keep: (r: Record<string, string>) => boolean) =>
    Float64Array.from(times, (t) => rows.filter((r) => Number(r.time) === t && keep(r)).length)
  return { time: Float64Array.from(times), events: count((r) => r.status === '1'), total: count(() => true) }
}

describe.skipIf(!hasGolden)('Kaplan–Meier equals R survfit', () => {
  it.each(goldenCases('km'))('%s', (name) => {
    const expected = goldenExpected(
      'km',
      name,
      z.looseObject({ all: curve, groups: z.record(z.string(), curve).optional() }),
    )
    const rows = goldenInput('km', name)
    const sets = [[rows, expected.all] as const]
    for (const [group, value] of Object.entries(expected.groups ?? {})) {
      sets.push([rows.filter((r) => Object.values(r).includes(group)), value])
    }
    for (const [input, wanted] of sets) {
      const durations = grouped(input)
      const made = survivalCurve(durations)
      expect([...made.time]).toEqual(wanted.time)
      for (const [i, s] of wanted.surv.entries()) {
        const survival = made.survival[i] ?? Number.NaN
        expectNear(survival, s, `S at ${wanted.time[i]}`)
        const error = survival * Math.sqrt(made.greenwood[i] ?? Number.NaN)
        if (s > 0) expectNear(error, wanted.std_err_greenwood[i] ?? null, 'standard error')
      }
      const at = wanted.quantiles.p.indexOf(0.5)
      const { median, low, high } = medianSurvival(durations)
      expectNear(median ?? Number.NaN, wanted.quantiles.value[at] ?? null, 'median')
      expectNear(low ?? Number.NaN, wanted.quantiles.lower_loglog[at] ?? null, 'low of the median')
      expectNear(high ?? Number.NaN, wanted.quantiles.upper_loglog[at] ?? null, 'high of the median')
    }
  })
})
