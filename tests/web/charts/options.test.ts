import * as echarts from 'echarts'
import { describe, expect, it } from 'vitest'
import { type ChartInk, DESK_FACE } from '../../../web/charts/ink.ts'
import type { ChartOption } from '../../../web/charts/register.ts'
import { type TrendInput, trendOption } from '../../../web/charts/trend.ts'
import { trendTwin } from '../../../web/charts/twin.ts'

const ink: ChartInk = {
  surface: '#ffffff',
  ink: '#000001',
  ink2: '#000002',
  ink3: '#000003',
  hairline: '#000004',
  rule: '#000005',
  accent: '#000006',
  band: '#000007',
}
const words = { item: 'Item', low: 'Low', high: 'High', status: 'Status' }

function draw(option: ChartOption): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 400, height: 200 })
  chart.setOption(option)
  const svg = chart.renderToSVGString()
  chart.dispose()
  return svg
}

const day = 86_400_000
const trend: TrendInput = {
  at: Float64Array.from([0, 1, 2, 3, 4, 5], (i) => i * day),
  name: 'Cases',
  value: Float64Array.from([10, 12, Number.NaN, 14, 16, 4]),
  low: Float64Array.from([8, 10, Number.NaN, 12, 14, 2]),
  high: Float64Array.from([12, 14, Number.NaN, 16, 18, 6]),
  before: { name: 'Year before', value: Float64Array.from([9, 9, 9, 9, 9, 9]) },
  provisionalFrom: 5,
  provisionalWord: 'provisional',
  notes: [
    { at: 3 * day, label: 'Storm' },
    { at: 99 * day, label: 'Never' },
  ],
  fromZero: true,
  unit: ' a day',
  formatValue: (v) => v.toFixed(0),
  formatAt: (at) => `day ${at / day}`,
}

describe('a trend', () => {
  it('draws the line in accent, the band, the compared period in grey and only the notes inside the window', () => {
    const svg = draw(trendOption(trend, ink, DESK_FACE))
    expect(svg).toContain(ink.accent)
    expect(svg).toContain(ink.ink3)
    expect(svg).toContain(ink.band)
    expect(svg).toContain('Storm')
    expect(svg).not.toContain('Never')
  })

  it('says the unit once and starts from zero', () => {
    const svg = draw(trendOption(trend, ink, DESK_FACE))
    expect(svg.match(/ a day/g)).toHaveLength(1)
    expect(svg).toContain('>0</text>')
  })

  it('never joins a gap, neither in the line nor in the band', () => {
    const svg = draw(trendOption(trend, ink, DESK_FACE))
    expect(svg.match(new RegExp(`fill="${ink.band}"`, 'g'))).toHaveLength(2)
  })

  it('has a twin with every day, its interval and which days are not final', () => {
    const twin = trendTwin(trend, words)
    expect(twin.rows).toHaveLength(6)
    expect(twin.rows[0]).toEqual(['day 0', '10', '8', '12', '9', ''])
    expect(twin.rows[2]?.slice(1, 4)).toEqual(['–', '–', '–'])
    expect(twin.rows[5]?.at(-1)).toBe('provisional')
  })

  it('draws with nothing known', () => {
    const none = new Float64Array([Number.NaN])
    expect(
      draw(trendOption({ ...trend, at: new Float64Array([0]), value: none, low: none, high: none }, ink, DESK_FACE)),
    ).toContain('<svg')
  })
})
