import type { DimensionId, Label, Status } from '../catalog/types.ts'

/** Inclusive calendar days in the city's time zone, ISO `YYYY-MM-DD`. */
export interface Period {
  from: string
  to: string
}

/** ISO days from which and before which an area holds; null: at all times on that side. */
export interface Holds {
  valid_from: string | null
  valid_to: string | null
}

/**
 * One key column: `codes[i]` is the member of `dimension` in row i (null: unknown), `labels[i]` its name. `holds` is
 * there where boundaries change within the period: null for an area that holds on all of its days. Two areas of one
 * code follow one another in order of time.
 */
export interface KeyColumn {
  dimension: DimensionId
  codes: readonly (string | null)[]
  labels: readonly Label[]
  holds?: (Holds | null)[]
  /** Of cells: their H3 indexes. Codes and labels, their hexadecimal text, are made when they are first read. */
  cells?: BigUint64Array
}

/**
 * One indicator over all rows. Arrays have the length `rows` of the answer. NaN stands for "no value" in memory only:
 * `status` says why, and every format writes it as null.
 */
export interface Series {
  indicator: string
  numerator: Float64Array
  denominator: Float64Array
  value: Float64Array
  low: Float64Array
  high: Float64Array
  status: readonly Status[]
  /** Numerator and value as whole numbers, where they are a count of cases without a gap. */
  counts?: Uint32Array
  /** The same as places in `STATUS_CODES`, where `status` is only made when it is first read. */
  statusCodes?: Uint8Array
  /** With `compare`: value in the compared period, and relative change in percent (difference in points for percentages). */
  before?: Float64Array
  /** 95 % interval of `before`. */
  beforeLow?: Float64Array
  beforeHigh?: Float64Array
  change?: Float64Array
  /** With `smooth`, rates of counted events only: the rate drawn to that of all rows. */
  smoothed?: Float64Array
}

/** One indicator over the members of one dimension, without interval; else as `Series`. */
export type Measured = Pick<Series, 'indicator' | 'numerator' | 'denominator' | 'value'>

/** Indicators by one dimension: an area level or a cell resolution. */
export interface MeasuredBy {
  dimension: string
  indicators: readonly string[]
}

export interface Answer {
  snapshot: string
  period: Period
  compared: Period | null
  rows: number
  keys: KeyColumn[]
  series: Series[]
  /** The same indicators over the whole selection, recomputed from components (arrays of length 1). */
  total: Series[]
  notes: Label[]
}
