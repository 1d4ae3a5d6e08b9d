import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { kitagawa } from '../../warehouse/stats/kitagawa.ts'
import { expectNear, goldenCases, goldenExpected, goldenInput, lacks } from './folder.ts'

const part = z.looseObject({ composition: z.number(), rate: z.number() })
const shape = z.looseObject({
  rate_A: z.number().nullable(),
  rate_B: z.number().nullable(),
  gap: z.number().nullable(),
  composition: z.number().nullable(),
  rate_effect: z.number().nullable(),
  by_stratum: z.array(part),
  three_fold_baseB: part.extend({ interaction: z.number() }).optional(),
})

describe.skipIf(lacks('kitagawa'))('the parts of a gap equal the reference', () => {
  it.each(goldenCases('kitagawa'))('%s', (name) => {
    const wanted = goldenExpected('kitagawa', name, shape)
    const rows = goldenInput('kitagawa', name)
    const column = (key: string) => Float64Array.from(rows, (row) => Number(row[key]))
    const made = kitagawa(column('xA'), column('nA'), column('xB'), column('nB'))
    if ('reason' in made) {
      expect(wanted.gap, made.reason).toBeNull()
      return
    }
    expectNear(made.rateA, wanted.rate_A, 'rate of A')
    expectNear(made.rateB, wanted.rate_B, 'rate of B')
    expectNear(made.gap, wanted.gap, 'gap')
    expectNear(made.composition, wanted.composition, 'composition')
    expectNear(made.rate, wanted.rate_effect, 'rate')
    for (const [s, of] of wanted.by_stratum.entries()) {
      expectNear(made.compositionBy[s] ?? Number.NaN, of.composition, `composition by stratum ${s}`)
      expectNear(made.rateBy[s] ?? Number.NaN, of.rate, `rate by stratum ${s}`)
    }
    if (!wanted.three_fold_baseB) return
    expectNear(made.fromB.composition, wanted.three_fold_baseB.composition, 'composition from B')
    expectNear(made.fromB.rate, wanted.three_fold_baseB.rate, 'rate from B')
    expectNear(made.fromB.interaction, wanted.three_fold_baseB.interaction, 'interaction')
  })
})
