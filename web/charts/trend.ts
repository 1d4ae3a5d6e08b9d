import type { LineSeriesOption } from 'echarts/charts'
import type { ChartFace, ChartInk } from './ink.ts'
import { bandSeries } from './interval-band.ts'
import type { ChartOption } from './register.ts'
import { extentOf, niceTicks, spacedPositions } from './ticks.ts'

/** A series over time. Columns have one length; NaN is "no value" and breaks the line. */
export interface TrendInput {
  /** Instants in epoch milliseconds, ascending. */
  at: Float64Array
  name: string
  value: Float64Array
  low?: Float64Array
  high?: Float64Array
  /** First position whose value may still grow; drawn as a dashed grey tail with its word. */
  provisionalFrom?: number
  provisionalWord?: string
  /** The compared period, laid over the same instants. */
  before?: { name: string; value: Float64Array }
  reference?: { name: string; value: number }
  notes?: readonly { at: number; label: string }[]
  /** Days kept in the filter; the rest recedes. */
  selected?: { from: number; to: number }
  fromZero: boolean
  /** Said once, on the topmost tick. */
  unit: string
  formatValue: (value: number) => string
  formatAt: (at: number) => string
  /** The most tick labels the width has room for. */
  ticks?: number
}

/** A copy of a column that keeps positions `from` to `to` (exclusive) and is NaN elsewhere. */
function keepSpan(column: Float64Array, from: number, to: number): Float64Array {
  const out = new Float64Array(column.length).fill(Number.NaN)
  out.set(column.subarray(from, to), from)
  return out
}

function line(name: string, column: string, color: string, width: number, dashed = false): LineSeriesOption {
  return {
    type: 'line',
    name,
    encode: { x: 'at', y: column },
    symbol: 'none',
    silent: true,
    animation: false,
    sampling: 'lttb',
    lineStyle: { color, width, type: dashed ? [3, 3] : 'solid', join: 'round' },
  }
}

function firstLast(input: TrendInput): [number, number] {
  return [input.at[0] ?? 0, input.at[input.at.length - 1] ?? 1]
}

function noteLines(input: TrendInput, ink: ChartInk, face: ChartFace) {
  const [first, last] = firstLast(input)
  const inside = (input.notes ?? []).filter((note) => note.at >= first && note.at <= last)
  return inside.map((note) => ({
    xAxis: note.at,
    lineStyle: { color: ink.rule, width: 1, type: 'solid' as const },
    label: {
      show: true,
      formatter: note.label,
      position: 'insideEndTop' as const,
      rotate: 0,
      color: ink.ink2,
      fontSize: face.note,
      align: (note.at > first + (last - first) * 0.85 ? 'right' : 'left') as 'left' | 'right',
      padding: [face.note * 1.2, 4, 0, 4],
    },
  }))
}

function referenceLine(input: TrendInput, ink: ChartInk, face: ChartFace) {
  if (!input.reference) return []
  return [
    {
      yAxis: input.reference.value,
      lineStyle: { color: ink.rule, width: 1, type: 'solid' as const },
      label: {
        show: true,
        formatter: input.reference.name,
        position: 'insideStartTop' as const,
        color: ink.ink2,
        fontSize: face.note,
      },
    },
  ]
}

function shadeOutside(input: TrendInput, ink: ChartInk) {
  const { selected } = input
  if (!selected) return undefined
  const [first, last] = firstLast(input)
  const spans: [number, number][] = [
    [first, selected.from],
    [selected.to, last],
  ]
  return {
    silent: true,
    itemStyle: { color: ink.surface, opacity: 0.6 },
    data: spans.filter(([a, b]) => b > a).map(([a, b]) => [{ xAxis: a }, { xAxis: b }] as [object, object]),
  }
}

/** One measure over time: interval band, line, compared period in grey, provisional tail dashed, dated notes. */
export function trendOption(input: TrendInput, ink: ChartInk, face: ChartFace): ChartOption {
  const [first, last] = firstLast(input)
  const range = extentOf([input.value, input.low, input.high, input.before?.value]) ?? [0, 1]
  const ticks = niceTicks(input.fromZero ? Math.min(0, range[0]) : range[0], range[1], 3)
  const firm = Math.max(0, Math.min(input.provisionalFrom ?? input.at.length, input.at.length))
  const marks = input.ticks ?? 5
  const labelled = spacedPositions(input.at.length, marks).map((i) => input.at[i] ?? 0)
  const text = { color: ink.ink2, fontSize: face.note, fontFamily: face.family }
  const shade = shadeOutside(input, ink)
  return {
    animation: false,
    textStyle: { fontFamily: face.family },
    dataset: {
      source: {
        at: input.at,
        firm: keepSpan(input.value, 0, firm),
        tail: keepSpan(input.value, Math.max(0, firm - 1), input.at.length),
        ...(input.before ? { before: input.before.value } : {}),
      },
    },
    grid: {
      left: 8,
      right: 16,
      top: face.note * 1.4,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      backgroundColor: ink.surface,
      borderColor: ink.rule,
      borderWidth: 1,
      padding: 8,
      textStyle: { ...text, color: ink.ink },
      axisPointer: { type: 'line', lineStyle: { color: ink.rule, type: 'solid' } },
      formatter: (params) => readout(input, params),
    },
    xAxis: {
      type: 'value',
      min: first,
      max: last > first ? last : first + 1,
      axisLine: { show: true, onZero: false, lineStyle: { color: ink.rule, width: 1 } },
      axisTick: { show: true, customValues: labelled, lineStyle: { color: ink.rule }, length: 4 },
      axisLabel: {
        ...text,
        customValues: labelled,
        hideOverlap: true,
        formatter: (at: number) => input.formatAt(at),
      },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: ticks[0] ?? 0,
      max: ticks[ticks.length - 1] ?? 1,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: {
        ...text,
        customValues: ticks,
        formatter: (v: number) => input.formatValue(v) + (v === ticks[ticks.length - 1] ? input.unit : ''),
      },
      splitLine: { show: true, lineStyle: { color: ink.hairline, width: 1 } },
      interval: (ticks[1] ?? 1) - (ticks[0] ?? 0),
    },
    series: [
      ...(input.low && input.high ? [bandSeries(input.at, input.low, input.high, ink.band, 0.22)] : []),
      ...(input.before ? [line(input.before.name, 'before', ink.ink3, 1.4)] : []),
      {
        ...line(input.name, 'firm', ink.accent, face.line),
        markLine: {
          symbol: 'none',
          silent: true,
          animation: false,
          data: [...noteLines(input, ink, face), ...referenceLine(input, ink, face)],
        },
        ...(shade ? { markArea: shade } : {}),
      },
      ...(firm < input.at.length ? [line(input.provisionalWord ?? input.name, 'tail', ink.ink3, 2, true)] : []),
    ],
  }
}

function readout(input: TrendInput, params: unknown): string {
  const list: unknown[] = Array.isArray(params) ? params : [params]
  const head = list[0]
  if (typeof head !== 'object' || head === null || !('axisValue' in head)) return ''
  const at = Number(head.axisValue)
  const i = input.at.indexOf(at)
  if (i < 0) return ''
  const say = (v: number | undefined) => (v === undefined || Number.isNaN(v) ? '–' : input.formatValue(v))
  const interval =
    input.low && input.high && Number.isFinite(input.low[i]) ? ` (${say(input.low[i])}–${say(input.high[i])})` : ''
  const rows = [`${input.formatAt(at)}`, `${input.name} ${say(input.value[i])}${input.unit}${interval}`]
  if (input.before) rows.push(`${input.before.name} ${say(input.before.value[i])}`)
  return rows.join('\n')
}
