import { describe, it } from 'vitest'
import { z } from 'zod'
import { byar, garwood, poissonInterval, wilson } from '../../warehouse/stats/intervals.ts'
import { expectNear, goldenCases, goldenExpected, goldenParams, lacks } from './folder.ts'

const pair = z.tuple([z.number().nullable(), z.number().nullable()])
const limits = z.array(
  z.looseObject({
    x: z.number(),
    n: z.number(),
    value: z.number().nullable(),
    lowercl: z.number().nullable(),
    uppercl: z.number().nullable(),
    confidence: z.string(),
    statistic: z.string(),
  }),
)
/** “rate per 10000” is of so many, a percentage of a hundred. */
const scaleOf = ({ statistic }: { statistic: string }) =>
  Number(/[\d,]+/.exec(statistic)?.[0].replaceAll(',', '') ?? (statistic === 'percentage' ? 100 : 1))
const level = (row: { confidence: string }) => Number.parseFloat(row.confidence) / 100

describe.skipIf(lacks('poisson_ci', 'proportion_ci', 'phe_rate', 'phe_proportion'))(
  'intervals of rates and proportions equal the reference packages',
  () => {
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
        // Nobody has no rate; the product says so before it divides.
        const per = row.n > 0 ? multiplier / row.n : Number.NaN
        expectNear(rule[0] * per, row.ohid_rule_rate[0], `rate low of ${row.x}`)
        expectNear(rule[1] * per, row.ohid_rule_rate[1], `rate high of ${row.x}`)
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
          expectNear((row.x / row.n) * scaleOf(row), row.value, `${id} rate of ${row.x}`)
          expectNear((low / row.n) * scaleOf(row), row.lowercl, `${id} low of ${row.x}`)
          expectNear((high / row.n) * scaleOf(row), row.uppercl, `${id} high of ${row.x}`)
        }
      }
    })

    it.each(goldenCases('phe_proportion'))('proportions of public-health practice, %s', (name) => {
      for (const row of goldenExpected('phe_proportion', name, limits)) {
        const [low, high] = wilson(row.x, row.n, level(row))
        expectNear((scaleOf(row) * row.x) / row.n, row.value, `share of ${row.x} of ${row.n}`)
        expectNear(scaleOf(row) * low, row.lowercl, `low of ${row.x} of ${row.n}`)
        expectNear(scaleOf(row) * high, row.uppercl, `high of ${row.x} of ${row.n}`)
      }
    })
  },
)
