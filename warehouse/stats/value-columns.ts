import type { Indicator, Status } from '../catalog/types.ts'
import { poissonInterval, wilson } from './intervals.ts'
import { FEWEST_EVENTS } from './values.ts'

/** Positions in `ValueColumns.status`. */
export const COLUMN_STATUSES = ['ok', 'unreliable', 'zero_denominator', 'missing'] as const satisfies readonly Status[]
const [OK, UNRELIABLE, ZERO_DENOMINATOR, MISSING] = [0, 1, 2, 3]

/** Values of many rows; `n` and `d` are given, the others filled. NaN where there is none, with the reason in `status`. */
export interface ValueColumns {
  n: Float64Array
  d: Float64Array
  value: Float64Array
  low: Float64Array
  high: Float64Array
  status: Uint8Array
}

export const valueColumns = (rows: number): ValueColumns => ({
  n: new Float64Array(rows),
  d: new Float64Array(rows).fill(Number.NaN),
  value: new Float64Array(rows),
  low: new Float64Array(rows),
  high: new Float64Array(rows),
  status: new Uint8Array(rows),
})

/** Poisson intervals of the counts met so far; those above are worked out each time. */
const KEPT = 1 << 16
const lows = new Float64Array(KEPT).fill(-1)
const highs = new Float64Array(KEPT)

function keep(count: number): void {
  const [low, high] = poissonInterval(count)
  lows[count] = low
  highs[count] = high
}

function without(columns: ValueColumns, i: number, status: number): void {
  columns.value[i] = Number.NaN
  columns.low[i] = Number.NaN
  columns.high[i] = Number.NaN
  columns.status[i] = status
}

function fillPoisson(columns: ValueColumns, i: number, per: number): void {
  const n = columns.n[i] as number
  if (n < KEPT) {
    if ((lows[n] as number) < 0) keep(n)
    columns.low[i] = (lows[n] as number) * per
    columns.high[i] = (highs[n] as number) * per
    return
  }
  const [low, high] = poissonInterval(n)
  columns.low[i] = low * per
  columns.high[i] = high * per
}

function fillWilson(columns: ValueColumns, i: number, scale: number): void {
  const [low, high] = wilson(columns.n[i] as number, columns.d[i] as number)
  columns.low[i] = low * scale
  columns.high[i] = high * scale
}

/** The values of `plainValue` for whole counts, row by row, without making anything anew. */
export function fillValues(columns: ValueColumns, { kind, interval, scale, minimum }: Indicator): void {
  const { n, d, value, low, high, status } = columns
  const isCount = kind === 'count'
  const isPoisson = interval === 'poisson'
  const isWilson = interval === 'wilson'
  const marksFew = isPoisson && kind === 'rate'
  for (let i = 0; i < n.length; i++) {
    const count = n[i] as number
    const over = d[i] as number
    if (!isCount && Number.isNaN(over)) {
      without(columns, i, MISSING)
      continue
    }
    if (!isCount && over === 0) {
      without(columns, i, ZERO_DENOMINATOR)
      continue
    }
    value[i] = isCount ? count * scale : (scale * count) / over
    if (isPoisson) fillPoisson(columns, i, isCount ? 1 : scale / over)
    else if (isWilson) fillWilson(columns, i, scale)
    else {
      low[i] = Number.NaN
      high[i] = Number.NaN
    }
    const isUnsure = marksFew ? count > 0 && count < FEWEST_EVENTS : isWilson && over < minimum
    status[i] = isUnsure ? UNRELIABLE : OK
  }
}
