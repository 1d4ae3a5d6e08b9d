import { describe, expect, it } from 'vitest'
import type { AnswerBody } from '../../../api/schema/answer.ts'
import type { PeopleBody } from '../../../api/schema/people.ts'
import { indicatorById } from '../indicators.ts'
import { smallTrendPaths } from '../../../web/charts/small-trend.tsx'
import { agesSentence, shareWithin, sharesOf } from '../../../web/views/desk-ages-model.ts'
import { categoriesSentence, categoryRows, differs } from '../../../web/views/desk-categories-model.ts'
import { areaFunnel, funnelSentence, hasFunnel } from '../../../web/views/desk-funnel-model.ts'
import type { AreaRow } from '../../../web/views/desk-model.ts'
import { notesOf } from '../../../web/views/desk-notes.ts'
import { smallTrends, trendsSentence, trendsTwin } from '../../../web/views/desk-trends-model.ts'

const rate = indicatorById('case_rate')
const label = (text: string) => ({ zh: text, en: text })
type Series = AnswerBody['series'][number]
const series = (part: Partial<Series> & Pick<Series, 'value'>): Series => {
  const none = part.value.map(() => null)
  const status = part.value.map(() => 'ok')
  return { indicator: 'case_rate', numerator: none, denominator: none, low: none, high: none, status, ...part }
}
const answerOf = (keys: Record<string, string[]>, parts: Series[], period = { from: '2026-08-03', to: '2026-08-23' }) =>
  ({
    snapshot: 's',
    query: {},
    period,
    compared: null,
    rows: parts[0]?.value.length ?? 0,
    keys: Object.entries(keys).map(([dimension, codes]) => ({ dimension, codes, labels: codes.map(label) })),
    series: parts,
    total: [],
    notes: [],
  }) satisfies AnswerBody

const weeks = ['2026-08-03', '2026-08-10', '2026-08-17']
const trends = answerOf({ 'area:district': ['a', 'a', 'a', 'b', 'b', 'b'], week: [...weeks, ...weeks] }, [
  series({ value: [1, 2, 3, 4, 5, 9], low: [0, 1, 2, 3, 4, 7], high: [2, 3, 4, 5, 6, 11] }),
])
const city = answerOf({ week: weeks }, [series({ value: [2, 3, 5] })])

describe('small trends', () => {
  it('share one scale, the highest area first, with the city behind', () => {
    const found = smallTrends(trends, city, rate, 'week')
    expect(found?.areas.map(({ code }) => code)).toEqual(['b', 'a'])
    expect(found?.domain).toEqual([0, 10])
    expect([...(found?.whole ?? [])]).toEqual([2, 3, 5])
    expect(found && trendsSentence(found, 'District', 0, 'en')).toContain('clearly above the city: b; below: a')
    expect(found && trendsTwin(found, 0, 'en').rows[1]).toEqual(['b', '4', '5', '9'])
  })

  it('leave a first week out that the period cuts, and dash a last one', () => {
    const cut = { ...trends, period: { from: '2026-08-05', to: '2026-08-20' } }
    const found = smallTrends(cut, city, rate, 'week')
    expect(found?.firm).toBe(2)
    expect(found?.areas[0]?.value[0]).toBeNaN()
  })

  it('keep a count off the scale of the whole, and never join a gap', () => {
    expect(smallTrends(trends, city, indicatorById('case_count'), 'week')?.whole).toBeNull()
    const value = Float64Array.from([1, Number.NaN, 3, 4])
    const none = new Float64Array(4).fill(Number.NaN)
    const drawn = { value, low: none, high: none, whole: null, domain: [0, 4] as const, firm: 4, notes: [] }
    expect(smallTrendPaths({ ...drawn, width: 100, height: 50 }).line.match(/M/g)).toHaveLength(2)
  })
})

describe('categories', () => {
  const counts = series({
    indicator: 'case_count',
    value: [100, 400, 9],
    before: [98, 300, 10],
    change: [2, 33.3, -10],
  })
  const rows = categoryRows(answerOf({ category_group: ['noise', 'road', 'farm'] }, [counts]))

  it('are sorted by value and told apart from chance by their counts', () => {
    expect(rows.map(({ code, isClear }) => [code, isClear])).toEqual([
      ['road', true],
      ['noise', false],
      ['farm', false],
    ])
    expect(differs(5, 0)).toBe(false)
    expect(differs(null, 3)).toBe(false)
  })

  it('name the highest and the largest change beyond chance', () => {
    const count = indicatorById('case_count')
    expect(categoriesSentence(rows, count, 'zh')).toBe(
      '最高的是road（400）；多得最多的是road +33.3%；2 类的变化偶然也会出现。',
    )
    expect(categoriesSentence(rows, count, 'en')).toContain('2 of 3 changed no more than chance')
  })
})

describe('a pyramid', () => {
  const bands = [
    { from: 0, to: 14, female: 10, male: 10 },
    { from: 15, to: 64, female: 30, male: 30 },
    { from: 65, to: null, female: 15, male: null },
  ]
  it('has shares of all people, and no figure where a sex has none', () => {
    expect([...sharesOf(bands).female]).toEqual([10 / 95, 30 / 95, 15 / 95])
    expect(sharesOf(bands).male[2]).toBeNaN()
    expect(shareWithin(bands, 60, 150)).toBeNull()
  })

  it('says who is old and young, beside the city', () => {
    const body: PeopleBody = {
      snapshot: 's',
      basis: 'resident',
      year: 2025,
      status: 'ok',
      total: 95,
      bands,
      city: bands,
    }
    expect(agesSentence(body, 'en')).toBe(
      'Of 95 people 15.8% (city 15.8%) are 65 or older, 21.1% (city 21.1%) are 14 or younger, the largest band is 15–64.',
    )
  })
})

describe('a funnel of areas', () => {
  const row = (code: string, n: number, denominator: number): AreaRow => ({
    code,
    label: label(code),
    n,
    denominator,
    value: (10_000 * n) / denominator,
    low: null,
    high: null,
    before: null,
    status: 'ok',
    excess: null,
    standing: null,
    reference: null,
  })
  it('names those that chance cannot explain, and has no points for values of the area above', () => {
    const rows = Array.from({ length: 12 }, (_, i) => row(`a${i}`, 100 + (i % 3), 10_000))
    const found = areaFunnel([...rows, row('x', 400, 10_000), { ...row('m', 1, 1), status: 'merged' }], 101, rate, 'en')
    expect(found?.points.filter(({ isNamed }) => isNamed).map(({ key }) => key)).toEqual(['x'])
    expect(found?.points).toHaveLength(13)
    expect(found && funnelSentence(found, 'District', 'en')).toContain('Of 13 areas 1 lie above')
  })

  it('is none for what is no rate', () => {
    expect(hasFunnel(indicatorById('case_count'))).toBe(false)
    expect(areaFunnel([row('a', 1, 10), row('b', 2, 10)], 5, indicatorById('case_count'), 'en')).toBeNull()
  })
})

it('dated notes are those of the pack and the days on which boundaries change, in order', () => {
  const level = { id: 'street', label: { zh: '街道', en: 'Street' }, n: 2, has_geometry: true, changes: ['2025-01-01'] }
  const told = notesOf({ notes: [{ date: '2026-01-02', label: label('Storm') }], levels: [level] }, 'en')
  expect(told).toEqual([
    { day: '2025-01-01', label: 'Boundaries change (street)' },
    { day: '2026-01-02', label: 'Storm' },
  ])
})
