import type { Answer, KeyColumn, Series } from '../../warehouse/answer/types.ts'
import type { AnswerBody } from '../schema/answer.ts'

/** A number as every format writes it: null where there is none. */
export const orNull = (value: number | undefined): number | null =>
  value === undefined || !Number.isFinite(value) ? null : value

const list = (values: Float64Array): (number | null)[] => Array.from(values, orNull)

/** The answer as plain JSON; `query` is echoed in its canonical form. */
export function toJson(answer: Answer, query: AnswerBody['query']): AnswerBody {
  return {
    snapshot: answer.snapshot,
    query,
    period: answer.period,
    compared: answer.compared,
    rows: answer.rows,
    keys: answer.keys.map(toKey),
    series: answer.series.map((series) => ({
      indicator: series.indicator,
      numerator: list(series.numerator),
      denominator: list(series.denominator),
      value: list(series.value),
      low: list(series.low),
      high: list(series.high),
      status: [...series.status],
      ...(series.before ? { before: list(series.before) } : {}),
      ...(series.beforeLow ? { before_low: list(series.beforeLow) } : {}),
      ...(series.beforeHigh ? { before_high: list(series.beforeHigh) } : {}),
      ...(series.change ? { change: list(series.change) } : {}),
      ...(series.smoothed ? { smoothed: list(series.smoothed) } : {}),
    })),
    total: answer.total.map(toTotal),
    notes: answer.notes,
  }
}

const toKey = ({ dimension, codes, labels, holds }: KeyColumn): AnswerBody['keys'][number] => ({
  dimension,
  codes: [...codes],
  labels: [...labels],
  ...(holds ? { holds } : {}),
})

/** The first row of a series as scalars. */
export function toTotal(series: Series): AnswerBody['total'][number] {
  return {
    indicator: series.indicator,
    numerator: orNull(series.numerator[0]),
    denominator: orNull(series.denominator[0]),
    value: orNull(series.value[0]),
    low: orNull(series.low[0]),
    high: orNull(series.high[0]),
    status: series.status[0] ?? 'missing',
    ...(series.before ? { before: orNull(series.before[0]) } : {}),
    ...(series.change ? { change: orNull(series.change[0]) } : {}),
  }
}
