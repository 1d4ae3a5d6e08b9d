import { describe, expect, it } from 'vitest'
import type { AnswerBody } from '../../../api/schema/answer.ts'
import { fitWall, readScreen } from '../../../web/views/wall-fit.ts'
import {
  dailyCounts,
  kindChanges,
  lastCompleteDay,
  rankingRows,
  standingOf,
  strongestChange,
} from '../../../web/views/wall-model.ts'
import { addDays } from '../../../web/text/dates.ts'

function answer(
  dimension: string,
  codes: string[],
  indicator: string,
  columns: Partial<AnswerBody['series'][number]>,
  whole: number | null = null,
): AnswerBody {
  const none = codes.map(() => null)
  return {
    snapshot: 'x',
    query: {},
    period: { from: '2026-08-03', to: '2026-10-31' },
    compared: null,
    rows: codes.length,
    keys: [{ dimension, codes, labels: codes.map((code) => ({ zh: code, en: code })) }],
    series: [
      {
        indicator,
        numerator: none,
        denominator: none,
        value: none,
        low: none,
        high: none,
        status: codes.map(() => 'ok'),
        ...columns,
      },
    ],
    total: [{ indicator, numerator: null, denominator: null, value: whole, low: null, high: null, status: 'ok' }],
    notes: [],
  }
}

describe('the wall in its window', () => {
  it('fills both design sizes exactly', () => {
    expect(fitWall(1920, 1080)).toEqual({ layout: 'single', width: 1920, height: 1080, scale: 1, left: 0, top: 0 })
    expect(fitWall(3840, 1080)).toMatchObject({ layout: 'double', width: 3840, scale: 1 })
    expect(fitWall(3840, 2160)).toMatchObject({ layout: 'single', width: 1920, scale: 2 })
  })

  it('widens the design between them, and never stretches it', () => {
    expect(fitWall(2400, 1080)).toMatchObject({ layout: 'single', width: 2400, scale: 1, left: 0 })
    const narrow = fitWall(390, 844)
    expect(narrow.scale).toBeCloseTo(390 / 1920, 9)
    expect(narrow.top).toBe(Math.round((844 - 1080 * narrow.scale) / 2))
  })

  it('changes its layout at 2.6', () => {
    expect(fitWall(2599, 1000).layout).toBe('single')
    expect(fitWall(2600, 1000).layout).toBe('double')
  })

  it('reads a screen size from the URL and ignores nonsense', () => {
    expect(readScreen('3840x1080')).toEqual({ width: 3840, height: 1080 })
    expect(readScreen('big')).toBeNull()
    expect(readScreen(null)).toBeNull()
  })
})

describe('the last complete day', () => {
  const days = Array.from({ length: 66 }, (_, i) => addDays('2026-08-27', i))
  const counts = days.map((_, i) => (i === 63 ? 400 : 100))

  it('leaves out the days that are still provisional', () => {
    const status = days.map((_, i) => (i >= 64 ? 'provisional' : 'ok'))
    const daily = dailyCounts(answer('day', days, 'case_count', { value: counts, status }), 30)
    expect(daily.days).toHaveLength(30)
    expect(daily.provisionalFrom).toBe(28)
    expect(lastCompleteDay(daily)).toMatchObject({ day: days[63], count: 400, verdict: 'more' })
  })

  it('takes the last two days as open when nothing is marked', () => {
    const daily = dailyCounts(answer('day', days, 'case_count', { value: counts }), 30)
    expect(lastCompleteDay(daily)?.day).toBe(days[63])
  })

  it('gives no verdict without a history', () => {
    const daily = dailyCounts(answer('day', days.slice(0, 5), 'case_count', { value: [1, 2, 3, 4, 5] }), 30)
    expect(lastCompleteDay(daily)).toMatchObject({ count: 3, low: null, verdict: 'unknown' })
  })
})

describe('changes by kind', () => {
  const kinds = answer('category_group', ['water', 'noise', 'roads', 'new'], 'case_count', {
    value: [1200, 105, 480, 9],
    before: [1000, 100, 700, 0],
  })

  it('are told apart only by the interval of the ratio', () => {
    const changes = kindChanges(kinds)
    expect(changes.map((c) => [c.code, c.verdict])).toEqual([
      ['water', 'more'],
      ['noise', 'unclear'],
      ['roads', 'fewer'],
    ])
    expect(changes[0]?.change).toBeCloseTo(20, 9)
    expect(changes[0]?.low).toBeCloseTo(100 * (1.2 * Math.exp(-1.96 * Math.sqrt(1 / 1200 + 1 / 1000)) - 1), 9)
  })

  it('name for the headline the one farthest from no change, and none when none can be told', () => {
    expect(strongestChange(kindChanges(kinds))?.code).toBe('roads')
    expect(strongestChange([])).toBeNull()
  })
})

describe('the ranking', () => {
  it('says below, unclear or above by the interval, never by position', () => {
    expect(standingOf(88, 91, 94)).toBe('below')
    expect(standingOf(93, 95, 94)).toBe('unclear')
    expect(standingOf(94.5, 96, 94)).toBe('above')
    expect(standingOf(null, null, 94)).toBe('unclear')
  })

  it('puts areas without a value last', () => {
    const rows = rankingRows(
      answer(
        'area:district',
        ['a', 'b', 'c'],
        'on_time_rate',
        {
          value: [95, null, 90],
          low: [94, null, 89],
          high: [96, null, 91],
          status: ['ok', 'missing', 'ok'],
        },
        94,
      ),
      'on_time_rate',
    )
    expect(rows.map((row) => [row.code, row.standing])).toEqual([
      ['c', 'below'],
      ['a', 'unclear'],
      ['b', 'unclear'],
    ])
  })
})
