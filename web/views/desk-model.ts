import type { AnswerBody } from '../../api/schema/answer.ts'
import type { Indicator, Label, Status } from '../../warehouse/catalog/types.ts'
import { isComparable, type Side, sideOf } from '../text/sentence.ts'

/** One area of a ranking. `excess`: cases beyond what the whole's rate predicts, null where the indicator has no rate. */
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
  side: Side
}

const RATES: readonly Indicator['kind'][] = ['rate', 'proportion']

/** Rows of an answer by area against the value of the whole, in the order of the answer. */
export function areaRows(answer: AnswerBody, whole: AnswerBody | null, kind: Indicator['kind']): AreaRow[] {
  const series = answer.series[0]
  const key = answer.keys[0]
  if (!series || !key) return []
  const total = (whole ?? answer).total[0]
  const share = total?.numerator && total.denominator ? total.numerator / total.denominator : null
  return key.codes.flatMap((code, i): AreaRow[] => {
    if (code === null) return []
    const n = series.numerator[i] ?? null
    const denominator = series.denominator[i] ?? null
    const low = series.low[i] ?? null
    const high = series.high[i] ?? null
    const canExceed = RATES.includes(kind) && n !== null && denominator !== null && share !== null
    return [
      {
        code,
        label: key.labels[i] ?? { zh: code, en: code },
        n,
        denominator,
        value: series.value[i] ?? null,
        low,
        high,
        before: series.before?.[i] ?? null,
        status: (series.status[i] ?? 'missing') as Status,
        excess: canExceed ? n - denominator * share : null,
        side: isComparable(kind) ? sideOf(low, high, total?.value ?? null) : 'unclear',
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

/** The areas a map's title may name: clearly above the whole, at most three, those with the highest values. */
export const clearlyHigh = (rows: readonly AreaRow[]): AreaRow[] =>
  byValue(rows.filter((row) => row.side === 'above')).slice(0, 3)
