import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { dealtSums } from '../../warehouse/stats/conditional-moments.ts'
import { localMoran } from '../../warehouse/stats/moran.ts'
import { type Permuted, permuteHotSpots, permuteLocalMoran } from '../../warehouse/stats/permutation.ts'
import {
  expectNear,
  goldenCases,
  goldenColumn,
  goldenExpected,
  goldenInput,
  goldenNeighbours,
  goldenParams,
  lacks,
} from './folder.ts'

/**
 * Both sides are estimates: four standard errors of their difference. The tolerance that the cases state is that of a share which
 * has been counted, and what is counted is the smaller tail, half of p; held to p itself, as near 1 as p may come, the
 * reference would not agree with itself.
 */
function expectLikely(tail: number, wanted: number, runs: [number, number], what: string) {
  const allowed = 4 * Math.sqrt(wanted * (1 - wanted) * (1 / runs[0] + 1 / runs[1])) + 1 / runs[1]
  expect(Math.abs(Math.min(0.5, tail) - wanted), `${what}: ${tail} against ${wanted}`).toBeLessThanOrEqual(allowed)
}

/** As spdep counts: ties are half on either side. */
function tailWithHalfTies({ above, below, permutations }: Permuted, i: number): number {
  const [up, down] = [above[i] ?? Number.NaN, below[i] ?? Number.NaN]
  return (Math.min(up, down) - (up + down - permutations) / 2 + 1) / (permutations + 1)
}

describe.skipIf(lacks('permutation_moments'))('what dealing values out gives, without dealing', () => {
  const value = z.number().nullable()
  const shape = z.array(
    z.looseObject({
      id: z.union([z.number(), z.string()]),
      gistar_num: value,
      gistar_E: value,
      gistar_Var: value,
      gistar_z_cond: value,
      Ii: value.optional(),
      Ii_E: value.optional(),
      Ii_Var: value.optional(),
      p_two_sided_mc: value.optional(),
    }),
  )

  it.each(goldenCases('permutation_moments'))('%s', (name) => {
    const rows = goldenInput('permutation_moments', name).map(({ id }) => id)
    const { R } = goldenParams('permutation_moments', name, z.looseObject({ R: z.number() }))
    const x = goldenColumn('permutation_moments', name, 'x')
    const neighbours = goldenNeighbours('permutation_moments', name)
    const sums = dealtSums(x, neighbours)
    const moran = localMoran(x, neighbours)
    const dealt = permuteHotSpots(x, neighbours, { seed: name, permutations: R })
    for (const wanted of goldenExpected('permutation_moments', name, shape)) {
      const i = rows.indexOf(String(wanted.id))
      const near = (actual: number | undefined, expected: number | null | undefined, what: string) =>
        expectNear(actual ?? 0, expected ?? null, `${what} of ${wanted.id}`)
      near(sums.sum[i], wanted.gistar_num, 'sum')
      near(sums.expected[i], wanted.gistar_E, 'expected sum')
      near(sums.variance[i], wanted.gistar_Var, 'variance of the sum')
      near(sums.z[i], wanted.gistar_z_cond, 'z')
      near(moran.i[i], wanted.Ii, 'I')
      near(moran.expected[i], wanted.Ii_E, 'expected I')
      near(moran.variance[i], wanted.Ii_Var, 'variance of I')
      const p = wanted.p_two_sided_mc
      if (dealt.without.has(i)) expect(p ?? 1, `p of ${wanted.id}`).toBe(1)
      else expectLikely((dealt.p[i] ?? Number.NaN) / 2, (p ?? Number.NaN) / 2, [R, R], `tail of ${wanted.id}`)
    }
  })
})

describe.skipIf(lacks('permutation'))('permutations of local Moran agree with spdep', () => {
  const list = z.array(z.number().nullable())
  const shape = z.looseObject({ local_moran: z.looseObject({ Ii: list, 'Pr.z....E.Ii...Sim': list }) })

  it.each(goldenCases('permutation'))('%s', (name) => {
    const { local_moran: wanted } = goldenExpected('permutation', name, shape)
    const { nsim } = goldenParams('permutation', name, z.looseObject({ nsim: z.number() }))
    const x = goldenColumn('permutation', name, 'x')
    const neighbours = goldenNeighbours('permutation', name)
    const seen = localMoran(x, neighbours)
    const dealt = permuteLocalMoran(x, neighbours, { seed: name })
    for (let i = 0; i < x.length; i++) {
      // Of an area alone, or dealt the same again, the reference writes 0 and a p of its own; we write that there is none.
      if (dealt.without.has(i)) continue
      expectNear(seen.i[i] ?? 0, wanted.Ii[i] ?? null, `I of area ${i + 1}`)
      const p = wanted['Pr.z....E.Ii...Sim'][i] ?? Number.NaN
      expectLikely(tailWithHalfTies(dealt, i), p / 2, [nsim, dealt.permutations], `tail of area ${i + 1}`)
    }
  })
})
