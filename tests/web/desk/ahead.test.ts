import { describe, expect, it } from 'vitest'
import type { ForecastBody } from '../../../api/schema/forecast.ts'
import type { TrendInput } from '../../../web/charts/trend.ts'
import { aheadSentence, withAhead } from '../../../web/views/desk-ahead.ts'

const at = (...days: string[]) => Float64Array.from(days, (day) => Date.parse(`${day}T00:00:00Z`))
/** Two whole weeks, and one that has only begun. */
const trend: TrendInput = {
  at: at('2026-10-12', '2026-10-19', '2026-10-26'),
  name: 'Cases',
  value: Float64Array.of(10, 12, 3),
  before: { name: 'a year before', value: Float64Array.of(9, 9, 9) },
  fromZero: true,
  unit: '',
  formatValue: String,
  formatAt: String,
}
const body: ForecastBody = {
  snapshot: 's',
  indicator: 'case_count',
  grain: 'week',
  fewest: 92,
  history: { from: '2021-11-01', to: '2026-10-25', periods: 260 },
  denominator: null,
  status: 'ok',
  ahead: {
    method: 'levelled',
    ratio: 1.25,
    codes: ['2026-10-26', '2026-11-02'],
    value: [11, 13],
    band80: { low: [9, 10], high: [12, 15] },
    band95: { low: [7, 8], high: [15, 19] },
    mase: 0.8,
    is_better: true,
    tried: 100,
  },
  notes: [{ zh: '历史太短。', en: 'Too short.' }],
}
const none = Number.NaN

describe('a trend that goes on', () => {
  it('reaches as far as the forecast, which begins beside the week that has only begun', () => {
    const input = withAhead(trend, body, 'en')
    expect(input.at).toEqual(at('2026-10-12', '2026-10-19', '2026-10-26', '2026-11-02'))
    expect([...input.value]).toEqual([10, 12, 3, none])
    expect([...(input.before?.value ?? [])]).toEqual([9, 9, 9, none])
    expect([...(input.ahead?.value ?? [])]).toEqual([none, none, 11, 13])
    expect([...(input.ahead?.band95.high ?? [])]).toEqual([none, none, 15, 19])
    expect([input.provisionalFrom, input.provisionalWord]).toEqual([2, 'prov.'])
  })

  it('stays as it is without a forecast, and the line says why', () => {
    const empty: ForecastBody = { ...body, status: 'too_few', ahead: null }
    expect(withAhead(trend, empty, 'zh')).toBe(trend)
    expect(aheadSentence(empty, 'zh')).toBe('历史太短。')
  })

  it('says how it is made and whether it beats the year before', () => {
    expect(aheadSentence(body, 'en')).toMatch(/a year before × 1.25.*0.80, better than/)
    const plain = {
      ...body,
      ahead: body.ahead && { ...body.ahead, method: 'seasonal_naive', mase: 1, is_better: false },
    }
    expect(aheadSentence(plain as ForecastBody, 'en')).toMatch(/a year before, bands.*, no better than/)
    expect(aheadSentence(plain as ForecastBody, 'zh')).toMatch(/去年同周，.*不优于照搬$/)
  })
})
