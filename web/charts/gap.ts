import type { ChartFace, ChartInk } from './ink.ts'
import { segmentSeries, spanOf } from './interval-band.ts'
import type { ChartOption } from './register.ts'
import { extentOf, niceTicks } from './ticks.ts'

/** A value with its 95 % interval; NaN is "no value". */
export interface Estimate {
  value: number
  low: number
  high: number
}

/** Urban against rural on one axis, a row an item. The shapes differ, not only the colours: urban ●, rural ■. */
export interface GapInput {
  labels: readonly string[]
  urban: readonly Estimate[]
  rural: readonly Estimate[]
  fringe?: readonly Estimate[]
  names: { urban: string; rural: string; fringe: string }
  unit: string
  formatValue: (value: number) => string
}

interface Side {
  key: 'urban' | 'fringe' | 'rural'
  symbol: 'circle' | 'rect' | 'diamond'
  color: string
  points: readonly Estimate[]
}

function sidesOf(input: GapInput, ink: ChartInk): Side[] {
  return [
    { key: 'rural', symbol: 'rect', color: ink.rural, points: input.rural },
    ...(input.fringe
      ? [{ key: 'fringe' as const, symbol: 'diamond' as const, color: ink.ink3, points: input.fringe }]
      : []),
    { key: 'urban', symbol: 'circle', color: ink.urban, points: input.urban },
  ]
}

/** Dots with intervals joined by a thin line: the length of the line is the gap. */
export function gapOption(input: GapInput, ink: ChartInk, face: ChartFace): ChartOption {
  const sides = sidesOf(input, ink)
  const all = sides.flatMap((side) => side.points.flatMap((p) => [p.value, p.low, p.high]))
  const range = extentOf([all]) ?? [0, 1]
  const ticks = niceTicks(Math.min(0, range[0]), range[1], 4)
  const text = { fontFamily: face.family, fontSize: face.note }
  const size = Math.round(face.note * 0.9)
  const both = input.labels.map((_, i) => sides.map((s) => s.points[i]?.value ?? Number.NaN).filter(Number.isFinite))
  return {
    animation: false,
    textStyle: { fontFamily: face.family },
    grid: {
      left: 8,
      right: 24,
      top: 4,
      bottom: 0,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      type: 'value',
      min: ticks[0] ?? 0,
      max: ticks[ticks.length - 1] ?? 1,
      interval: (ticks[1] ?? 1) - (ticks[0] ?? 0),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: {
        ...text,
        color: ink.ink3,
        formatter: (v: number) => input.formatValue(v) + (v === ticks[ticks.length - 1] ? input.unit : ''),
      },
      splitLine: { show: true, lineStyle: { color: ink.hairline, width: 1 } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: [...input.labels],
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...text, color: ink.ink, interval: 0 },
    },
    series: [
      segmentSeries(
        both.map((v) => (v.length > 1 ? spanOf(Math.min(...v), Math.max(...v)) : null)),
        ink.rule,
        1,
      ),
      ...sides.flatMap((side) => [
        segmentSeries(
          side.points.map((p) => spanOf(p.low, p.high)),
          side.color,
          3,
        ),
        {
          type: 'scatter' as const,
          name: input.names[side.key],
          silent: true,
          symbol: side.symbol,
          symbolSize: size,
          itemStyle: { color: side.color, opacity: 1 },
          data: side.points.map((p, i) => [Number.isFinite(p.value) ? p.value : '-', i]),
        },
      ]),
    ],
  }
}
