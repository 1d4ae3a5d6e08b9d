import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { hotSpots } from '../../warehouse/stats/getis-ord.ts'
import { globalMoran, localMoran } from '../../warehouse/stats/moran.ts'
import { falseDiscoveryRates } from '../../warehouse/stats/multiple-testing.ts'
import { type Neighbours, neighboursFrom } from '../../warehouse/stats/neighbours.ts'
import { expectNear, goldenCases, goldenExpected, goldenInput, hasGolden } from './folder.ts'

const list = z.array(z.number().nullable())

const columnOf = (method: string, name: string, column: string) =>
  Float64Array.from(goldenInput(method, name), (row) =>
    ['', 'NA'].includes(row[column] ?? '') ? Number.NaN : Number(row[column]),
  )

const neighboursOf = (name: string): Neighbours =>
  neighboursFrom(
    goldenInput('spatial', name, 'neighbours.csv').map(({ nbrs }) =>
      nbrs ? nbrs.split(';').map((id) => Number(id) - 1) : [],
    ),
  )

describe.skipIf(!hasGolden)('Gi* equals spdep', () => {
  const shape = z.looseObject({
    islands: z.union([z.array(z.number()), z.number()]).optional(),
    gistar_binary_self: z.looseObject({ z: list, p_two_sided: list }),
  })

  it.each(goldenCases('spatial'))('%s', (name) => {
    const { gistar_binary_self: wanted, islands = [] } = goldenExpected('spatial', name, shape)
    const neighbours = neighboursOf(name)
    const found = hotSpots(columnOf('spatial', name, 'x'), neighbours)
    for (const [i, score] of wanted.z.entries()) {
      // The reference scores an island by itself; we say that it has no neighbours.
      if ([islands].flat().includes(i + 1)) {
        expect(found.without.get(i)).toBe('no_neighbours')
        continue
      }
      expectNear(found.z[i] ?? 0, score, `z of area ${i + 1}`)
      expectNear(found.p[i] ?? 0, wanted.p_two_sided[i] ?? null, `p of area ${i + 1}`)
    }
  })
})

describe.skipIf(!hasGolden)('false discovery rates equal p.adjust', () => {
  it.each(goldenCases('bh_fdr'))('%s', (name) => {
    const { BH } = goldenExpected('bh_fdr', name, z.looseObject({ BH: list }))
    const found = falseDiscoveryRates(columnOf('bh_fdr', name, 'p'))
    for (const [i, q] of BH.entries()) expectNear(found[i] ?? 0, q, `q of test ${i + 1}`)
  })
})

describe.skipIf(!hasGolden)("Moran's I equals spdep", () => {
  const local = z.looseObject({ Ii: list, E: list, Var: list, Z: list, p_two_sided: list })
  const whole = z.looseObject({
    I: z.number(),
    E: z.number(),
    Var_randomisation: z.number().nullable(),
    z_randomisation: z.number().nullable(),
  })
  const shape = z.looseObject({
    islands: z.union([z.array(z.number()), z.number()]).optional(),
    local_moran_rowstd_conditional: local,
    local_moran_binary_conditional: local,
    global_moran_rowstd: whole,
    global_moran_binary: whole,
  })

  it.each(goldenCases('spatial'))('%s', (name) => {
    const wanted = goldenExpected('spatial', name, shape)
    const islands = [wanted.islands ?? []].flat()
    const [x, neighbours] = [columnOf('spatial', name, 'x'), neighboursOf(name)]
    for (const [weights, each, all] of [
      ['rows', wanted.local_moran_rowstd_conditional, wanted.global_moran_rowstd],
      ['binary', wanted.local_moran_binary_conditional, wanted.global_moran_binary],
    ] as const) {
      const found = localMoran(x, neighbours, weights)
      for (let i = 0; i < x.length; i++) {
        // The reference writes 0 for an island, we write that there is none.
        if (islands.includes(i + 1)) {
          expect(found.i[i]).toBeNaN()
          continue
        }
        const what = `${weights}, area ${i + 1}`
        expectNear(found.i[i] ?? 0, each.Ii[i] ?? null, `I, ${what}`)
        expectNear(found.expected[i] ?? 0, each.E[i] ?? null, `E, ${what}`)
        expectNear(found.variance[i] ?? 0, each.Var[i] ?? null, `variance, ${what}`)
        expectNear(found.z[i] ?? 0, each.Z[i] ?? null, `z, ${what}`)
        // Where there is no z, the reference leaves a p of 0 or none.
        expectNear(found.p[i] ?? 0, each.Z[i] === null ? null : (each.p_two_sided[i] ?? null), `p, ${what}`)
      }
      const total = globalMoran(x, neighbours, weights)
      expectNear(total?.i ?? Number.NaN, all.I, `I, ${weights}`)
      expectNear(total?.expected ?? Number.NaN, all.E, `E, ${weights}`)
      const isNegative = all.Var_randomisation === null || all.Var_randomisation <= 0
      if (isNegative) expect(total?.variance).toBeNull()
      else {
        expectNear(total?.variance ?? Number.NaN, all.Var_randomisation, `variance, ${weights}`)
        expectNear(total?.z ?? Number.NaN, all.z_randomisation, `z, ${weights}`)
      }
    }
  })
})
