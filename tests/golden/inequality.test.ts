import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { gini, giniParts } from '../../warehouse/stats/gini.ts'
import { inequality } from '../../warehouse/stats/inequality.ts'
import { expectNear, goldenCases, goldenExpected, goldenInput, lacks } from './folder.ts'

const value = z.number().nullable()
const shape = z.looseObject({
  mean: value,
  gini: value,
  theil_T: value,
  theil_L: value,
  T_between: value,
  T_within: value,
  T_between_share: value,
  L_between: value,
  L_within: value,
  gini_bias_corrected: value.optional(),
  groups: z.array(
    z.looseObject({
      group: z.string(),
      pop: value,
      pop_share: value,
      mean: value,
      income_share: value,
      theil_T: value,
      theil_L: value,
      gini: value,
    }),
  ),
  dagum: z.looseObject({
    G_w: value,
    G_nb: value,
    G_t: value,
    pairs: z.array(z.looseObject({ rich: z.string(), poor: z.string(), G_jh: value, D_jh: value })),
  }),
})

function near(actual: number | null | undefined, expected: number | null, what: string) {
  expectNear(actual ?? Number.NaN, expected, what)
}

describe.skipIf(lacks('inequality'))('inequality equals the reference', () => {
  it.each(goldenCases('inequality'))('%s', (name) => {
    const wanted = goldenExpected('inequality', name, shape)
    const rows = goldenInput('inequality', name)
    const values = Float64Array.from(rows, (row) => Number(row.y))
    const people = Float64Array.from(rows, (row) => Number(row.w))
    const names = wanted.groups.map((group) => group.group)
    const group = Int32Array.from(rows, (row) => names.indexOf(row.group ?? ''))
    const made = inequality(values, people, group)
    if ('reason' in made) {
      expect(wanted.theil_T, made.reason).toBeNull()
      return
    }

    near(made.mean, wanted.mean, 'mean')
    near(made.theilT, wanted.theil_T, 'T')
    near(made.theilL, wanted.theil_L, 'L')
    near(made.betweenT, wanted.T_between, 'T between')
    near(made.withinT, wanted.T_within, 'T within')
    near((made.betweenT ?? Number.NaN) / (made.theilT ?? Number.NaN), wanted.T_between_share, 'share of T between')
    near(made.betweenL, wanted.L_between, 'L between')
    near(made.withinL, wanted.L_within, 'L within')
    const whole = gini(values, people)
    near(whole, wanted.gini, 'Gini')
    if (wanted.gini_bias_corrected !== undefined) {
      near(((whole ?? Number.NaN) * rows.length) / (rows.length - 1), wanted.gini_bias_corrected, 'sample Gini')
    }

    for (const [g, of] of wanted.groups.entries()) {
      const part = made.groups[g]
      near(part?.people, of.pop, `people of ${of.group}`)
      near(part?.peopleShare, of.pop_share, `share of people of ${of.group}`)
      near(part?.mean, of.mean, `mean of ${of.group}`)
      near(part?.valueShare, of.income_share, `share of value of ${of.group}`)
      near(part?.theilT, of.theil_T, `T of ${of.group}`)
      near(part?.theilL, of.theil_L, `L of ${of.group}`)
      near(
        gini(
          values.filter((_, i) => group[i] === g),
          people.filter((_, i) => group[i] === g),
        ),
        of.gini,
        `Gini of ${of.group}`,
      )
    }

    const dagum = giniParts(values, people, group)
    near(dagum?.within, wanted.dagum.G_w, 'Gini within')
    near(dagum?.between, wanted.dagum.G_nb, 'Gini between')
    near(dagum?.overlap, wanted.dagum.G_t, 'Gini of overlap')
    if (dagum) expect(dagum.pairs.length).toBe(wanted.dagum.pairs.length)
    for (const pair of wanted.dagum.pairs) {
      const found = dagum?.pairs.find((p) => names[p.rich] === pair.rich && names[p.poor] === pair.poor)
      near(found?.gini, pair.G_jh, `Gini of ${pair.rich} and ${pair.poor}`)
      near(found?.distance, pair.D_jh, `distance of ${pair.rich} and ${pair.poor}`)
    }
  })
})
