import { describe, it } from 'vitest'
import { z } from 'zod'
import { kitagawa } from '../../warehouse/stats/kitagawa.ts'
import { expectNear, goldenCases, goldenExpected, goldenInput, hasGolden } from './folder.ts'

const part = z.looseObject({ composition: z.number(), rate: z.number() })
const shape = z.looseObject({
  rate_A: z.number(),
  rate_B: z.number(),
  gap: z.number(),
  composition: z.number(),
  rate_effect: z.number(),
  by_stratum: z.array(part),
  three_fold_baseB: part.extend({ interaction: z.number() }),
})

describe.skipIf(!hasGolden)('the parts of a gap equal the reference', () => {
  it.each(goldenCases('kitagawa'))('%s', (name) => {
    const wanted = goldenExpected('kitagawa', name, shape)
    const rows = goldenInput('kitagawa', name)
    const column = (key: string) => Float64Array.from(rows, (row) => Number(row[key]))
    const made = kitagawa(column('xA'), column('nA'), column('xB'), column('nB'))
    if ('reason' in made) throw new Error(made.reason)
    expectNear(made.rateA, wanted.rate_A, 'rate of A')
    expectNear(made.rateB, wanted.rate_B, 'rate of B')
    expectNear(made.gap, wanted.gap, 'gap')
    expectNear(made.composition, wanted.composition, 'composition')
    expectNear(made.rate, wanted.rate_effect, 'rate')
    for (const [s, of] of wanted.by_stratum.entries()) {
      expectNear(made.compositionBy[s] ?? Number.NaN, of.composition, `composition by stratum ${s}`)
      expectNear(made.rateBy[s] ?? Number.NaN, of.rate, `rate by stratum ${s}`)
    }
    expectNear(made.fromB.composition, wanted.three_fold_baseB.composition, 'composition from B')
    expectNear(made.fromB.rate, wanted.three_fold_baseB.rate, 'rate from B')
    expectNear(made.fromB.interaction, wanted.three_fold_baseB.interaction, 'interaction')
  })
})
