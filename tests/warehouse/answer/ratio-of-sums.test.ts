import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answer } from '../../../warehouse/answer/answer.ts'
import { INDICATORS } from '../../../warehouse/catalog/index.ts'
import type { Indicator } from '../../../warehouse/catalog/types.ts'
import type { QueryInput } from '../../../warehouse/query/spec.ts'
import type { Attached } from '../../../warehouse/snapshot/types.ts'
import { AUGUST, CELLS, openTiny } from './tiny-city.ts'

let city: Attached
beforeAll(async () => {
  city = await openTiny()
})
afterAll(() => city.engine.close())

const known: readonly Indicator[] = INDICATORS
/** A question takes so many at once. */
const AT_ONCE = 64
const RATIOS = known.filter(({ kind }) => kind === 'rate' || kind === 'proportion' || kind === 'ratio')
const SETS = Array.from({ length: Math.ceil(RATIOS.length / AT_ONCE) }, (_, k) =>
  RATIOS.slice(k * AT_ONCE, (k + 1) * AT_ONCE),
)
const LEVELS = ['city', 'district', 'street']
const AREAS = ['99', '9901', '9902', '990101', '990102', '990201']

type Filter = Omit<QueryInput, 'indicators' | 'by' | 'from' | 'to'>

const PLACES: Filter[] = [
  ...AREAS.map((code) => ({ area: [code] })),
  { area: ['990101', '990201'] },
  { urban_class: ['urban'] },
  { urban_class: ['fringe'] },
  { urban_class: ['rural'] },
  { urban_class: ['fringe', 'rural'] },
]
const MATTERS: Filter[] = [
  ...['noise', 'water', 'roads'].map((name) => ({ category: [name] })),
  ...['environment', 'works'].map((name) => ({ category_group: [name] })),
  { channel: ['phone'] },
  { department: ['bureau'] },
  { cell: [CELLS[1].toString(16)] },
  { status: ['open'] },
  { status: ['closed'] },
]
/** Every kind of filter that a question may have; the compiler asks for a new one here. */
const KINDS: Record<Exclude<keyof Filter, 'compare' | 'compare_from' | 'compare_to' | 'smooth'>, true> = {
  area: true,
  cell: true,
  category: true,
  category_group: true,
  channel: true,
  department: true,
  urban_class: true,
  status: true,
}
const FILTERS: Filter[] = [
  {},
  ...PLACES,
  ...MATTERS,
  { area: ['9901'], category: ['noise'] },
  { urban_class: ['urban'], status: ['open'] },
]

/** NaN is "nothing published": it adds nothing. */
const sum = (list: Float64Array) => list.reduce((total, n) => (Number.isNaN(n) ? total : total + n), 0)

describe('the total of a ratio', () => {
  it('is tried under every kind of filter', () => {
    const tried = new Set(FILTERS.flatMap((filter) => Object.keys(filter)))
    expect([...tried].sort()).toEqual(Object.keys(KINDS).sort())
  })

  it.each(LEVELS)('is made of the sums of its parts at level %s, under every filter', async (level) => {
    let compared = 0
    for (const [filter, indicators] of FILTERS.flatMap((each) => SETS.map((set) => [each, set] as const))) {
      const found = await answer(
        { ...AUGUST, ...filter, indicators: indicators.map(({ id }) => id), by: [`area:${level}`] },
        city,
      )
      for (const [k, total] of found.total.entries()) {
        const indicator = indicators[k] as Indicator
        const series = found.series[k]
        const what = `${indicator.id} ${JSON.stringify(filter)}`
        const [top, bottom] = [total.numerator[0] as number, total.denominator[0] as number]
        if (!series || Number.isNaN(total.value[0])) continue
        expect(total.value[0], what).toBeCloseTo((indicator.scale * top) / bottom, 9)
        // Figures may stand at a level finer than the rows can show; those they do show must add up.
        if (series.denominator.some((n) => Number.isNaN(n))) continue
        expect(sum(series.numerator), what).toBeCloseTo(Number.isNaN(top) ? 0 : top, 9)
        expect(sum(series.denominator), what).toBeCloseTo(bottom, 9)
        compared++
      }
    }
    expect(compared).toBeGreaterThan(250)
  })

  it('differs from the mean of the values of its parts, so that a mean would be found out', async () => {
    const found = await answer({ ...AUGUST, indicators: ['vacancy_rate'], by: ['area:street'] }, city)
    const [series, total] = [found.series[0], found.total[0]]
    const mean = sum(series?.value ?? new Float64Array()) / found.rows
    expect(Math.abs(mean - (total?.value[0] ?? mean))).toBeGreaterThan(1)
  })
})
