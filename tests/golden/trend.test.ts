import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { normalTwoSided } from '../../warehouse/stats/distributions.ts'
import { trend } from '../../warehouse/stats/mann-kendall.ts'
import { expectNear, goldenCases, goldenExpected, goldenInput, hasGolden } from './folder.ts'

const shape = z.looseObject({
  S: z.number(),
  varS: z.number(),
  Z: z.number(),
  p_two_sided: z.number(),
  sen_slope: z.number(),
  kendall_exact_p: z.number().nullish(),
})

describe.skipIf(!hasGolden)('Mann–Kendall and Sen equal pyMannKendall and SciPy', () => {
  it.each(goldenCases('mann_kendall'))('%s', (name) => {
    const wanted = goldenExpected('mann_kendall', name, shape)
    const values = Float64Array.from(goldenInput('mann_kendall', name), ({ x }) => Number(x))
    const found = trend(values)
    if (!found) throw new Error('no trend')
    expectNear(found.s, wanted.S, 'S')
    expectNear(found.variance, wanted.varS, 'variance')
    expectNear(found.z, wanted.Z, 'z')
    expectNear(found.slope, wanted.sen_slope, 'slope')
    expectNear(normalTwoSided(found.z), wanted.p_two_sided, 'p by the normal')
    const exact = wanted.kendall_exact_p
    const isTied = new Set(values).size < values.length
    expectNear(
      found.p,
      exact !== null && exact !== undefined && !isTied && values.length < 10 ? exact : wanted.p_two_sided,
      'p',
    )
    expect(found.p).toBeLessThanOrEqual(1)
  })
})
