import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { CENTRE, CLUSTER, degurba, degurbaUnits, RURAL } from '../../warehouse/stats/degurba.ts'
import { expectNear, goldenCases, goldenColumn, goldenExpected, goldenParams, lacks } from './folder.ts'

const touching = z.enum(['rook', 'queen'])
const params = z.looseObject({
  cell_km: z.number().default(1),
  uc_density: z.number().optional(),
  uc_pop: z.number().optional(),
  uc_contiguity: touching.optional(),
  ucl_density: z.number().optional(),
  ucl_pop: z.number().optional(),
  ucl_contiguity: touching.optional(),
  gap: z.union([z.string(), z.number()]).optional(),
  smoothing: z.string().optional(),
})
const shape = z.looseObject({
  class_: z.array(z.number().nullable()),
  n_urban_centres: z.number().optional(),
  pop_share: z.record(z.string(), z.number().nullable()).optional(),
})

/** The first number of a rule in words, such as "<15 km2". */
const numberOf = (text: string | number) => Number(/[\d.]+/.exec(String(text))?.[0] ?? 0)

const defined = <T extends object>(rules: T) =>
  Object.fromEntries(Object.entries(rules).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }

describe.skipIf(lacks('degurba'))('the degree of urbanisation equals the reference', () => {
  it.each(goldenCases('degurba'))('%s', (name) => {
    const given = goldenParams('degurba', name, params)
    const wanted = goldenExpected('degurba', name, shape)
    const [row, column, pop] = ['row', 'col', 'pop'].map((key) => goldenColumn('degurba', name, key))
    if (!row || !column || !pop) throw new Error('columns are missing')
    const [rows, columns] = [Math.max(...row) + 1, Math.max(...column) + 1]
    const people = new Float64Array(rows * columns).fill(Number.NaN)
    for (const [k, n] of pop.entries()) people[(row[k] ?? 0) * columns + (column[k] ?? 0)] = n
    const found = degurba(
      { rows, columns, people, cellArea: given.cell_km ** 2 },
      defined({
        centreDensity: given.uc_density,
        centrePeople: given.uc_pop,
        centreTouching: given.uc_contiguity,
        clusterDensity: given.ucl_density,
        clusterPeople: given.ucl_pop,
        clusterTouching: given.ucl_contiguity,
        gap: given.gap === undefined ? undefined : numberOf(given.gap),
        smoothing: (['R2022A', 'R2023A', 'none'] as const).find((rule) => given.smoothing?.startsWith(rule)),
      }),
    )
    expect([...found.code]).toEqual(wanted.class_.map((code) => code ?? 0))
    if (wanted.n_urban_centres !== undefined) expect(found.centres).toBe(wanted.n_urban_centres)
    const shares = degurbaUnits(found.code, people, new Int32Array(people.length), 1)
    for (const [code, share] of Object.entries(wanted.pop_share ?? {})) {
      const made = { [CENTRE]: shares.centre, [CLUSTER]: shares.cluster, [RURAL]: shares.rural }[Number(code)]
      expectNear(made?.[0] ?? 0, share, `share of people in class ${code}`)
    }
  })
})
