import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Durations, kaplanMeier, survivalQuantile } from '../../warehouse/stats/survival.ts'
import { expectNear, goldenCases, goldenExpected, goldenInput, hasGolden } from './folder.ts'

const maybe = z.array(z.number().nullable())
const curve = z.looseObject({
  n: z.number(),
  events: z.number(),
  time: z.array(z.number()),
  surv: z.array(z.number()),
  std_err_greenwood: maybe,
  quantiles: z.looseObject({ p: z.array(z.number()), value: maybe, lower_loglog: maybe, upper_loglog: maybe }),
})

function grouped(rows: Record<string, string>[]): Durations {
  const times = [...new Set(rows.map((r) => Number(r.time)))].sort((a, b) => a - b)
  const count = (status: string) => times.map((t) => rows.filter((r) => Number(r.time) === t && r.status === status).length)
  return { time: times, events: count('1'), censored: count('0') }
}

describe.skipIf(!hasGolden)('Kaplan–Meier equals R survfit', () => {
  it.each(goldenCases('km'))('%s', (name) => {
    const expected = goldenExpected('km', name, z.looseObject({ all: curve, groups: z.record(z.string(), curve).optional() }))
    const rows = goldenInput('km', name)
    const sets = [[rows, expected.all] as const]
    for (const [group, value] of Object.entries(expected.groups ?? {})) {
      sets.push([rows.filter((r) => Object.values(r).includes(group)), value])
    }
    for (const [input, wanted] of sets) {
      const made = kaplanMeier(grouped(input))
      expect([made.n, made.events]).toEqual([wanted.n, wanted.events])
      expect([...made.time]).toEqual(wanted.time)
      for (const [i, s] of wanted.surv.entries()) {
        expectNear(made.survival[i] ?? Number.NaN, s, `S at ${wanted.time[i]}`)
        if (s > 0) expectNear(made.standardError[i] ?? Number.NaN, wanted.std_err_greenwood[i] ?? null, 'standard error')
      }
      for (const [i, p] of wanted.quantiles.p.entries()) {
        const found = survivalQuantile(made, p)
        expectNear(found.value, wanted.quantiles.value[i] ?? null, `quantile ${p}`)
        expectNear(found.low, wanted.quantiles.lower_loglog[i] ?? null, `low of quantile ${p}`)
        expectNear(found.high, wanted.quantiles.upper_loglog[i] ?? null, `high of quantile ${p}`)
      }
    }
  })
})
