import type { CustomSeriesOption, LineSeriesOption } from 'echarts/charts'
import type { ChartFace, ChartInk } from './ink.ts'
import { bandSeries } from './interval-band.ts'
import type { ChartOption } from './register.ts'
import { extentOf, niceTicks, spacedPositions } from './ticks.ts'

/** Colours of the two sides, beside those of every chart. */
export interface GapInk extends ChartInk {
  urban: string
  rural: string
  urbanText: string
  ruralText: string
}

/** One line with its interval; NaN breaks it. */
export interface GapLine {
  name: string
  value: Float64Array
  low: Float64Array
  high: Float64Array
}

/** Levels of the classes, their difference and their ratio over the same instants. */
export interface GapTrendInput {
  /** Last day of each step, epoch milliseconds, ascending. */
  at: Float64Array
  urban: GapLine
  /** The class between; null where there is none. */
  middle: GapLine | null
  rural: GapLine
  difference: GapLine
  /** Difference by each year's own classes; null where classes did not change. */
  own: GapLine | null
  ratio: GapLine
  /** Dated notes within the time shown. */
  notes?: readonly { at: number; label: string }[]
  formatValue: (value: number) => string
  /** Of the axes, whose values are round. */
  formatTick: (value: number) => string
  formatRatio: (value: number) => string
  formatAt: (at: number) => string
  /** The most labels of time there is room for. */
  ticks: number
}

type Pane = 0 | 1 | 2
/** Top and height of levels, difference and ratio, percent of the canvas. */
const PANES: Record<Pane, { top: string; height: string }> = {
  0: { top: '5%', height: '36%' },
  1: { top: '48%', height: '20%' },
  2: { top: '74%', height: '17%' },
}
const LEFT = 56
const RIGHT = 104
const LABEL_GAP = 17

interface EndLabel {
  text: string
  value: number
  color: string
}

/** Text at the end of each line, pushed apart where two would overlap. */
function endLabels(pane: Pane, at: number, labels: readonly EndLabel[], face: ChartFace): CustomSeriesOption {
  const shown = labels.filter(({ value }) => Number.isFinite(value)).toSorted((a, b) => b.value - a.value)
  return {
    type: 'custom',
    xAxisIndex: pane,
    yAxisIndex: pane,
    silent: true,
    animation: false,
    clip: false,
    z: 5,
    tooltip: { show: false },
    data: shown.map(({ value }) => [at, value]),
    renderItem: (params, api) => {
      const label = shown[params.dataIndex]
      if (!label) return null
      const heights: number[] = []
      for (const { value } of shown) {
        const y = api.coord([at, value])[1] ?? 0
        heights.push(Math.max(y, (heights.at(-1) ?? Number.NEGATIVE_INFINITY) + LABEL_GAP))
      }
      const x = api.coord([at, label.value])[0] ?? 0
      return {
        type: 'text',
        style: {
          text: label.text,
          x: x + 10,
          y: heights[params.dataIndex] ?? 0,
          fill: label.color,
          font: `700 ${face.note}px ${face.family}`,
          textVerticalAlign: 'middle',
        },
      }
    },
  }
}

interface LineLook {
  color: string
  width: number
  symbol: 'circle' | 'rect' | 'emptyCircle' | 'none'
  dashed?: boolean
}

function line(pane: Pane, at: Float64Array, { name, value }: GapLine, look: LineLook): LineSeriesOption {
  const isSparse = at.length <= 24
  return {
    type: 'line',
    name,
    xAxisIndex: pane,
    yAxisIndex: pane,
    data: Array.from(at, (x, i) => [x, value[i] ?? Number.NaN]),
    symbol: look.symbol,
    showSymbol: isSparse && look.symbol !== 'none',
    symbolSize: 6,
    silent: true,
    animation: false,
    lineStyle: { color: look.color, width: look.width, type: look.dashed ? [3, 3] : 'solid', join: 'round' },
    itemStyle: { color: look.color },
  }
}

const band = (pane: Pane, at: Float64Array, { low, high }: GapLine, color: string): CustomSeriesOption => ({
  ...bandSeries(at, low, high, color, 0.2),
  xAxisIndex: pane,
  yAxisIndex: pane,
})

/** Round ratios around those shown, as logarithms, 1 among them. */
export function ratioTicks(low: number, high: number): number[] {
  const steps = [0.1, 0.2, 0.25, 0.33, 0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 2, 3, 4, 5, 10]
  const [from, to] = [Math.min(low, 1), Math.max(high, 1)]
  const below = steps.findLast((step) => step <= from) ?? from
  const above = steps.find((step) => step >= to) ?? to
  const between = steps.filter((step) => step > below && step < above && step !== 1)
  const far = (step: number) => Math.abs(Math.log(step) - Math.log(below * above) / 2)
  const middle = between.toSorted((a, b) => far(a) - far(b)).slice(0, 1)
  return [...new Set([below, ...(below < 1 && above > 1 ? [] : middle), 1, above])].toSorted((a, b) => a - b)
}

const logs = (column: Float64Array) => column.map((value) => (value > 0 ? Math.log(value) : Number.NaN))
const last = (column: Float64Array) => column.at(-1) ?? Number.NaN

/** Levels above, difference and ratio below, on one time axis: they can move oppositely, so neither stands alone. */
export function gapTrendOption(input: GapTrendInput, ink: GapInk, face: ChartFace): ChartOption {
  const { at, urban, middle, rural, difference, own, ratio } = input
  const end = last(at)
  const ratioLog: GapLine = { ...ratio, value: logs(ratio.value), low: logs(ratio.low), high: logs(ratio.high) }
  const levels = extentOf([urban.value, urban.high, rural.value, rural.high, middle?.value, middle?.high]) ?? [0, 1]
  const differences = extentOf([difference.value, difference.low, difference.high, own?.value]) ?? [0, 1]
  const ratios = extentOf([ratio.value, ratio.low, ratio.high]) ?? [1, 2]
  const ticks: Record<Pane, number[]> = {
    0: niceTicks(Math.min(0, levels[0]), levels[1], 3),
    1: niceTicks(Math.min(0, differences[0]), Math.max(0, differences[1]), 2),
    2: ratioTicks(...ratios).map(Math.log),
  }
  const format: Record<Pane, (value: number) => string> = {
    0: input.formatTick,
    1: input.formatTick,
    2: (value) => input.formatRatio(Math.exp(value)),
  }
  const text = { color: ink.ink2, fontSize: face.note, fontFamily: face.family }
  const labelled = spacedPositions(at.length, input.ticks).map((i) => at[i] ?? 0)
  const panes: Pane[] = [0, 1, 2]
  const named = (each: GapLine, color: string, say: (value: number) => string): EndLabel => ({
    text: `${each.name} ${say(last(each.value))}`,
    value: last(each.value),
    color,
  })
  return {
    animation: false,
    textStyle: { fontFamily: face.family },
    grid: panes.map((pane) => ({ ...PANES[pane], left: LEFT, right: RIGHT, outerBoundsMode: 'none' as const })),
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
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    xAxis: panes.map((pane) => ({
      type: 'value' as const,
      gridIndex: pane,
      min: at[0] ?? 0,
      max: at.length > 1 ? end : (at[0] ?? 0) + 1,
      axisLine: { show: pane === 2, onZero: false, lineStyle: { color: ink.rule, width: 1 } },
      axisTick: { show: pane === 2, customValues: labelled, lineStyle: { color: ink.rule }, length: 4 },
      axisLabel: {
        ...text,
        show: pane === 2,
        customValues: labelled,
        hideOverlap: true,
        formatter: (value: number) => input.formatAt(value),
      },
      splitLine: { show: false },
    })),
    yAxis: panes.map((pane) => ({
      type: 'value' as const,
      gridIndex: pane,
      min: ticks[pane][0] ?? 0,
      max: ticks[pane].at(-1) ?? 1,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...text, customValues: ticks[pane], formatter: format[pane] },
      splitLine: { show: false },
    })),
    series: [
      ...panes.flatMap((pane) => noteLines(pane, input, ink, face)),
      ...panes.map((pane) => grid(pane, at, ticks[pane], pane === 2 ? 0 : null, ink)),
      band(0, at, urban, ink.urban),
      band(0, at, rural, ink.rural),
      ...(middle ? [line(0, at, middle, { color: ink.ink3, width: 1.4, symbol: 'emptyCircle' })] : []),
      line(0, at, urban, { color: ink.urban, width: face.line, symbol: 'circle' }),
      line(0, at, rural, { color: ink.rural, width: face.line, symbol: 'rect' }),
      endLabels(
        0,
        end,
        [
          named(urban, ink.urbanText, input.formatValue),
          named(rural, ink.ruralText, input.formatValue),
          ...(middle ? [named(middle, ink.ink2, input.formatValue)] : []),
        ],
        face,
      ),
      band(1, at, difference, ink.ink3),
      ...(own ? [line(1, at, own, { color: ink.ink3, width: 1.4, symbol: 'none', dashed: true })] : []),
      line(1, at, difference, { color: ink.ink, width: face.line, symbol: 'none' }),
      endLabels(1, end, [named(difference, ink.ink, input.formatValue)], face),
      band(2, at, ratioLog, ink.ink3),
      line(2, at, ratioLog, { color: ink.ink, width: face.line, symbol: 'none' }),
      endLabels(
        2,
        end,
        [
          {
            text: `${ratio.name} ${input.formatRatio(last(ratio.value))}`,
            value: last(ratioLog.value),
            color: ink.ink,
          },
        ],
        face,
      ),
    ],
  }
}

/** Lines up a pane on the days of dated notes, named on the topmost. */
function noteLines(pane: Pane, { at, notes }: GapTrendInput, ink: ChartInk, face: ChartFace): LineSeriesOption[] {
  const [first, end] = [at[0] ?? 0, last(at)]
  const shown = (notes ?? []).filter((note) => note.at > first && note.at <= end)
  if (shown.length === 0) return []
  return [
    {
      type: 'line',
      xAxisIndex: pane,
      yAxisIndex: pane,
      data: [],
      silent: true,
      animation: false,
      markLine: {
        symbol: 'none',
        silent: true,
        animation: false,
        data: shown.map((note) => ({
          xAxis: note.at,
          lineStyle: { color: ink.rule, width: 1, type: 'dotted' as const },
          label: {
            show: pane === 0,
            formatter: note.label,
            position: 'insideEndTop' as const,
            rotate: 0,
            color: ink.ink2,
            fontSize: face.note,
            align: (note.at > first + (end - first) * 0.6 ? 'right' : 'left') as 'left' | 'right',
            padding: [face.note, 4, 0, 4],
          },
        })),
      },
    },
  ]
}

/** Lines across a pane at its ticks; the one of "no gap" is a rule. */
function grid(pane: Pane, at: Float64Array, ticks: number[], even: number | null, ink: ChartInk): LineSeriesOption {
  return {
    type: 'line',
    xAxisIndex: pane,
    yAxisIndex: pane,
    data: [],
    silent: true,
    animation: false,
    markLine: {
      symbol: 'none',
      silent: true,
      animation: false,
      label: { show: false },
      data: ticks.map((y) => ({
        yAxis: y,
        lineStyle: { color: y === even ? ink.rule : ink.hairline, width: 1, type: 'solid' as const },
      })),
    },
    ...(at.length === 0 ? { show: false } : {}),
  }
}

function readout(input: GapTrendInput, params: unknown): string {
  const list: unknown[] = Array.isArray(params) ? params : [params]
  const head = list[0]
  if (typeof head !== 'object' || head === null || !('axisValue' in head)) return ''
  const i = input.at.indexOf(Number(head.axisValue))
  if (i < 0) return ''
  const say = (each: GapLine, format: (value: number) => string) => {
    const [value, low, high] = [each.value[i], each.low[i], each.high[i]]
    const known = (v: number | undefined): v is number => v !== undefined && Number.isFinite(v)
    const interval = known(low) && known(high) ? ` (${format(low)}–${format(high)})` : ''
    return `${each.name} ${known(value) ? format(value) : '–'}${interval}`
  }
  return [
    input.formatAt(input.at[i] ?? 0),
    say(input.urban, input.formatValue),
    ...(input.middle ? [say(input.middle, input.formatValue)] : []),
    say(input.rural, input.formatValue),
    say(input.difference, input.formatValue),
    ...(input.own ? [say(input.own, input.formatValue)] : []),
    say(input.ratio, input.formatRatio),
  ].join('\n')
}
