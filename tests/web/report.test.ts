import { describe, expect, it } from 'vitest'
import type { AlertsBody } from '../../api/schema/alerts.ts'
import type { CatalogBody } from '../../api/schema/catalog.ts'
import { reportSpan } from '../../web/state/report-span.ts'
import { reportNumbers, reportSentence, spanText } from '../../web/views/report-model.ts'
import { projection } from '../../web/map/paper-map.tsx'
import { twinCsv } from '../../web/ui/twin-csv.ts'
import { indicatorById } from './indicators.ts'

const snapshot = { data_from: '2021-11-01', data_to: '2026-10-30' } as CatalogBody['snapshot']
const week = reportSpan({ published: null, snapshot }, 'week')

describe('the report', () => {
  it('tells of the last day or seven days whose reports are in, or of the last published month', () => {
    expect(week).toMatchObject({ from: '2026-10-22', to: '2026-10-28', grain: 'day', trendFrom: '2026-09-03' })
    expect(reportSpan({ published: null, snapshot }, 'day')).toMatchObject({ from: '2026-10-28', to: '2026-10-28' })
    const months = { ...snapshot, data_to: '2026-10-31' }
    expect(reportSpan({ published: { breakdown_level: null }, snapshot: months }, 'day')).toMatchObject({
      unit: 'month',
      from: '2026-10-01',
      to: '2026-10-31',
      trendFrom: '2024-10-01',
    })
    expect(spanText(week, 'zh')).toBe('2026 年 10 月 22 日至 10 月 28 日')
  })

  it('leads with the first numbers, their change, and what is on alert', () => {
    const none = { numerator: null, denominator: null, low: null, high: null, status: 'ok' }
    const total = [
      { ...none, indicator: 'case_count', value: 2048, low: 1960, high: 2139, change: 1.7 },
      { ...none, indicator: 'on_time_rate', value: null, status: 'zero_denominator' },
    ]
    const indicators = [indicatorById('case_count'), indicatorById('on_time_rate')]
    const say = (language: 'zh' | 'en') =>
      reportNumbers(
        { total } as never,
        indicators,
        (each) => each.unit,
        (status) => status,
        week,
        language,
      )
    expect(say('en')[0]).toMatchObject({
      value: '2,048',
      interval: '95% 1,960–2,139',
      change: '+1.7% on the week before',
    })
    expect(say('en')[1]).toMatchObject({ value: '–', interval: 'zero_denominator' })
    const red = { run: {}, alerts: [{ level: 'red' }, { level: 'blue' }] } as unknown as AlertsBody
    const first = say('en').slice(0, 1)
    expect(reportSentence(first, red, 'Lancheng', week, 'en')).toBe(
      '22 Oct to 28 Oct 2026, Lancheng: 2,048 cases (+1.7% on the week before); 1 red or orange alerts.',
    )
    expect(reportSentence(say('zh').slice(0, 1), null, '澜城', week, 'zh')).toBe(
      '2026 年 10 月 22 日至 10 月 28 日，澜城案件数 2,048 cases（比上一周 +1.7%）。',
    )
  })

  it('draws its map so that the box fits and north is up', () => {
    const place = projection([120, 29, 121, 30], 200, 100)
    const [[left, bottom], [right, top]] = [place(120, 29), place(121, 30)]
    expect([bottom, top]).toEqual([100, 0])
    expect(left + right).toBeCloseTo(200, 0)
  })
})

describe('a table taken away', () => {
  it('is CSV with a byte order mark, quotes and lines about it, and runs nothing', () => {
    const twin = {
      columns: ['名称', 'n'],
      rows: [
        ['=HYPERLINK("x")', '−1'],
        ['甲,乙', '-5.2%'],
      ],
    }
    expect(twinCsv(twin, ['Source: x'])).toBe(
      '\uFEFF名称,n\r\n"\'=HYPERLINK(""x"")",−1\r\n"甲,乙",-5.2%\r\n\r\nSource: x\r\n',
    )
  })
})
