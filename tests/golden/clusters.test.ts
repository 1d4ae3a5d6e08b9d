import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { hotSpots } from '../../warehouse/stats/getis-ord.ts'
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
