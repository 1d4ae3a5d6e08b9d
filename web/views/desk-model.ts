import type { AnswerBody } from '../../api/schema/answer.ts'
import type { Indicator, Label, Status } from '../../warehouse/catalog/types.ts'
import type { Standing } from '../../warehouse/stats/benchmark.ts'
import { type Benchmark, benchmarkFor, standingIn } from '../text/benchmark.ts'

/**
 * One area of a ranking. `excess`: cases beyond what the benchmark's rate predicts, null where the indicator has no rate;
 * `standing` against the benchmark, null where there is nothing to compare.
 */
export interface AreaRow {
  code: string
  label: Label
  n: number | null
  denominator: number | null
  value: number | null
  low: number | null
  high: number | null
  before: number | null
  status: Status
  excess: number | null
  standing: Standing | 'itself' | null
  /** The value it is held against. */
  reference: number | null
}

const RATES: readonly Indicator['kind'][] = ['rate', 'proportion']

/** Rows of an answer by area, held against a benchmark where there is one, in the order of the answer. */
export function areaRows(answer: AnswerBody, benchmark: Benchmark | null, { kind, scale }: Indicator): AreaRow[] {
  const series = answer.series[0]
  const key = answer.keys[0]
  if (!series || !key) return []
  return key.codes.flatMap((code, i): AreaRow[] => {
    if (code === null) return []
    const n = series.numerator[i] ?? null
    const denominator = series.denominator[i] ?? null
    const own = benchmark && benchmarkFor(benchmark, code)
    const expected = own && RATES.includes(kind) ? own.value / scale : null
    const isItself = own !== null && own.code === code
    return [
      {
        code,
        label: key.labels[i] ?? { zh: code, en: code },
        n,
        denominator,
        value: series.value[i] ?? null,
        low: series.low[i] ?? null,
        high: series.high[i] ?? null,
        before: series.before?.[i] ?? null,
        status: (series.status[i] ?? 'missing') as Status,
        excess: n === null || denominator === null || expected === null ? null : n - denominator * expected,
        standing: own === null ? null : isItself ? 'itself' : standingIn(series, i, own),
        reference: own?.value ?? null,
      },
    ]
  })
}

const descending = (of: (row: AreaRow) => number | null) => (a: AreaRow, b: AreaRow) =>
  (of(b) ?? Number.NEGATIVE_INFINITY) - (of(a) ?? Number.NEGATIVE_INFINITY)

/** By excess where there is one, else by value; those without a number last. */
export const byExcess = (rows: readonly AreaRow[]): AreaRow[] =>
  rows.toSorted(descending(rows.some((row) => row.excess !== null) ? (row) => row.excess : (row) => row.value))

export const byValue = (rows: readonly AreaRow[]): AreaRow[] => rows.toSorted(descending((row) => row.value))

/** The areas a map's title may name: clearly above the benchmark, at most three, those with the highest values. */
export const clearlyHigh = (rows: readonly AreaRow[]): AreaRow[] =>
  byValue(rows.filter((row) => row.standing === 'above')).slice(0, 3)
