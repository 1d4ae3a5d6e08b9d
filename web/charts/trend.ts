import type { LineSeriesOption } from 'echarts/charts'
import { alertMarkSeries, type ChartMark } from './alert-marks.ts'
import type { ChartFace, ChartInk } from './ink.ts'
import { bandSeries } from './interval-band.ts'
import type { ChartOption } from './register.ts'
import { atPositions, keptPositions } from './sample.ts'
import { extentOf, niceTicks, spacedPositions } from './ticks.ts'
import { aheadBands, aheadCells, joined, type TrendAhead } from './trend-ahead.ts'

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
  ahead?: TrendAhead
  reference?: { name: string; value: number }
  notes?: readonly { at: number; label: string }[]
  /** Instants the axis goes over at least, where they are not those of the first and last value. */
  span?: { from: number; to: number }
  /** Alerts, small on the axis; `at` as in the column. */
  marks?: readonly ChartMark[]
  fromZero: boolean
  /** Said once, on the topmost tick. */
  unit: string
  formatValue: (value: number) => string
  formatAt: (at: number) => string
  /** The most tick labels the width has room for. */
  ticks?: number
  /** Where ticks stand, and what they say, in place of evenly spaced values. */
  dates?: readonly { at: number; label: string }[]
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
    lineStyle: { color, width, type: dashed ? [3, 3] : 'solid', join: 'round' },
  }
}

function firstLast(input: TrendInput): [number, number] {
  const [first, last] = [input.at[0] ?? 0, input.at[input.at.length - 1] ?? 1]
  return input.span ? [Math.min(first, input.span.from), Math.max(last, input.span.to)] : [first, last]
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
      align: (note.at > first + (last - first) * 0.7 ? 'right' : 'left') as 'left' | 'right',
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

/** More steps than this are more than a screen has pixels for. */
const MOST_STEPS = 1200
/** Alerts of one step that the readout names. */
const MOST_TOLD = 4

/** A trend with fewer steps, every peak and trough kept. */
function sampled(input: TrendInput): TrendInput {
  const { at, value, low, high, before, ahead, provisionalFrom } = input
  if (at.length <= MOST_STEPS) return input
  const columns = [value, ...(before ? [before.value] : []), ...(ahead ? [ahead.value] : [])]
  const marked = new Set((input.marks ?? []).map((mark) => at.indexOf(mark.at)))
  const firm = provisionalFrom === undefined ? [] : [provisionalFrom - 1, provisionalFrom]
  const wanted = [...keptPositions(columns, MOST_STEPS / 4), ...marked, ...firm].filter((i) => i >= 0 && i < at.length)
  const kept = [...new Set(wanted)].toSorted((a, b) => a - b)
  const pick = (column: Float64Array) => atPositions(column, kept)
  const band = (each: { low: Float64Array; high: Float64Array }) => ({ low: pick(each.low), high: pick(each.high) })
  return {
    ...input,
    at: pick(at),
    value: pick(value),
    ...(low && high ? { low: pick(low), high: pick(high) } : {}),
    ...(before ? { before: { ...before, value: pick(before.value) } } : {}),
    ...(ahead
      ? { ahead: { ...ahead, value: pick(ahead.value), band80: band(ahead.band80), band95: band(ahead.band95) } }
      : {}),
    ...(provisionalFrom === undefined ? {} : { provisionalFrom: kept.indexOf(provisionalFrom) }),
  }
}

/** One measure over time: interval band, line, compared period in grey, provisional tail dashed, dated notes, what may come. */
export function trendOption(whole: TrendInput, ink: ChartInk, face: ChartFace): ChartOption {
  const input = sampled(whole)
  const [first, last] = firstLast(input)
  const { ahead } = input
  const level = input.reference ? [input.reference.value] : []
  const told = [ahead?.value, ahead?.band95.low, ahead?.band95.high]
  const range = extentOf([input.value, input.low, input.high, input.before?.value, level, ...told]) ?? [0, 1]
  const ticks = niceTicks(input.fromZero ? Math.min(0, range[0]) : range[0], range[1], 3)
  const firm = Math.max(0, Math.min(input.provisionalFrom ?? input.at.length, input.at.length))
  const marks = input.ticks ?? 5
  const dates = new Map(input.dates?.map(({ at, label }) => [at, label]))
  const labelled = input.dates
    ? [...dates.keys()]
    : spacedPositions(input.at.length, marks).map((i) => input.at[i] ?? 0)
  const text = { color: ink.ink2, fontSize: face.note, fontFamily: face.family }
  return {
    animation: false,
    textStyle: { fontFamily: face.family },
    dataset: {
      source: {
        at: input.at,
        firm: keepSpan(input.value, 0, firm),
        tail: keepSpan(input.value, Math.max(0, firm - 1), input.at.length),
        ...(input.before ? { before: input.before.value } : {}),
        ...(ahead ? { ahead: joined(ahead, input.value) } : {}),
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
        formatter: (at: number) => dates.get(at) ?? input.formatAt(at),
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
      ...(ahead ? aheadBands(input.at, ahead, ink) : []),
      ...(input.before ? [line(input.before.name, 'before', ink.ink3, 1.4)] : []),
      {
        ...line(input.name, 'firm', ink.accent, face.line),
        markLine: {
          symbol: 'none',
          silent: true,
          animation: false,
          data: [...noteLines(input, ink, face), ...referenceLine(input, ink, face)],
        },
      },
      ...(firm < input.at.length ? [line(input.provisionalWord ?? input.name, 'tail', ink.ink3, 2, true)] : []),
      ...(ahead ? [line(ahead.name, 'ahead', ink.accent, 1.6, true)] : []),
      ...(input.marks?.length ? [alertMarkSeries(input.marks, ticks[0] ?? 0, face.note * 0.42, ink.surface)] : []),
    ],
  }
}

/** Notes and alerts of the step at position i. */
export function toldAt({ at, notes, marks }: Pick<TrendInput, 'at' | 'notes' | 'marks'>, i: number): string[] {
  const [start, end] = [at[i] ?? 0, at[i + 1] ?? (at[i] ?? 0) + (at[i] ?? 0) - (at[i - 1] ?? at[i] ?? 0) + 1]
  const isHere = (each: { at: number }) => each.at >= start && each.at < end
  const alerts = (marks ?? []).filter(isHere).flatMap(({ labels }) => labels)
  const shown = alerts.slice(0, MOST_TOLD)
  const more = alerts.length - shown.length
  return [...(notes ?? []).filter(isHere).map(({ label }) => label), ...shown, ...(more > 0 ? [`+${more}`] : [])]
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
  const told = input.ahead && Number.isFinite(input.ahead.value[i]) ? input.ahead : null
  const isOver = told !== null && !Number.isFinite(input.value[i])
  const rows = [input.formatAt(at)]
  if (!isOver) rows.push(`${input.name} ${say(input.value[i])}${input.unit}${interval}`)
  if (input.before && !isOver) rows.push(`${input.before.name} ${say(input.before.value[i])}`)
  if (told) {
    const [value, in80, in95] = aheadCells(told, i, input.formatValue)
    rows.push(`${told.name} ${value}${input.unit}`, `80 % ${in80}, 95 % ${in95}`)
  }
  rows.push(...toldAt(input, i))
  return rows.join('\n')
}
