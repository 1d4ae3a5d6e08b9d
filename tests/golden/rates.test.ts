import { describe, it } from 'vitest'
import { z } from 'zod'
import { byar, garwood, poissonInterval, wilson } from '../../warehouse/stats/intervals.ts'
import { expectNear, goldenCases, goldenExpected, goldenParams, hasGolden } from './folder.ts'

const pair = z.tuple([z.number().nullable(), z.number().nullable()])
const limits = z.array(
  z.looseObject({
    x: z.number(),
    n: z.number(),
    value: z.number(),
    lowercl: z.number().nullable(),
    uppercl: z.number().nullable(),
    confidence: z.string(),
  }),
)
const level = (row: { confidence: string }) => Math.round(Number.parseFloat(row.confidence) * 10) / 1000

describe.skipIf(!hasGolden)('intervals of rates and proportions equal the reference packages', () => {
  it.each(goldenCases('poisson_ci'))('Poisson counts, %s', (name) => {
    const { conf, multiplier } = goldenParams(
      'poisson_ci',
      name,
      z.looseObject({ conf: z.number(), multiplier: z.number() }),
    )
    const rows = goldenExpected(
      'poisson_ci',
      name,
      z.array(
        z.looseObject({ x: z.number(), n: z.number(), garwood_count: pair, byar_count: pair, ohid_rule_rate: pair }),
      ),
    )
    for (const row of rows) {
      const exact = garwood(row.x, conf)
      expectNear(exact[0], row.garwood_count[0], `exact low of ${row.x}`)
      expectNear(exact[1], row.garwood_count[1], `exact high of ${row.x}`)
      const near = byar(row.x, conf)
      expectNear(near[0], row.byar_count[0], `Byar low of ${row.x}`)
      expectNear(near[1], row.byar_count[1], `Byar high of ${row.x}`)
      const rule = poissonInterval(row.x, conf)
      expectNear((rule[0] / row.n) * multiplier, row.ohid_rule_rate[0], `rate low of ${row.x}`)
      expectNear((rule[1] / row.n) * multiplier, row.ohid_rule_rate[1], `rate high of ${row.x}`)
    }
  })

  it.each(goldenCases('proportion_ci'))('Wilson, %s', (name) => {
    const { conf } = goldenParams('proportion_ci', name, z.looseObject({ conf: z.number() }))
    const rows = goldenExpected(
      'proportion_ci',
      name,
      z.array(z.looseObject({ x: z.number(), n: z.number(), wilson: pair })),
    )
    for (const row of rows) {
      const [low, high] = wilson(row.x, row.n, conf)
      expectNear(low, row.wilson[0], `low of ${row.x} of ${row.n}`)
      expectNear(high, row.wilson[1], `high of ${row.x} of ${row.n}`)
    }
  })

  it.each(goldenCases('phe_rate'))('rates of public-health practice, %s', (name) => {
    const sets = goldenExpected('phe_rate', name, z.record(z.string(), limits))
    for (const [id, rows] of Object.entries(sets)) {
      for (const row of rows) {
        const [low, high] = poissonInterval(row.x, level(row))
        expectNear((row.x / row.n) * 10_000, row.value, `${id} rate of ${row.x}`)
        expectNear((low / row.n) * 10_000, row.lowercl, `${id} low of ${row.x}`)
        expectNear((high / row.n) * 10_000, row.uppercl, `${id} high of ${row.x}`)
      }
    }
  })

  it.each(goldenCases('phe_proportion'))('proportions of public-health practice, %s', (name) => {
    for (const row of goldenExpected('phe_proportion', name, limits)) {
      const [low, high] = wilson(row.x, row.n, level(row))
      expectNear((100 * row.x) / row.n, row.value, `share of ${row.x} of ${row.n}`)
      expectNear(100 * low, row.lowercl, `low of ${row.x} of ${row.n}`)
      expectNear(100 * high, row.uppercl, `high of ${row.x} of ${row.n}`)
    }
  })
})
