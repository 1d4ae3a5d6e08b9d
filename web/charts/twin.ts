import { aheadCells } from './trend-ahead.ts'
import { toldAt, type TrendInput } from './trend.ts'

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
  /** Head of the dated notes and alerts; without it they are left out. */
  notes?: string
}

const DASH = '–'

export function trendTwin(input: TrendInput, words: TwinWords): Twin {
  const say = (v: number | undefined) => (v === undefined || !Number.isFinite(v) ? DASH : input.formatValue(v))
  const firm = input.provisionalFrom ?? input.at.length
  const { low, high, before, ahead } = input
  const told = words.notes === undefined ? [] : Array.from(input.at, (_, i) => toldAt(input, i).join('; '))
  const hasNotes = told.some((text) => text !== '')
  return {
    columns: [
      words.item,
      `${input.name} ${input.unit}`.trim(),
      ...(low && high ? [words.low, words.high] : []),
      ...(before ? [before.name] : []),
      ...(ahead ? [ahead.name, '80 %', '95 %'] : []),
      words.status,
      ...(hasNotes && words.notes !== undefined ? [words.notes] : []),
    ],
    rows: Array.from(input.at, (at, i) => [
      input.formatAt(at),
      say(input.value[i]),
      ...(low && high ? [say(low[i]), say(high[i])] : []),
      ...(before ? [say(before.value[i])] : []),
      ...(ahead ? aheadCells(ahead, i, input.formatValue) : []),
      i >= firm && Number.isFinite(input.value[i]) ? (input.provisionalWord ?? '') : '',
      ...(hasNotes ? [told[i] ?? ''] : []),
    ]),
  }
}
