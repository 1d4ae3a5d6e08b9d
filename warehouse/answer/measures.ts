import type { Indicator } from '../catalog/types.ts'
import type { KeyColumn, Series } from './types.ts'
import { changeOf } from '../stats/values.ts'

/** What an answer says over the dimensions of a scope. */
export interface Measures {
  rows: number
  /** One a dimension, in its order. */
  keys: KeyColumn[]
  series: Series[]
  /** The same of all rows together, where that is but their sum. */
  whole?: Series[]
  /** Years of figures that stand in for the period, ascending. */
  years: number[]
}

/** A series beside the values and intervals of the compared period. */
export function compared(
  series: Series,
  indicator: Indicator,
  { value: before, low, high }: Pick<Series, 'value' | 'low' | 'high'>,
): Series {
  const change = series.value.map((value, i) => changeOf(indicator, value, before[i] ?? Number.NaN))
  return { ...series, before, beforeLow: low, beforeHigh: high, change }
}
