/** Running counts of the active view, and what any period between two of their edges holds. Pure: no HTTP, no signals. */
import type { AnswerBody } from '../../api/schema/answer.ts'
import type { BlockView } from '../../warehouse/answer/block-types.ts'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import { COLUMN_STATUSES, fillValues, type ValueColumns, valueColumns } from '../../warehouse/stats/value-columns.ts'
import { changeOf, gapValue, type Value } from '../../warehouse/stats/values.ts'
import { dayNumber } from '../text/dates.ts'

/** As the server counts it; columns are views on the answer's own bytes. */
export interface PrefixBlock {
  snapshot: string
  edges: readonly string[]
  years: readonly number[]
  views: readonly BlockView[]
}

/** First edge and the edge after the last bucket of a period. */
export interface Span {
  from: number
  to: number
}

/** One breakdown over one period; entries as those of the view, all cases last. */
export interface Reading {
  view: BlockView
  indicator: Indicator
  columns: ValueColumns
  /** 1 where a question about the period would list the member. */
  listed: Uint8Array
}

export function readingOf(view: BlockView, indicator: Indicator): Reading {
  const rows = view.codes.length + 1
  return { view, indicator, columns: valueColumns(rows), listed: new Uint8Array(rows) }
}

/** Takes one row of running counts from another. */
function subtract(counts: Uint32Array, { from, to }: Span, out: Float64Array): void {
  const start = from * out.length
  const end = to * out.length
  for (let i = 0; i < out.length; i++) out[i] = (counts[end + i] as number) - (counts[start + i] as number)
}

function fillListed({ view, listed, columns }: Reading, { from, to }: Span): void {
  const { seen, denominator } = view
  const all = view.codes.length
  const isAlways = view.listed === 'always'
  const byFigure = view.listed === 'seen_or_figure'
  for (let i = 0; i < all; i++) {
    const isCounted = seen
      ? (seen[to * listed.length + i] as number) > (seen[from * listed.length + i] as number)
      : (columns.n[i] as number) > 0 || (denominator !== null && (columns.d[i] as number) > 0)
    const isOwn = (isAlways && view.codes[i] !== null) || (byFigure && !Number.isNaN(columns.d[i] as number))
    listed[i] = isCounted || isOwn ? 1 : 0
  }
  listed[all] = 1
}

/** Reads a period into a reading: numerators, denominators of the year of its last day, values, intervals, statuses. */
export function readSpan(block: PrefixBlock, reading: Reading, span: Span): void {
  const { view, columns } = reading
  subtract(view.numerator, span, columns.n)
  if (view.denominator) subtract(view.denominator, span, columns.d)
  else if (view.figures) {
    const year = block.years.indexOf(lastYear(block, span))
    const row = Math.max(0, year) * columns.d.length
    for (let i = 0; i < columns.d.length; i++) columns.d[i] = view.figures[row + i] as number
  }
  fillValues(columns, reading.indicator)
  fillListed(reading, span)
}

/** The last day of a period is the one before its second edge. */
function lastYear({ edges }: PrefixBlock, { to }: Span): number {
  const edge = edges[to] ?? ''
  const year = Number(edge.slice(0, 4))
  return edge.endsWith('-01-01') ? year - 1 : year
}

const edgeNumbers = new WeakMap<readonly string[], Float64Array>()

/** Edges as days since 1970-01-01. */
export function edgeDays(edges: readonly string[]): Float64Array {
  const known = edgeNumbers.get(edges) ?? Float64Array.from(edges, dayNumber)
  edgeNumbers.set(edges, known)
  return known
}

/** The edge nearest to a day, which may be a fraction. */
export function nearestEdge(edges: readonly string[], day: number): number {
  const days = edgeDays(edges)
  let low = 0
  let high = days.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((days[middle] as number) <= day) low = middle
    else high = middle
  }
  return day - (days[low] as number) <= (days[high] as number) - day ? low : high
}

/** The span of a period; null unless it goes from edge to edge. */
export function spanOf(edges: readonly string[], from: string, to: string): Span | null {
  const days = edgeDays(edges)
  const [first, last] = [dayNumber(from), dayNumber(to) + 1]
  const span = { from: nearestEdge(edges, first), to: nearestEdge(edges, last) }
  return days[span.from] === first && days[span.to] === last && span.from < span.to ? span : null
}

const named = (code: string) => ({ zh: code, en: code })
const orNull = (value: number | undefined) => (value === undefined || !Number.isFinite(value) ? null : value)

/** A reading as the answer to the same question; with an earlier one, what changed since. */
export function answerOf(
  reading: Reading,
  about: Pick<AnswerBody, 'snapshot' | 'period' | 'compared'>,
  earlier?: Reading,
): AnswerBody {
  const { view, indicator, columns } = reading
  const all = view.codes.length
  const isWhole = view.dimension === 'whole'
  const rows = isWhole ? [all] : view.codes.flatMap((_, i) => (reading.listed[i] === 1 ? [i] : []))
  const then = (i: number) => earlier?.columns.value[i] ?? Number.NaN
  const change = (i: number) => changeOf(indicator, columns.value[i] ?? Number.NaN, then(i))
  const pick = (column: Float64Array) => rows.map((i) => orNull(column[i]))
  const statusAt = (i: number) => COLUMN_STATUSES[columns.status[i] ?? 0] ?? 'ok'
  return {
    ...about,
    query: {},
    rows: rows.length,
    keys: isWhole
      ? []
      : [
          {
            dimension: view.dimension,
            codes: rows.map((i) => view.codes[i] ?? null),
            labels: rows.map((i) => view.labels[i] ?? named(view.codes[i] ?? '')),
          },
        ],
    series: [
      {
        indicator: indicator.id,
        numerator: pick(columns.n),
        denominator: pick(columns.d),
        value: pick(columns.value),
        low: pick(columns.low),
        high: pick(columns.high),
        status: rows.map(statusAt),
        ...(earlier ? { before: rows.map((i) => orNull(then(i))), change: rows.map((i) => orNull(change(i))) } : {}),
      },
    ],
    total: [
      {
        indicator: indicator.id,
        numerator: orNull(columns.n[all]),
        denominator: orNull(columns.d[all]),
        value: orNull(columns.value[all]),
        low: orNull(columns.low[all]),
        high: orNull(columns.high[all]),
        status: statusAt(all),
        ...(earlier ? { before: orNull(then(all)), change: orNull(change(all)) } : {}),
      },
    ],
    notes: [],
  }
}

/** Count and figure of the named classes together; a class without a figure adds none. */
function sideOf({ view, columns }: Reading, ...classes: string[]): [number, number] {
  let [n, d] = [0, Number.NaN]
  for (const [i, code] of view.codes.entries()) {
    if (code === null || !classes.includes(code)) continue
    n += columns.n[i] ?? 0
    const figure = columns.d[i] ?? Number.NaN
    if (!Number.isNaN(figure)) d = Number.isNaN(d) ? figure : d + figure
  }
  return [n, d]
}

/** Urban against rural from a breakdown by class, the fringe among the urban. */
export const gapOf = (gap: Indicator, reading: Reading): Value =>
  gapValue(gap, reading.indicator, sideOf(reading, 'urban', 'fringe'), sideOf(reading, 'rural'))
