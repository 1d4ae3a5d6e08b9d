import * as echarts from 'echarts'
import { describe, expect, it } from 'vitest'
import { type ChartInk, DESK_FACE } from '../../../web/charts/ink.ts'
import type { ChartOption } from '../../../web/charts/register.ts'
import { atPositions, keptPositions } from '../../../web/charts/sample.ts'
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

  it('keeps a named line in sight that lies beyond every value', () => {
    const option = trendOption({ ...trend, reference: { name: 'Target 90', value: 90 } }, ink, DESK_FACE)
    expect(draw(option)).toContain('Target 90')
    expect(option).toMatchObject({ yAxis: { max: 100 } })
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

  it('goes on into what may come with two bands in grey, joined to the last whole value, and says so in the twin', () => {
    const none = Number.NaN
    const from5 = (value: number) => Float64Array.of(none, none, none, none, none, value)
    const ahead = {
      name: 'Forecast',
      value: from5(15),
      band80: { low: from5(13), high: from5(17) },
      band95: { low: from5(11), high: from5(39) },
    }
    const option = trendOption({ ...trend, ahead }, ink, DESK_FACE)
    const columns = (option.dataset as { source: Record<string, Float64Array> }).source
    expect([...(columns.ahead ?? [])]).toEqual([none, none, none, none, 16, 15])
    expect(draw(option)).toContain('>40 a day</text>')
    const twin = trendTwin({ ...trend, ahead }, words)
    expect(twin.columns).toEqual([
      'Item',
      'Cases  a day',
      'Low',
      'High',
      'Year before',
      'Forecast',
      '80 %',
      '95 %',
      'Status',
    ])
    expect(twin.rows[4]?.slice(5)).toEqual(['', '', '', ''])
    expect(twin.rows[5]?.slice(5)).toEqual(['15', '13–17', '11–39', 'provisional'])
  })

  it('draws with nothing known', () => {
    const none = new Float64Array([Number.NaN])
    expect(
      draw(trendOption({ ...trend, at: new Float64Array([0]), value: none, low: none, high: none }, ink, DESK_FACE)),
    ).toContain('<svg')
  })
})

describe('a trend with more steps than pixels', () => {
  const n = 1826
  const long = (seed: number): TrendInput => {
    const value = Float64Array.from(
      { length: n },
      (_, i) => 50 + 20 * Math.sin((i + seed) / 9) + ((i * 7919 + seed) % 13),
    )
    value[(seed * 131) % n] = 500
    value[(seed * 277 + 5) % n] = -90
    return {
      ...trend,
      at: Float64Array.from({ length: n }, (_, i) => i * day),
      value,
      fromZero: false,
      provisionalFrom: 1824,
    }
  }

  it.each([1, 2, 3, 4, 5])('keeps every peak, trough and end of what it draws (%i)', (seed) => {
    const input = long(seed)
    const kept = keptPositions([input.value], 300)
    expect(kept.length).toBeLessThanOrEqual(602)
    expect(kept).toEqual([...new Set(kept)].toSorted((a, b) => a - b))
    const drawn = atPositions(input.value, kept)
    expect([Math.max(...drawn), Math.min(...drawn)]).toEqual([500, -90])
    expect([kept[0], kept.at(-1)]).toEqual([0, n - 1])
  })

  it('keeps gaps open, and short columns as they are', () => {
    const value = new Float64Array(1000).fill(1)
    value[500] = Number.NaN
    expect(keptPositions([value], 10)).toContain(500)
    expect(keptPositions([Float64Array.from([3, 1, 2])], 10)).toEqual([0, 1, 2])
  })

  it('draws fewer points than it was given and the same range', () => {
    const { dataset } = trendOption(long(1), ink, DESK_FACE)
    const source = (dataset as { source: { at: Float64Array; firm: Float64Array } }).source
    expect(source.at.length).toBeLessThan(n)
    expect(Math.max(...source.firm.filter(Number.isFinite))).toBe(500)
  })
})

describe('alerts and notes on a trend', () => {
  const marks = [
    { at: 3 * day, shape: 'octagon' as const, color: '#00000a', labels: ['Red alert: A', 'Blue alert: B'] },
  ]
  it('stand on the axis in their colour and in the twin beside the notes of their step', () => {
    expect(draw(trendOption({ ...trend, marks }, ink, DESK_FACE))).toContain('#00000a')
    const { columns, rows } = trendTwin({ ...trend, marks }, { ...words, notes: 'Notes' })
    expect(columns.at(-1)).toBe('Notes')
    expect(rows[3]?.at(-1)).toBe('Storm; Red alert: A; Blue alert: B')
    expect(rows[2]?.at(-1)).toBe('')
  })
})
