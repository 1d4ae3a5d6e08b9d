import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { QuestionError } from '../../../warehouse/answer/question-error.ts'
import { dispersionOf, ratioOf } from '../../../warehouse/answer/urban-rural-estimates.ts'
import { stepsOf, wholeMonths } from '../../../warehouse/answer/urban-rural-trend.ts'
import { answerPillars } from '../../../warehouse/answer/urban-rural-pillars.ts'
import { answerUrbanRural } from '../../../warehouse/answer/urban-rural.ts'
import type { UrbanRuralInput } from '../../../warehouse/answer/urban-rural-question.ts'
import type { Indicator } from '../../../warehouse/catalog/types.ts'
import type { Attached } from '../../../warehouse/snapshot/types.ts'
import { AUGUST, openTiny } from './tiny-city.ts'

let city: Attached
beforeAll(async () => {
  city = await openTiny()
})
afterAll(() => city.engine.close())

const ask = (input: Partial<UrbanRuralInput> & { indicator: string }, of = city) =>
  answerUrbanRural({ ...AUGUST, ...input }, of)

async function refusal(input: UrbanRuralInput, of = city): Promise<QuestionError> {
  try {
    await answerUrbanRural(input, of)
  } catch (cause) {
    if (cause instanceof QuestionError) return cause
    throw cause
  }
  throw new Error('the question was answered')
}

/** 60 more cases in August: 40 of noise (30 closed in time), 20 of water (5 in time) in East; in Hill 10 (6) and 30 (3). */
async function openBusy(): Promise<Attached> {
  const busy = await openTiny()
  const blocks: [number, number, string, number, number, number][] = [
    [4, 2, 'urban', 1, 40, 30],
    [4, 2, 'urban', 2, 20, 5],
    [6, 3, 'rural', 1, 10, 6],
    [6, 3, 'rural', 2, 30, 3],
  ]
  await busy.engine.exec({ text: 'delete from cases' })
  for (const [street, district, urban, category, all, inTime] of blocks) {
    await busy.engine.exec({
      text: `insert into cases (case_id, opened_at, closed_at, due_at, category, category_group, channel, department, area_id,
          area_street, area_district, area_city, urban_class, flags, duration_h, load_id)
        select ? || range, timestamp '2026-08-02 08:00:00', timestamp '2026-08-02 09:00:00'
            + case when range < ? then interval 0 day else interval 9 day end,
          timestamp '2026-08-05 08:00:00', ?, ?, 1, 1, ?, ?, ?, 1, ?, 0, 1, 1 from range(?)`,
      values: [`b${street}-${category}-`, inTime, category, category, street, street, district, urban, all],
    })
  }
  return busy
}

describe('the gap of a rate', () => {
  it('has the classes, the middle one apart, and folds it into urban for two sides', async () => {
    const found = await ask({ indicator: 'case_rate' })
    expect(found.classes.map(({ id, numerator, denominator, value }) => [id, numerator, denominator, value])).toEqual([
      ['urban', 4, 1000, 40],
      ['middle', 2, 500, 40],
      ['rural', 2, 500, 40],
    ])
    expect(found.two.urban).toMatchObject({ numerator: 6, denominator: 1500, value: 40 })
    expect(found.two.difference.value).toBe(0)
    expect(found.two.ratio.value).toBe(1)
  })

  it('has an interval of the ratio by 1/a + 1/b on the log scale', async () => {
    const { two } = await ask({ indicator: 'case_rate' })
    const half = 1.959963984540054 * Math.sqrt(1 / 6 + 1 / 2)
    expect(two.ratio.low).toBeCloseTo(Math.exp(-half), 12)
    expect(two.ratio.high).toBeCloseTo(Math.exp(half), 12)
  })

  it('counts people by the days of each year, so that a growing side is not flattered', async () => {
    const { two } = await ask({ indicator: 'case_rate', from: '2025-01-01', to: '2026-08-31' })
    expect(two.urban).toMatchObject({ numerator: 7, denominator: 1500 })
    const year = await ask({ indicator: 'case_rate', from: '2024-01-01', to: '2025-12-31' })
    expect(year.two.urban.denominator).toBeCloseTo((750 * 366 + 1500 * 365) / 731, 9)
  })

  it('is null with its reason when nobody is on the other side', async () => {
    const found = await ask({ indicator: 'case_rate', category: ['water'] })
    expect(found.two.rural).toMatchObject({ numerator: 0, value: 0 })
    expect(found.two.ratio).toEqual({ value: null, low: null, high: null, status: 'zero_denominator' })
    expect(found.two.difference.value).toBeCloseTo((10_000 * 2) / 1500, 12)
  })

  it('is not split by category, whose members have no people; the larger areas split it', async () => {
    const found = await ask({ indicator: 'case_rate' })
    expect(found.strata.map(({ id }) => id)).toEqual(['area:district'])
    expect(found.parts?.by.map(({ code, isBorrowed }) => [code, isBorrowed])).toEqual([
      ['9901', true],
      ['9902', true],
    ])
  })
})

describe('the gap of published figures', () => {
  it('leaves areas without a figure out of both parts, and has no interval', async () => {
    const found = await ask({ indicator: 'beds_per_1000' })
    expect(found.classes.map(({ id, value, areas }) => [id, value, areas])).toEqual([
      ['urban', 9, 1],
      ['rural', 2, 1],
    ])
    expect(found.two.ratio).toEqual({ value: 4.5, low: null, high: null, status: 'ok' })
    expect(found.notes.some(({ en }) => en.includes('no sampling interval'))).toBe(true)
  })

  it('says what is missing where one side has none', async () => {
    const found = await ask({ indicator: 'income_per_head' })
    expect(found.two.urban.value).toBe((60_000 * 1000 + 30_000 * 500) / 1500)
    expect(found.two.rural.value).toBeNull()
    expect(found.two.difference.status).toBe('zero_denominator')
  })

  it('goes by the years that are published', async () => {
    const found = await ask({ indicator: 'aged_share' })
    expect(found.trend.points.map(({ from, to }) => [from, to])).toEqual([
      ['2024-01-01', '2024-12-31'],
      ['2025-01-01', '2025-12-31'],
    ])
    expect(found.two.urban.value).toBeCloseTo(100 * (200 / 1500), 12)
    expect(found.two.rural.value).toBeCloseTo(40, 12)
  })
})

describe('what lies between classes', () => {
  it('is Theil’s T and L of areas weighed by people', async () => {
    const found = await ask({ indicator: 'broadband_share' })
    const [w, y] = [
      [400, 200, 200],
      [0.95, 0.75, 0.35],
    ]
    const all = 800
    const mean = (400 * 0.95 + 200 * 0.75 + 200 * 0.35) / all
    const t = w.reduce((sum, n, i) => sum + (n / all) * ((y[i] ?? 0) / mean) * Math.log((y[i] ?? 0) / mean), 0)
    const two: [number, number][] = [
      [600, 530 / 600],
      [200, 0.35],
    ]
    const between = two.reduce((sum, [n, m]) => sum + (n / all) * (m / mean) * Math.log(m / mean), 0)
    expect(found.inequality?.theilT).toBeCloseTo(t, 12)
    expect(found.inequality?.betweenT.two).toBeCloseTo(between / t, 12)
    expect(found.inequality?.betweenT.three).toBeCloseTo(1, 12)
    expect(found.inequality?.chance).toBeNull()
  })
})

describe('what is make-up and what is rate', () => {
  it('adds up to the gap of a share of cases, by what they are about', async () => {
    const busy = await openBusy()
    const { two, parts } = await ask({ indicator: 'on_time_rate' }, busy)
    // East: 35 of 60 in time; Hill: 9 of 40.
    expect(two.difference.value).toBeCloseTo(100 * (35 / 60 - 9 / 40), 10)
    // Shares 2/3 and 1/4 of noise, 1/3 and 3/4 of water; in time .75 and .6, .25 and .1.
    const mix = 100 * ((2 / 3 - 1 / 4) * ((0.75 + 0.6) / 2) + (1 / 3 - 3 / 4) * ((0.25 + 0.1) / 2))
    const rate = 100 * ((0.75 - 0.6) * ((2 / 3 + 1 / 4) / 2) + (0.25 - 0.1) * ((1 / 3 + 3 / 4) / 2))
    expect(parts?.strata).toBe('category_group')
    expect(parts?.composition.value).toBeCloseTo(mix, 10)
    expect(parts?.rate.value).toBeCloseTo(rate, 10)
    expect(mix + rate).toBeCloseTo(two.difference.value ?? 0, 10)
    const se =
      100 *
      Math.sqrt(
        ((2 / 3 + 1 / 4) / 2) ** 2 * ((0.75 * 0.25) / 40 + (0.6 * 0.4) / 10) +
          ((1 / 3 + 3 / 4) / 2) ** 2 * ((0.25 * 0.75) / 20 + (0.1 * 0.9) / 30),
      )
    expect(parts?.rate.high).toBeCloseTo(rate + 1.959963984540054 * se, 8)
    await busy.engine.close()
  })

  it('can be asked by another split, and names those there are when it knows none', async () => {
    const busy = await openBusy()
    const found = await ask({ indicator: 'on_time_rate', strata: 'area:district' }, busy)
    expect(found.parts?.borrowed).toBe(2)
    const error = await refusal({ ...AUGUST, indicator: 'on_time_rate', strata: 'moon' }, busy)
    expect(error.allowed).toEqual(['category_group', 'category', 'area:district'])
    await busy.engine.close()
  })
})

describe('a classification', () => {
  it('by codes is told from one by column, and fixed at a year', async () => {
    const coded = await openTiny()
    await coded.engine.exec({
      text: `update area set vintage = '2025', urban_code = case urban_class when 'urban' then '111' when 'fringe' then '112' else '220' end where level = 'street'`,
    })
    const found = await ask({ indicator: 'case_rate' }, coded)
    expect(found).toMatchObject({ classification: 'code', base: '2025' })
    expect((await ask({ indicator: 'case_rate' })).classification).toBe('column')
    const error = await refusal({ ...AUGUST, indicator: 'case_rate', base: '2019' }, coded)
    expect(error).toMatchObject({ code: 'unknown_base', allowed: ['2025'] })
    await coded.engine.close()
  })

  it('fixed at its base year moves no area between classes, by the year’s own it does', async () => {
    const moved = await openTiny()
    // West was rural until the end of 2024 and is of the fringe since.
    await moved.engine.exec({
      text: `update area set vintage = '2024', urban_code = case urban_class when 'urban' then '111' else '220' end where level = 'street' and area_id <> 5`,
    })
    await moved.engine.exec({
      text: `update area set vintage = '2025', urban_code = '112', valid_from = date '2025-01-01' where area_id = 5`,
    })
    await moved.engine.exec({
      text: `insert into area (area_id, code, level, parent_id, name_zh, name_en, urban_class, urban_code, vintage, valid_to)
        values (7, '990102', 'street', 2, '西街', 'West', 'rural', '220', '2024', date '2025-01-01')`,
    })
    const now = await ask({ indicator: 'case_rate' }, moved)
    expect(now.base).toBe('2025')
    expect(now.two.urban.denominator).toBe(1500)
    const then = await ask({ indicator: 'case_rate', base: '2024' }, moved)
    expect(then.two.urban.denominator).toBe(1000)
    expect(then.two.rural.denominator).toBe(1000)
    expect(now.trend.points.at(-1)?.ownDifference).not.toBeNull()
    await moved.engine.close()
  })

  it('by degree of urbanisation goes by what the squares of 1 km made of each area, and stands beside the others', async () => {
    const gridded = await openTiny()
    // By its squares West is rural and Hill a town; by the files West is of the fringe and Hill rural.
    await gridded.engine.exec({
      text: `insert into area_degurba (area_id, year, basis, class, centre, cluster, rural) values
        (4, 2025, 'resident', 'city', 1, 0, 0), (5, 2025, 'resident', 'rural', 0, 0, 1), (6, 2025, 'resident', 'town', 0, 0.6, 0.4)`,
    })
    const found = await ask({ indicator: 'broadband_share', class: 'degurba' }, gridded)
    expect(
      found.classes.map(({ id, label, numerator, denominator }) => [id, label.en, numerator, denominator]),
    ).toEqual([
      ['urban', 'Cities', 380, 400],
      ['middle', 'Towns and semi-dense areas', 70, 200],
      ['rural', 'Rural areas', 150, 200],
    ])
    expect(found.two.difference.value).toBeCloseTo(100 * (450 / 600 - 150 / 200), 9)
    const column = found.under.find(({ classification, middle }) => classification === 'column' && middle === 'urban')
    expect(column?.difference.value).toBeCloseTo(100 * (530 / 600 - 70 / 200), 9)
    // East keeps its class; West and Hill, 200 households each of 800, change sides.
    expect(column?.moved).toBeCloseTo(400 / 800, 9)
    await gridded.engine.close()
  })

  it('shows the same gap with the middle folded otherwise', async () => {
    const { under } = await ask({ indicator: 'broadband_share' })
    expect(under.map(({ middle, difference }) => [middle, difference.value?.toFixed(6)])).toEqual([
      ['urban', (100 * (530 / 600 - 0.35)).toFixed(6)],
      ['out', (100 * (0.95 - 0.35)).toFixed(6)],
      ['rural', (100 * (0.95 - 220 / 400)).toFixed(6)],
    ])
  })
})

describe('a question about the gap', () => {
  it('is refused for what is no ratio of sums, with those that are', async () => {
    const error = await refusal({ ...AUGUST, indicator: 'median_hours_to_close' })
    expect(error.code).toBe('not_comparable')
    expect(error.allowed).toContain('case_rate')
    expect(error.sentence.zh).toMatch(/改选/)
  })

  it('is refused where nothing tells urban from rural', async () => {
    const plain = await openTiny()
    await plain.engine.exec({ text: 'update area set urban_class = null' })
    expect((await refusal({ ...AUGUST, indicator: 'case_rate' }, plain)).code).toBe('no_classification')
    await plain.engine.close()
  })

  it('is refused where a city publishes a finite set of tables', async () => {
    const closed = await openTiny({ profile: 'standard' })
    expect((await refusal({ ...AUGUST, indicator: 'case_rate' }, closed)).code).toBe('not_published')
    await closed.engine.close()
  })
})

describe('steps of the trend', () => {
  it('are whole months, counted back from the last; one that lacks its last day is whole', () => {
    expect(wholeMonths({ from: '2021-11-01', to: '2026-10-30' })).toEqual({ from: '2021-11-01', to: '2026-10-30' })
    expect(wholeMonths({ from: '2021-11-02', to: '2026-10-29' })).toEqual({ from: '2021-12-01', to: '2026-09-30' })
    expect(wholeMonths({ from: '2026-08-01', to: '2026-08-31' })).toEqual({ from: '2026-08-01', to: '2026-08-31' })
    expect(wholeMonths({ from: '2026-08-02', to: '2026-08-20' })).toBeNull()
    expect(stepsOf(26, 'year')).toEqual([
      { first: 2, last: 13 },
      { first: 14, last: 25 },
    ])
  })
})

const RATE = { kind: 'rate', interval: 'poisson', scale: 1, minimum: 0 } as Indicator

describe('dispersion', () => {
  it('is 1 where months scatter as chance has it or less, and more where they scatter more', () => {
    const even = Array.from(
      { length: 12 },
      () =>
        [
          { n: 100, d: 10 },
          { n: 50, d: 10 },
        ] as const,
    )
    expect(dispersionOf(RATE, even)).toBe(1)
    const wild = even.map(([a, b], i) => [{ ...a, n: i % 2 === 0 ? 50 : 200 }, b] as const)
    // Logs ±ln 2 about their weighted mean, weights 1/(1/50 + 1/50) = 25 and 1/(1/200 + 1/50) = 40: mean (40 − 25)/65 ln 2.
    const [low, high] = [-1 - 15 / 65, 1 - 15 / 65]
    expect(dispersionOf(RATE, wild)).toBeCloseTo((Math.LN2 ** 2 * 6 * (25 * low ** 2 + 40 * high ** 2)) / 11, 10)
    expect(dispersionOf(RATE, even.slice(0, 5))).toBeNull()
  })

  it('widens an interval as if there were so many fewer cases', () => {
    const [a, b] = [
      { n: 400, d: 100 },
      { n: 100, d: 100 },
    ]
    const wide = ratioOf(RATE, a, b, 4)
    const half = 1.959963984540054 * Math.sqrt(4 / 400 + 4 / 100)
    expect(wide.value).toBe(4)
    expect(Math.log((wide.high ?? 0) / 4)).toBeCloseTo(half, 12)
  })
})

describe('the pillars', () => {
  it('set urban beside rural for every indicator that has one, in their order', async () => {
    const { rows } = await answerPillars(AUGUST, city)
    const order = rows.map(({ pillar }) => ['infrastructure', 'people', 'money', 'services'].indexOf(pillar))
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    const of = (id: string) => rows.find(({ indicator }) => indicator === id)
    expect(of('budget_per_head')).toMatchObject({ urban: { value: 17_000 / 1.5 }, rural: { value: 12_000 } })
    expect(of('elder_care_beds_per_1000')?.ratio.value).toBeCloseTo(50 / 10, 12)
    expect(of('school_places_per_100')).toMatchObject({ middle: { value: 80 }, urban: { value: 260 / 3 } })
    expect(of('aged_share')?.change).toBeNull()
  })
})
