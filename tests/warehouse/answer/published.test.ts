import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answer } from '../../../warehouse/answer/answer.ts'
import { readChecks } from '../../../warehouse/answer/check-results.ts'
import { QuestionError } from '../../../warehouse/answer/question-error.ts'
import type { Answer } from '../../../warehouse/answer/types.ts'
import type { QueryInput } from '../../../warehouse/query/spec.ts'
import type { Attached } from '../../../warehouse/snapshot/types.ts'
import { poissonInterval } from '../../../warehouse/stats/intervals.ts'
import { type Lot, openStandard } from './standard-city.ts'

/** Street 4 and 5 lie in Jia (1,000 and 500 people), street 6 in Yi (500). January to March are published. */
const LOTS: Lot[] = [
  { month: '2026-01', street: 4, n: 41, yes: 20, no: 11 },
  { month: '2026-01', street: 5, n: 3 },
  { month: '2026-01', street: 6, n: 52, category: 2, yes: 12, no: 9 },
  { month: '2026-02', street: 4, n: 62, yes: 31, no: 13 },
  { month: '2026-02', street: 5, n: 28 },
  { month: '2026-02', street: 6, n: 47, category: 2, yes: 20, no: 14 },
  { month: '2026-03', street: 4, n: 33, yes: 12, no: 11 },
  { month: '2026-03', street: 6, n: 44, category: 2, yes: 20, no: 12 },
  { month: '2026-04', street: 4, n: 9 },
]

let city: Attached
beforeAll(async () => {
  city = await openStandard(LOTS, { dataTo: '2026-04-30', default_level: 'street' })
})
afterAll(() => city.engine.close())

const JANUARY = { from: '2026-01-01', to: '2026-01-31' }
const QUARTER = { from: '2026-01-01', to: '2026-03-31' }
const ask = (input: Partial<QueryInput>) => answer({ indicators: ['case_count'], ...QUARTER, ...input }, city)

/** Code, value and status of each row of the first series. */
const rows = ({ keys, series: [first] }: Answer) =>
  keys[0]?.codes.map((code, i) => [code, first?.value[i], first?.status[i]])

describe('an answer of a city that publishes', () => {
  it('shows counts rounded to 5, hidden ones as suppressed, zeros as zero', async () => {
    expect(rows(await ask({ by: ['area:street'], ...JANUARY }))).toEqual([
      ['990101', Number.NaN, 'suppressed'],
      ['990102', Number.NaN, 'suppressed'],
      ['990201', 50, 'ok'],
    ])
    const march = { from: '2026-03-01', to: '2026-03-31' }
    expect(rows(await ask({ by: ['area:street'], ...march }))).toEqual([
      ['990101', 35, 'ok'],
      ['990102', 0, 'ok'],
      ['990201', 45, 'ok'],
    ])
  })

  it('makes rates and intervals of what is shown', async () => {
    const { series } = await ask({ indicators: ['case_rate'], by: ['area:district'], ...JANUARY })
    const [low, high] = poissonInterval(45)
    expect(series[0]).toMatchObject({ numerator: Float64Array.of(45, 50), denominator: Float64Array.of(1500, 500) })
    expect([series[0]?.value[0], series[0]?.low[0], series[0]?.high[0]]).toEqual([300, low / 0.15, high / 0.15])
  })

  it('merges areas that may not be shown upward: their rate is that of the area above', async () => {
    const { series } = await ask({ indicators: ['case_rate'], by: ['area:street'], ...JANUARY })
    expect(series[0]?.status).toEqual(['merged', 'merged', 'ok'])
    expect([...(series[0]?.value ?? [])]).toEqual([300, 300, 1000])
    expect([...(series[0]?.numerator ?? [])]).toEqual([Number.NaN, Number.NaN, 50])
  })

  it('gives percentages of 30 cases or more, of all parts shown', async () => {
    const of = async (period: { from: string; to: string }) => {
      const { series } = await ask({ indicators: ['response_rate'], by: ['area:district'], ...period })
      return [series[0]?.value, series[0]?.status]
    }
    expect(await of(QUARTER)).toEqual([Float64Array.of((100 * 65) / 100, (100 * 50) / 85), ['ok', 'ok']])
    const [value, status] = await of({ from: '2026-03-01', to: '2026-03-31' })
    expect(status).toEqual(['merged', 'ok'])
    expect(value?.[0]).toBeCloseTo((100 * 30) / 55)
  })

  it('adds up whole months that are no quarter, and compares with a published period only', async () => {
    const found = await ask({ from: '2026-02-01', to: '2026-03-31', by: ['month'], compare: 'previous' })
    expect(rows(found)).toEqual([
      ['2026-02', 135, 'ok'],
      ['2026-03', 75, 'ok'],
    ])
    expect(found.total[0]?.value).toEqual(Float64Array.of(210))
    expect(found.total[0]?.before).toEqual(Float64Array.of(Number.NaN))
  })

  it('breaks down by one coded field, in all places down to the districts, and filters by it', async () => {
    const by = await ask({ by: ['category', 'area:district'] })
    expect(rows(by)).toEqual([
      ['noise', 165, 'ok'],
      ['noise', 0, 'ok'],
      ['water', 0, 'ok'],
      ['water', 145, 'ok'],
      ['roads', 0, 'ok'],
      ['roads', 0, 'ok'],
      [null, 0, 'ok'],
      [null, 0, 'ok'],
    ])
    const filtered = await ask({ indicators: ['case_count', 'case_rate'], category_group: ['works'], area: ['9902'] })
    expect(filtered.total.map(({ value }) => value[0])).toEqual([145, 2900])
    expect((await ask({ area: ['990101', '990201'], from: '2026-03-01' })).total[0]?.value[0]).toBe(80)
  })

  it('takes the last published months where none are named, and says how counts are published', async () => {
    const found = await answer({ indicators: ['case_count'] }, city)
    expect(found.period).toEqual(QUARTER)
    expect(found.notes[0]?.en).toContain('rounded to 5')
  })

  it('leaves figures that are published anyway as they are', async () => {
    const found = await answer({ indicators: ['residents'], from: '2026-02-03', to: '2026-02-05' }, city)
    expect(found.total[0]?.value[0]).toBe(2000)
  })

  it('gives no percentage of fewer than 30 people', async () => {
    const small = await openStandard(LOTS, { dataTo: '2026-04-30', default_level: 'street' })
    await small.engine.exec({ text: 'update population set n = 3 where area_id = 6' })
    const asked = { indicators: ['aged_share', 'residents'], by: ['area:district'], ...QUARTER }
    const { series } = await answer(asked, small).finally(() => small.engine.close())
    expect(series.map(({ status }) => status)).toEqual([
      ['ok', 'suppressed'],
      ['ok', 'ok'],
    ])
    expect(series[0]?.numerator[1]).toBeNaN()
  })

  it('tells what came of checks without their numbers', async () => {
    await city.engine.exec({
      text: `insert into check_result (check_id, severity, passed, subject, detail_zh, detail_en)
        values ('rows_add_up', 'error', true, 'load', '共 3 件。', '3 cases.')`,
    })
    expect((await readChecks(city))[0]?.detail.en).toBe('Passed.')
  })
})

describe('weeks of a city that publishes', () => {
  const MANY: Lot[] = ['2026-01', '2026-02', '2026-03'].flatMap((month) => [
    { month, street: 4, n: 28 * 4 },
    { month, street: 6, n: 28 * 7 },
  ])
  let weekly: Attached
  beforeAll(async () => {
    weekly = await openStandard(MANY, { dataTo: '2026-04-30' })
  })
  afterAll(() => weekly.engine.close())
  const askWeeks = (input: Partial<QueryInput>) =>
    answer({ indicators: ['case_count'], ...QUARTER, by: ['week'], ...input }, weekly)

  it('are those of all cases of the whole city, rounded; those that go on outside are not there', async () => {
    const told = rows(await askWeeks({})) ?? []
    expect(told[0]).toEqual(['2025-12-29', Number.NaN, 'missing'])
    expect(told[1]).toEqual(['2026-01-05', 75, 'ok'])
    expect(told.at(-1)).toEqual(['2026-03-30', Number.NaN, 'missing'])
    expect(told.filter(([, , status]) => status === 'ok')).toHaveLength(12)
  })

  it('may be a period of their own, also beside months', async () => {
    const week = { from: '2026-02-09', to: '2026-02-15' }
    expect(rows(await askWeeks(week))).toEqual([['2026-02-09', 75, 'ok']])
    expect((await askWeeks({ ...week, by: [] })).total[0]?.value).toEqual(Float64Array.of(75))
    const until = { from: '2026-02-16', to: '2026-03-08' }
    expect((await askWeeks({ ...until, by: [] })).total[0]?.value).toEqual(Float64Array.of(225))
  })
})

describe('a question outside the published set', () => {
  it.each<[string, Partial<QueryInput>, RegExp]>([
    ['days', { from: '2026-01-15', to: '2026-02-20' }, /nearest period is 2026-01-01 to 2026-02-28/],
    [
      'a month that has not settled',
      { from: '2026-04-01', to: '2026-04-30' },
      /nearest period is 2026-01-01 to 2026-03-31/,
    ],
    ['weeks of areas', { by: ['area:district', 'week'] }, /By week there are counts and rates of all cases/],
    ['weeks of a category', { by: ['week'], category: ['noise'] }, /all else is by month, quarter or year/],
    ['weeks of a percentage', { by: ['week'], indicators: ['response_rate'] }, /By week there are counts/],
    [
      'one week of a district',
      { from: '2026-01-05', to: '2026-01-11', area: ['9901'] },
      /nearest period is 2026-01-01/,
    ],
    ['cells', { by: ['cell:8'] }, /breakdowns by area:city, area:district, area:street/],
    ['hours', { by: ['hour'] }, /breakdown by hour/],
    ['a median', { indicators: ['median_hours_to_close'] }, /Published of cases: Cases, /],
    ['urban and rural', { indicators: ['urban_rural_ratio'] }, /Published of cases/],
    ['a class', { urban_class: ['urban'] }, /filters by area and by category/],
    ['open cases', { status: ['open'] }, /filter by status/],
    ['two fields at once', { by: ['category'], channel: ['phone'] }, /one of them at a time/],
    ['a part by category', { indicators: ['response_rate'], by: ['category'] }, /counts and rates of all cases/],
    ['categories of streets', { by: ['area:street'], category: ['noise'] }, /nearest is area:district/],
    ['a percentage of streets', { indicators: ['response_rate'], by: ['area:street'] }, /nearest is area:district/],
    ['people of one cell', { indicators: ['residents'], cell: ['8831aa0001fffff'] }, /filters by area and by category/],
    ['cells of people', { indicators: ['residents'], by: ['cell:8'] }, /breakdown by cell:8/],
  ])('is refused with the nearest one inside: %s', async (_, input, said) => {
    const refusal = await ask(input).then(
      () => null,
      (cause: unknown) => cause,
    )
    expect(refusal).toBeInstanceOf(QuestionError)
    expect(refusal).toMatchObject({ code: 'not_published', message: expect.stringMatching(said) as string })
    expect((refusal as QuestionError).sentence.zh).toMatch(/不在发布表集之内。.+。$/)
  })
})
