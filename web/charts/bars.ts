import type { ChartFace, ChartInk } from './ink.ts'
import { segmentSeries, spanOf } from './interval-band.ts'
import type { ChartOption } from './register.ts'
import { extentOf } from './ticks.ts'

/** One bar a category, in the order given (first on top). NaN is "no value": its row keeps its place, without a bar. */
export interface BarsInput {
  labels: readonly string[]
  value: Float64Array
  low?: Float64Array
  high?: Float64Array
  /** Position of the bar the title speaks of. */
  subject?: number
  /** Text at the end of each bar. */
  ends: readonly string[]
}

/** Width in px that a text takes, near enough to reserve room: CJK one em, Latin 0.56 em. */
export function textWidth(text: string, size: number): number {
  let em = 0
  for (const char of text) em += (char.codePointAt(0) ?? 0) > 0x2e7f ? 1 : 0.56
  return Math.ceil(em * size)
}

/** Horizontal bars from zero, directly labelled, each with its interval as a segment. */
export function barsOption(input: BarsInput, ink: ChartInk, face: ChartFace): ChartOption {
  const top = extentOf([input.value, input.high])?.[1] ?? 1
  const text = { fontFamily: face.family, fontSize: face.note }
  const { low, high } = input
  const endRoom = Math.max(0, ...input.ends.map((end) => textWidth(end, face.note))) + 8
  return {
    animation: false,
    textStyle: { fontFamily: face.family },
    grid: { left: 0, right: endRoom, top: 0, bottom: 0, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'value',
      min: 0,
      max: Math.max(top, 1e-9),
      axisLabel: { show: false },
      axisTick: { show: false },
      axisLine: { show: false },
      splitLine: { show: false },
    },
    yAxis: [
      {
        type: 'category',
        inverse: true,
        data: [...input.labels],
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { ...text, color: ink.ink, interval: 0 },
      },
      {
        type: 'category',
        inverse: true,
        data: [...input.ends],
        position: 'right',
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { ...text, color: ink.ink, interval: 0 },
      },
    ],
    series: [
      {
        type: 'bar',
        silent: true,
        barWidth: '56%',
        data: Array.from(input.value, (value, i) => ({
          value: Number.isFinite(value) ? value : ('-' as const),
          itemStyle: {
            color: i === (input.subject ?? 0) ? ink.accent : ink.ink3,
            opacity: i === (input.subject ?? 0) ? 1 : 0.45,
          },
        })),
      },
      ...(low && high
        ? [
            segmentSeries(
              Array.from(low, (v, i) => spanOf(v, high[i])),
              ink.ink,
              1.4,
            ),
          ]
        : []),
    ],
  }
}
