import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answer } from '../../../warehouse/answer/answer.ts'
import { QuestionError, SlowQueryError } from '../../../warehouse/answer/question-error.ts'
import type { Answer, Series } from '../../../warehouse/answer/types.ts'
import type { QueryInput } from '../../../warehouse/query/spec.ts'
import type { Attached } from '../../../warehouse/snapshot/types.ts'
import { AUGUST, CELLS, openTiny } from './tiny-city.ts'

let city: Attached
beforeAll(async () => {
  city = await openTiny()
})
afterAll(() => city.engine.close())

const ask = (input: Omit<QueryInput, 'from' | 'to'> & { from?: string; to?: string }) =>
  answer({ ...AUGUST, ...input }, city)
const column = (found: Answer, part: 'numerator' | 'denominator' | 'value' | 'low' | 'high', k = 0) =>
  Object.fromEntries(
    Array.from({ length: found.rows }, (_, i) => [
      found.keys.map((key) => key.codes[i] ?? '?').join(' '),
      found.series[k]?.[part][i],
    ]),
  )
const only = (list: Series[]): Series => {
  if (list.length !== 1 || !list[0]) throw new Error('one series was expected')
  return list[0]
}
async function refusal(input: unknown): Promise<QuestionError> {
  try {
    await answer(input as QueryInput, city)
  } catch (cause) {
    if (cause instanceof QuestionError) return cause
    throw cause
  }
  throw new Error('the question was answered')
}

describe('a rate', () => {
  it('of a district is the ratio of sums over its streets, not a mean of their rates', async () => {
    const found = await ask({ indicators: ['case_rate'], by: ['area:district'] })
    expect(column(found, 'numerator')).toEqual({ '9901': 6, '9902': 2 })
    expect(column(found, 'denominator')).toEqual({ '9901': 1500, '9902': 500 })
    expect(column(found, 'value')).toEqual({ '9901': 40, '9902': 40 })
  })

  it('is drawn to that of all places the more the fewer its people, where asked for', async () => {
    const found = await ask({ indicators: ['case_rate', 'case_count'], by: ['area:street'], smooth: 'global' })
    const [rate, count] = found.series
    const cases = [...(rate?.numerator ?? [])]
    const people = [...(rate?.denominator ?? [])]
    const sum = (values: number[]) => values.reduce((whole, each) => whole + each, 0)
    const mean = sum(cases) / sum(people)
    const spread = sum(people.map((n, i) => n * ((cases[i] ?? 0) / n - mean) ** 2)) / sum(people)
    const variance = Math.max(0, spread - (mean * people.length) / sum(people))
    for (const [i, n] of people.entries()) {
      const weight = variance === 0 ? 0 : variance / (variance + mean / n)
      expect(rate?.smoothed?.[i]).toBeCloseTo(10_000 * (mean + weight * ((cases[i] ?? 0) / n - mean)), 9)
    }
    expect(count?.smoothed).toBeUndefined()
  })

  it('by category has all residents below the line', async () => {
    const found = await ask({ indicators: ['case_rate'], by: ['category'] })
    expect(column(found, 'value')).toEqual({ noise: 25, water: 10, roads: 5 })
    expect(new Set(Object.values(column(found, 'denominator')))).toEqual(new Set([2000]))
  })

  it('takes the people of the nearest earlier year and says so', async () => {
    const early = await ask({ indicators: ['residents'], from: '2025-08-01', to: '2025-08-31', compare: 'previous' })
    expect(only(early.total).value[0]).toBe(2000)
    const late = await ask({ indicators: ['residents'] })
    expect(late.notes.some((note) => note.en.includes('2025') && note.zh.includes('2025'))).toBe(true)
  })

  it('of cells counts cells with people and no case as 0', async () => {
    const found = await ask({ indicators: ['case_rate'], by: ['cell:9'], category: ['roads'] })
    const hex = CELLS.map((cell) => cell.toString(16))
    expect(column(found, 'value')).toEqual({ [hex[0] ?? '']: 0, [hex[1] ?? '']: 0, [hex[2] ?? '']: 20 })
  })

  it('of a coarser cell sums the cells in it', async () => {
    const found = await ask({ indicators: ['case_count'], by: ['cell:8'] })
    expect(new Set(Object.values(column(found, 'value')))).toEqual(new Set([2, 6]))
  })

  it('is the same over any way of cutting the city: parts sum to the total', async () => {
    const filters: Omit<QueryInput, 'indicators' | 'by' | 'from' | 'to'>[] = [
      {},
      { area: ['9901'] },
      { area: ['990101', '990201'] },
      { urban_class: ['urban'] },
      { urban_class: ['fringe', 'rural'] },
      { category: ['noise'] },
      { category_group: ['works'], area: ['9901'] },
      { status: ['open'] },
    ]
    for (const level of ['city', 'district', 'street']) {
      for (const filter of filters) {
        const found = await ask({
          indicators: ['case_rate', 'vacancy_rate', 'on_time_rate'],
          ...filter,
          by: [`area:${level}`],
        })
        for (const [k, total] of found.total.entries()) {
          const sum = (part: 'numerator' | 'denominator') =>
            [...(found.series[k]?.[part] ?? [])].reduce((a, b) => a + (Number.isNaN(b) ? 0 : b), 0)
          const what = `${total.indicator} by ${level} ${JSON.stringify(filter)}`
          if (Number.isNaN(total.value[0])) continue
          expect(sum('numerator'), what).toBeCloseTo(total.numerator[0] ?? Number.NaN, 9)
          expect(sum('denominator'), what).toBeCloseTo(total.denominator[0] ?? Number.NaN, 9)
          const scale = total.indicator === 'case_rate' ? 10_000 : 100
          expect(total.value[0], what).toBeCloseTo((scale * sum('numerator')) / sum('denominator'), 9)
        }
      }
    }
  })
})

describe('time', () => {
  it('fills days without a case with a true 0 and marks the last two provisional', async () => {
    const found = await ask({ indicators: ['case_count'], by: ['day'] })
    expect(found.rows).toBe(31)
    expect(column(found, 'value')).toMatchObject({ '2026-08-01': 1, '2026-08-04': 0, '2026-08-03': 2 })
    expect(only(found.series).status.slice(-3)).toEqual(['ok', 'provisional', 'provisional'])
  })

  it('names weeks by Monday, months, quarters and years by their number', async () => {
    const first = async (by: string) => (await ask({ indicators: ['case_count'], by: [by] })).keys[0]?.codes[0]
    expect([await first('week'), await first('month'), await first('quarter'), await first('year')]).toEqual([
      '2026-07-27',
      '2026-08',
      '2026-Q3',
      '2026',
    ])
  })

  it('compares with the same days a year before', async () => {
    const found = await ask({ indicators: ['case_count'], compare: 'year' })
    expect(found.compared).toEqual({ from: '2025-08-01', to: '2025-08-31' })
    const total = only(found.total)
    expect([total.before?.[0], total.change?.[0]]).toEqual([1, 700])
  })

  it('compares with the month before where the period is a month', async () => {
    const found = await ask({ indicators: ['case_count'], compare: 'previous', by: ['area:district'] })
    expect(found.compared).toEqual({ from: '2026-07-01', to: '2026-07-31' })
    expect([...(only(found.series).before ?? [])]).toEqual([0, 1])
    expect(only(found.series).change?.[0]).toBeNaN()
  })

  it('takes the last ninety days when none are named', async () => {
    const found = await answer({ indicators: ['case_count'] }, city)
    expect(found.period).toEqual({ from: '2026-06-03', to: '2026-08-31' })
  })

  it('carries the backlog from day to day', async () => {
    const found = await ask({ indicators: ['open_backlog'], by: ['day'] })
    const days = column(found, 'value')
    expect([days['2026-08-01'], days['2026-08-10'], days['2026-08-11'], days['2026-08-31']]).toEqual([1, 2, 1, 3])
  })
})

describe('a value that does not exist', () => {
  it('has a reason and no number', async () => {
    const last = async (input: Parameters<typeof ask>[0], row = 0) => {
      const series = (await ask(input)).series.at(-1)
      return [series?.status[row], series?.value[row]]
    }
    expect(await last({ indicators: ['housing_price'], by: ['area:street'] }, 2)).toEqual(['missing', Number.NaN])
    const none = ['not_applicable', Number.NaN]
    expect(await last({ indicators: ['case_count', 'case_rate_dwellings'], by: ['cell:9'] })).toEqual(none)
    expect(await last({ indicators: ['case_count', 'urban_rural_ratio'], by: ['urban_class'] })).toEqual(none)
    expect(await last({ indicators: ['case_count', 'residents'], by: ['category'] })).toEqual(none)
  })

  it('is not reached while most cases are open', async () => {
    const found = await ask({ indicators: ['median_hours_to_close'], from: '2026-08-25', to: '2026-08-31' })
    expect([only(found.total).status[0], only(found.total).value[0]]).toEqual(['not_reached', Number.NaN])
  })

  it('has no denominator where nobody was called', async () => {
    const found = await ask({ indicators: ['satisfaction_rate'], from: '2026-08-25', to: '2026-08-31' })
    expect(only(found.total).status[0]).toBe('zero_denominator')
  })

  it('never is 0 or infinite in its interval', async () => {
    const found = await ask({ indicators: ['case_rate', 'on_time_rate', 'urban_rural_ratio'], by: ['area:street'] })
    for (const series of found.series) {
      for (const part of [series.value, series.low, series.high]) {
        expect([...part].every((value) => Number.isNaN(value) || Number.isFinite(value))).toBe(true)
      }
    }
  })

  it('is called unreliable where it rests on few', async () => {
    const found = await ask({ indicators: ['case_rate', 'on_time_rate'] })
    expect(found.total.map((series) => series.status[0])).toEqual(['unreliable', 'unreliable'])
  })
})

describe('a question about something unknown', () => {
  it.each([
    ['an indicator', { indicators: ['crime'] }, 'indicators'],
    ['a dimension', { indicators: ['case_count'], by: ['phase_of_moon'] }, 'by'],
    ['a level', { indicators: ['case_count'], by: ['area:planet'] }, 'by'],
    ['a member', { indicators: ['case_count'], category: ['ufo'] }, 'category'],
    ['an area', { indicators: ['case_count'], area: ['000'] }, 'area'],
    ['a cell', { indicators: ['case_count'], cell: ['xyz'] }, 'cell'],
    ['a resolution', { indicators: ['case_count'], by: ['cell:15'] }, 'by'],
    ['days that run backwards', { indicators: ['case_count'], from: '2026-08-31', to: '2026-08-01' }, 'from'],
    ['more than thirty years', { indicators: ['case_count'], from: '1980-01-01', to: '2026-08-01' }, 'from'],
    ['years without data', { indicators: ['case_count'], from: '1990-01-01', to: '1990-02-01' }, 'from'],
    ['a date that is none', { indicators: ['case_count'], from: '2026-02-30' }, 'from'],
    ['two levels at once', { indicators: ['case_count'], by: ['area:city', 'area:street'] }, 'by'],
    ['rates smoothed over no places', { indicators: ['case_rate'], by: ['category'], smooth: 'global' }, 'smooth'],
    ['a key that is none', { indicators: ['case_count'], sql: 'select 1' }, 'query'],
  ])('is refused in both languages: %s', async (_, input, field) => {
    const error = await refusal(input)
    expect(error.sentence.zh).toMatch(/\p{Script=Han}/u)
    expect(error.sentence.en).toMatch(/[a-z].*[.)]$/)
    expect(error.field).toBe(field)
  })

  it('says what is allowed', async () => {
    expect((await refusal({ indicators: ['crime'] })).allowed).toContain('case_rate')
    expect((await refusal({ indicators: ['case_count'], category: ['ufo'] })).allowed).toEqual([
      'noise',
      'water',
      'roads',
    ])
  })

  it('is refused, not run, whatever SQL it holds', async () => {
    const texts = fc.oneof(
      fc.constantFrom(
        "'; drop table cases; --",
        '" or 1=1',
        'case_count) from x',
        "area:street' --",
        'noise\0',
        '{x:T}',
        '’ or ‘1’=‘1',
      ),
      fc.string({ minLength: 1, maxLength: 40 }),
    )
    const fields = fc.constantFrom(
      'indicators',
      'by',
      'area',
      'category',
      'channel',
      'department',
      'cell',
      'urban_class',
    )
    await fc.assert(
      fc.asyncProperty(texts, fields, async (text, field) => {
        const input = { indicators: ['case_count'], [field]: [text] }
        expect((await refusal(input)).sentence.en.length).toBeGreaterThan(10)
      }),
      { seed: 20261122, numRuns: 300 },
    )
    expect(only((await ask({ indicators: ['case_count'] })).total).value[0]).toBe(8)
  })
})

describe('an answer', () => {
  it('is given again without asking the store, however the same thing is asked', async () => {
    const first = await ask({ indicators: ['case_count'], area: ['990101', '990201'] })
    expect(await ask({ indicators: ['case_count'], area: ['990201', '990101'] })).toBe(first)
    expect(await ask({ indicators: ['case_count'], area: ['990201'] })).not.toBe(first)
  })

  it('by cell and day lists only what happened, in order', async () => {
    const found = await ask({ indicators: ['case_count'], by: ['cell:9', 'day'], from: '2025-01-01' })
    expect(found.rows).toBe(10)
    const keys = Array.from({ length: found.rows }, (_, i) => found.keys.map((key) => key.codes[i]).join())
    expect(keys).toEqual([...keys].sort((a, b) => (a < b ? -1 : 1)))
  })

  it('stops with its signal', async () => {
    const signal = AbortSignal.abort()
    await expect(answer({ indicators: ['case_count'], area: ['99'] }, city, { signal })).rejects.toThrow(SlowQueryError)
  })

  it('of a city that publishes, but has no month published yet, is refused', async () => {
    const standard = await openTiny({ profile: 'standard' })
    await expect(answer({ indicators: ['case_count'], ...AUGUST }, standard)).rejects.toThrow(
      /No month has been published/,
    )
    await standard.engine.close()
  })
})
