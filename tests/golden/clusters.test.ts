import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { hotSpots } from '../../warehouse/stats/getis-ord.ts'
import { globalMoran, localMoran } from '../../warehouse/stats/moran.ts'
import { falseDiscoveryRates } from '../../warehouse/stats/multiple-testing.ts'
import {
  expectNear,
  goldenCases,
  goldenColumn,
  goldenExpected,
  goldenList,
  goldenListOf,
  goldenNeighbours,
  lacks,
} from './folder.ts'

describe.skipIf(lacks('spatial'))('Gi* equals spdep', () => {
  const scores = z.looseObject({ z: goldenList, p_two_sided: goldenList })
  const shape = z.looseObject({
    gistar_binary_self: scores,
    gistar_rowstd_self: scores.optional(),
    gistar_bh_q: goldenList.optional(),
  })

  it.each(goldenCases('spatial'))('%s', (name) => {
    const { gistar_binary_self: wanted, ...others } = goldenExpected('spatial', name, shape)
    const neighbours = goldenNeighbours('spatial', name)
    const found = hotSpots(goldenColumn('spatial', name, 'x'), neighbours)
    for (const [i, score] of wanted.z.entries()) {
      // The reference scores an island by itself; we say that it has no neighbours.
      if (neighbours.start[i] === neighbours.start[i + 1]) {
        expect(found.without.has(i)).toBe(true)
        continue
      }
      expectNear(found.z[i] ?? 0, score, `z of area ${i + 1}`)
      expectNear(found.p[i] ?? 0, wanted.p_two_sided[i] ?? null, `p of area ${i + 1}`)
      // Weights that sum to 1 leave the ratio as it is.
      const rows = others.gistar_rowstd_self
      if (rows) expectNear(found.z[i] ?? 0, rows.z[i] ?? null, `z of area ${i + 1}, weights by row`)
    }
    // An island is one test more in the family of the reference.
    const islands = neighbours.start.some((at, i) => i > 0 && at === neighbours.start[i - 1])
    if (islands) return
    const q = falseDiscoveryRates(found.p)
    for (const [i, each] of (others.gistar_bh_q ?? []).entries()) expectNear(q[i] ?? 0, each, `q of area ${i + 1}`)
  })
})

describe.skipIf(lacks('bh_fdr'))('false discovery rates equal p.adjust', () => {
  it.each(goldenCases('bh_fdr'))('%s', (name) => {
    const { BH } = goldenExpected('bh_fdr', name, z.looseObject({ BH: goldenList }))
    const found = falseDiscoveryRates(goldenColumn('bh_fdr', name, 'p'))
    for (const [i, q] of BH.entries()) expectNear(found[i] ?? 0, q, `q of test ${i + 1}`)
  })
})

describe.skipIf(lacks('spatial'))("Moran's I equals spdep", () => {
  const local = z.looseObject({
    Ii: goldenList,
    E: goldenList,
    Var: goldenList,
    Z: goldenList,
    p_two_sided: goldenList,
    quadrant_pysal: goldenListOf(z.string().nullable()).optional(),
  })
  const whole = z.looseObject({
    I: z.number().nullable(),
    E: z.number().nullable(),
    Var_randomisation: z.number().nullable(),
    z_randomisation: z.number().nullable(),
  })
  const shape = z.looseObject({
    local_moran_rowstd_conditional: local.optional(),
    local_moran_binary_conditional: local.optional(),
    global_moran_rowstd: whole.optional(),
    global_moran_binary: whole.optional(),
  })

  it.each(goldenCases('spatial'))('%s', (name) => {
    const wanted = goldenExpected('spatial', name, shape)
    const [x, neighbours] = [goldenColumn('spatial', name, 'x'), goldenNeighbours('spatial', name)]
    for (const [weights, each, all] of [
      ['rows', wanted.local_moran_rowstd_conditional, wanted.global_moran_rowstd],
      ['binary', wanted.local_moran_binary_conditional, wanted.global_moran_binary],
    ] as const) {
      const found = localMoran(x, neighbours, weights)
      for (let i = 0; each && i < x.length; i++) {
        // The reference writes 0 for an island, we write that there is none.
        if (neighbours.start[i] === neighbours.start[i + 1]) {
          expect(found.i[i]).toBeNaN()
          continue
        }
        const what = `${weights}, area ${i + 1}`
        expectNear(found.i[i] ?? 0, each.Ii[i] ?? null, `I, ${what}`)
        expectNear(found.expected[i] ?? 0, each.E[i] ?? null, `E, ${what}`)
        expectNear(found.variance[i] ?? 0, each.Var[i] ?? null, `variance, ${what}`)
        expectNear(found.z[i] ?? 0, each.Z[i] ?? null, `z, ${what}`)
        const quadrant = each.quadrant_pysal?.[i]
        const own = found.quadrant[i]
        if (quadrant && own) expect(own, `quadrant, ${what}`).toBe(quadrant.toLowerCase().replace('-', '_'))
        // Where there is no z, the reference leaves a p of 0 or none.
        expectNear(found.p[i] ?? 0, each.Z[i] === null ? null : (each.p_two_sided[i] ?? null), `p, ${what}`)
      }
      if (!all) continue
      const total = globalMoran(x, neighbours, weights)
      expectNear(total?.i ?? Number.NaN, all.I, `I, ${weights}`)
      if (total) expectNear(total.expected, all.E, `E, ${weights}`)
      const isNegative = all.Var_randomisation === null || all.Var_randomisation <= 0
      if (isNegative) expect(total?.variance ?? null).toBeNull()
      else {
        expectNear(total?.variance ?? Number.NaN, all.Var_randomisation, `variance, ${weights}`)
        expectNear(total?.z ?? Number.NaN, all.z_randomisation, `z, ${weights}`)
      }
    }
  })
})
