import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { normalTwoSided } from '../../warehouse/stats/distributions.ts'
import { correctedTrend } from '../../warehouse/stats/hamed-rao.ts'
import { trend } from '../../warehouse/stats/mann-kendall.ts'
import { expectNear, goldenCases, goldenColumn, goldenExpected, lacks } from './folder.ts'

const shape = z.looseObject({
  S: z.number(),
  varS: z.number(),
  Z: z.number(),
  p_two_sided: z.number(),
  sen_slope: z.number(),
  kendall_exact_p: z.number().nullish(),
  hamed_rao: z
    .looseObject({ Z: z.number().nullable(), p: z.number().nullable(), varS: z.number().nullable() })
    .nullish(),
})

describe.skipIf(lacks('mann_kendall'))('Mann–Kendall and Sen equal pyMannKendall and SciPy', () => {
  it.each(goldenCases('mann_kendall'))('%s', (name) => {
    const wanted = goldenExpected('mann_kendall', name, shape)
    const values = goldenColumn('mann_kendall', name, 'x')
    const found = trend(values)
    if (!found) throw new Error('no trend')
    expectNear(found.s, wanted.S, 'S')
    expectNear(found.variance, wanted.varS, 'variance')
    expectNear(found.z, wanted.Z, 'z')
    expectNear(found.slope, wanted.sen_slope, 'slope')
    expectNear(normalTwoSided(found.z), wanted.p_two_sided, 'p by the normal')
    const exact = wanted.kendall_exact_p
    const known = values.filter((value) => !Number.isNaN(value))
    const isTied = new Set(known).size < known.length
    expectNear(
      found.p,
      exact !== null && exact !== undefined && !isTied && known.length < 10 ? exact : wanted.p_two_sided,
      'p',
    )
    expect(found.p).toBeLessThanOrEqual(1)
    if (!wanted.hamed_rao) return
    const corrected = correctedTrend(values)
    const isUntold = (wanted.hamed_rao.varS ?? -1) < 0
    const near = (actual: number | undefined, value: number | null, what: string) =>
      expectNear(actual ?? Number.NaN, isUntold ? null : value, what)
    near(corrected?.variance, wanted.hamed_rao.varS, 'corrected variance')
    near(corrected?.z, wanted.hamed_rao.Z, 'corrected z')
    near(corrected?.p, wanted.hamed_rao.p, 'corrected p')
  })
})
