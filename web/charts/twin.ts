import type { BarsInput } from './bars.ts'
import type { GapInput } from './gap.ts'
import type { TrendInput } from './trend.ts'

/** A chart's table twin: the same rows as words, ready to be read aloud or copied. */
export interface Twin {
  columns: string[]
  rows: string[][]
}

/** Column heads that a twin needs and the data do not carry. */
export interface TwinWords {
  item: string
  low: string
  high: string
  status: string
}

const DASH = '–'

export function trendTwin(input: TrendInput, words: TwinWords): Twin {
  const say = (v: number | undefined) => (v === undefined || !Number.isFinite(v) ? DASH : input.formatValue(v))
  const firm = input.provisionalFrom ?? input.at.length
  const { low, high, before } = input
  return {
    columns: [
      words.item,
      `${input.name} ${input.unit}`.trim(),
      ...(low && high ? [words.low, words.high] : []),
      ...(before ? [before.name] : []),
      words.status,
    ],
    rows: Array.from(input.at, (at, i) => [
      input.formatAt(at),
      say(input.value[i]),
      ...(low && high ? [say(low[i]), say(high[i])] : []),
      ...(before ? [say(before.value[i])] : []),
      i >= firm ? (input.provisionalWord ?? '') : '',
    ]),
  }
}

export function barsTwin(input: BarsInput, words: TwinWords, format: (value: number) => string): Twin {
  const say = (v: number | undefined) => (v === undefined || !Number.isFinite(v) ? DASH : format(v))
  const { low, high } = input
  return {
    columns: [words.item, '', ...(low && high ? [words.low, words.high] : [])],
    rows: input.labels.map((label, i) => [
      label,
      input.ends[i] ?? say(input.value[i]),
      ...(low && high ? [say(low[i]), say(high[i])] : []),
    ]),
  }
}

export function gapTwin(input: GapInput, words: TwinWords): Twin {
  const say = (v: number | undefined) => (v === undefined || !Number.isFinite(v) ? DASH : input.formatValue(v))
  const sides = [
    { name: input.names.urban, points: input.urban },
    ...(input.fringe ? [{ name: input.names.fringe, points: input.fringe }] : []),
    { name: input.names.rural, points: input.rural },
  ]
  return {
    columns: [words.item, ...sides.flatMap((side) => [`${side.name} ${input.unit}`.trim(), words.low, words.high])],
    rows: input.labels.map((label, i) => [
      label,
      ...sides.flatMap(({ points }) => [say(points[i]?.value), say(points[i]?.low), say(points[i]?.high)]),
    ]),
  }
}
