import { describe, expect, it } from 'vitest'
import type { Office, OfficesBody } from '../../../api/schema/offices.ts'
import { limitsOf, officesSentence, officesTwin, rankRange, verdictOf } from '../../../web/views/loop-offices-model.ts'

const office = (name: string, position: Office['position'], value = 80) =>
  ({
    code: name,
    label: { zh: `${name}局`, en: `${name} Office` },
    numerator: value,
    denominator: 100,
    value,
    low: value - 8,
    high: value + 7,
    status: 'ok',
    position,
    limits: null,
    rank_low: 1,
    rank_high: 3,
    coverage: { numerator: 40, denominator: 100, value: 40, low: 31, high: 50, status: 'ok' },
    is_thin: true,
    rates: [
      { rate: 'response', indicator: 'response_rate', value: 97, worst: null, best: null },
      { rate: 'resolution', indicator: 'resolution_rate', value: 78, worst: 31.2, best: 91 },
    ],
    score: { value: null, worst: null, best: null, rank_low: null, rank_high: null, lacks: ['satisfaction'] },
  }) as unknown as Office
const body = (...offices: Office[]) =>
  ({
    offices,
    total: { numerator: 240, denominator: 300, value: 80 },
    over_dispersion: null,
    ranked: offices.length,
    scored: 0,
  }) as unknown as OfficesBody

describe('offices in words', () => {
  it('names those beyond the outer limits and ranks nobody', () => {
    const found = body(office('水务', 'low'), office('城管', 'within'), office('住建', 'low_warning'))
    expect(officesSentence(found, 'zh')).toBe(
      '超出 99.8% 界限：低于全市的有水务局；其余 2 个（其中 1 个在 95% 界限之外）在界内，不作排名。',
    )
    expect(officesSentence(body(office('A', 'low_warning'), office('B', 'within')), 'zh')).toBe(
      '没有部门超出 99.8% 界限；1 个在 95% 与 99.8% 界限之间，值得留意，其余 1 个与全市无法区分。',
    )
    expect(officesSentence(body(office('A', 'within'), office('B', 'too_few')), 'en')).toBe(
      'Chance explains all differences between the 2 offices: they cannot be told apart.',
    )
  })

  it('takes high for good only where more is better', () => {
    expect(verdictOf('high', 'higher')).toBe('better')
    expect(verdictOf('high', 'lower')).toBe('worse')
    expect(verdictOf('low_warning', 'lower')).toBe('better')
    expect(verdictOf('high', 'none')).toBe('neutral')
    expect(verdictOf('within', 'higher')).toBe('neutral')
    expect(verdictOf('too_few', 'higher')).toBe('unsure')
  })

  it('gives ranks as intervals, and a dash where there are none', () => {
    expect(rankRange(2, 7, 9)).toBe('2–7/9')
    expect(rankRange(1, 1, 9)).toBe('1/9')
    expect(rankRange(null, null, 0)).toBe('–')
  })

  it('draws limits that narrow about the city as offices grow', () => {
    const { sizes, target, inner, outer } = limitsOf(body(office('A', 'within')))
    expect(target).toBe(80)
    expect(sizes.at(-1)).toBeCloseTo(104, 9)
    const last = sizes.length - 1
    expect(inner.low[last]).toBeCloseTo(80 - 1.959964 * Math.sqrt((0.8 * 0.2) / 104) * 100, 4)
    for (let i = 1; i < sizes.length; i++) {
      expect(outer.low[i]).toBeLessThanOrEqual(inner.low[i] as number)
      expect(inner.low[i]).toBeGreaterThanOrEqual(inner.low[i - 1] as number)
    }
  })

  it('has a table twin with the bounds of whoever was not called back', () => {
    const twin = officesTwin(body(office('A', 'within')), 'en')
    expect(twin.rows[0]?.slice(0, 5)).toEqual(['A Office', '80.0%', '72.0–87.0%', '100', 'cannot be told apart'])
    expect(twin.rows[0]).toContain('78.0% (31.2–91.0%)')
    expect(twin.rows[0]).toHaveLength(twin.columns.length)
  })
})
