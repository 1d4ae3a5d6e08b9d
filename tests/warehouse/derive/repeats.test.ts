import { afterEach, describe, expect, it } from 'vitest'
import { answer } from '../../../warehouse/answer/answer.ts'
import { INDICATORS } from '../../../warehouse/catalog/index.ts'
import type { Indicator } from '../../../warehouse/catalog/types.ts'
import { deriveRepeats } from '../../../warehouse/derive/repeats.ts'
import type { Attached } from '../../../warehouse/snapshot/types.ts'
import { openTiny } from '../answer/tiny-city.ts'

type Row = [sex: string, ageMin: number | null, ageMax: number | null, n: number]

const ALL: Row = ['all', null, null, 100]
const SEXES: Row[] = [
  ['female', null, null, 55],
  ['male', null, null, 45],
]
const BANDS: Row[] = [
  ['all', 0, 14, 20],
  ['all', 15, 64, 60],
  ['all', 65, null, 20],
]
const BOTH: Row[] = BANDS.flatMap(([, min, max, n]): Row[] => [
  ['female', min, max, n * 0.55],
  ['male', min, max, n * 0.45],
])

let city: Attached | undefined
afterEach(() => city?.engine.close())

const women: Indicator = {
  ...structuredClone(INDICATORS.find(({ id }) => id === 'residents') ?? INDICATORS[0]),
  id: 'women',
  numerator: {
    from: 'population',
    sum: 'n',
    where: [
      { field: 'basis', op: '=', value: 'resident' },
      { field: 'sex', op: '=', value: 'female' },
    ],
  },
}

/** People, share of the old in percent, and women of the tiny city when one street publishes these rows. */
async function counted(rows: Row[]) {
  const tiny = await openTiny()
  city = { ...tiny, catalog: { ...tiny.catalog, indicators: [...tiny.catalog.indicators, women] } }
  await tiny.engine.exec({ text: 'delete from population' })
  await tiny.engine.exec({
    text: `insert into population (area_id, year, sex, age_min, age_max, basis, n, load_id)
      values ${rows.map(() => `(4, 2025, ?, ?, ?, 'resident', ?, 1)`).join(', ')}`,
    values: rows.flat(),
  })
  const marked = await deriveRepeats(tiny.engine)
  const question = { indicators: ['residents', 'aged_share', 'women'], from: '2025-12-01', to: '2025-12-31' }
  const { total } = await answer(question, city)
  return { marked, counted: total.map(({ value }) => Math.round((value[0] ?? 0) * 1e6) / 1e6) }
}

describe('people published in a total and in its parts', () => {
  it.each<[string, Row[], number[]]>([
    ['parts by sex and age alone', BOTH, [100, 20, 55]],
    ['a total beside both sexes', [ALL, ...SEXES], [100, 0, 55]],
    ['a total beside ages', [ALL, ...BANDS], [100, 20, 0]],
    ['a total beside the old alone', [ALL, ['all', 65, null, 20]], [100, 100, 0]],
    ['sexes beside ages, without a total', [...SEXES, ...BANDS], [100, 20, 55]],
    ['a total beside parts by sex and age', [ALL, ...BOTH], [100, 20, 55]],
    ['every margin at once', [ALL, ...SEXES, ...BANDS, ...BOTH], [100, 20, 55]],
    ['ages of both sexes beside those of each', [...BANDS, ...BOTH], [100, 20, 55]],
  ])('count once: %s', async (_, rows, expected) => {
    const { counted: found } = await counted(rows)
    expect(found.map((n) => (Number.isFinite(n) ? n : 0))).toEqual(expected)
  })

  it('are marked, and nobody else is', async () => {
    expect((await counted(BOTH)).marked).toBe(0)
    await city?.engine.close()
    expect((await counted([ALL, ...SEXES])).marked).toBe(2)
  })
})
