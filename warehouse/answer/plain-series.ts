import type { Indicator, Status } from '../catalog/types.ts'
import { type Interval, poissonInterval } from '../stats/intervals.ts'
import { STATUS_CODES } from '../catalog/words.ts'
import type { Series } from './types.ts'
import { isFew, plainValue } from '../stats/values.ts'

/** Counts whose interval is remembered. */
const MOST_KNOWN = 2 ** 16
const lows = new Float64Array(MOST_KNOWN).fill(Number.NaN)
const highs = new Float64Array(MOST_KNOWN)

function remember(count: number): void {
  const [low, high]: Interval = poissonInterval(count)
  lows[count] = low
  highs[count] = high
}

const isKnown = (count: number) => count < MOST_KNOWN && Number.isInteger(count)

export type CodedSeries = Series & { statusCodes: Uint8Array }

const UNRELIABLE = STATUS_CODES.indexOf('unreliable')

type Intervals = Pick<Series, 'low' | 'high'>

/** All values as they should be, to begin with; names of statuses and intervals are made when they are first read. */
function lazily(parts: Omit<Series, 'status' | 'statusCodes' | keyof Intervals>, make: () => Intervals): CodedSeries {
  let status: Status[] | undefined
  let intervals: Intervals | undefined
  const statusCodes = new Uint8Array(parts.value.length)
  return {
    ...parts,
    statusCodes,
    get status() {
      status ??= Array.from(statusCodes, (code) => STATUS_CODES[code] as Status)
      return status
    },
    get low() {
      intervals ??= make()
      return intervals.low
    },
    get high() {
      intervals ??= make()
      return intervals.high
    },
  }
}

/** As many as needed of a column without a value, nobody writes into it. */
let noValues = new Float64Array()

function noneOf(rows: number): Float64Array {
  if (noValues.length < rows) noValues = new Float64Array(rows).fill(Number.NaN)
  return noValues.subarray(0, rows)
}

/**
 * `plainValue` of counts over all rows; without `denominators` the indicator is a count. Both lists become columns of the series and
 * are its own.
 */
export function plainSeries(
  indicator: Indicator,
  numerator: Float64Array,
  denominators: Float64Array | null,
): CodedSeries {
  const rows = numerator.length
  if (indicator.kind === 'count' && indicator.interval === 'poisson') return countSeries(indicator, numerator)
  const intervals = { low: new Float64Array(rows), high: new Float64Array(rows) }
  const denominator = denominators ?? new Float64Array(rows).fill(Number.NaN)
  const parts = { indicator: indicator.id, numerator, denominator, value: new Float64Array(rows) }
  const series = lazily(parts, () => intervals)
  fillOthers(indicator, series)
  return series
}

function countSeries({ id, scale }: Indicator, numerator: Float64Array): CodedSeries {
  // A count of cases is its own value.
  const value = scale === 1 ? numerator : numerator.map((n) => n * scale)
  return lazily({ indicator: id, numerator, denominator: noneOf(numerator.length), value }, () =>
    intervalsOf(numerator),
  )
}

/** Whether `wholeSeries` can stand for an indicator. */
export const isWholeCount = ({ kind, interval, scale }: Indicator): boolean =>
  kind === 'count' && interval === 'poisson' && scale === 1

/** The series of an indicator that is its own count of cases; lists of doubles are made when they are first read. */
export function wholeSeries(indicator: Indicator, counts: Uint32Array): Series {
  const statusCodes = new Uint8Array(counts.length)
  let known: CodedSeries | undefined
  const made = () => {
    known ??= countSeries(indicator, new Float64Array(counts))
    return known
  }
  return {
    indicator: indicator.id,
    counts,
    statusCodes,
    denominator: noneOf(counts.length),
    get numerator() {
      return made().numerator
    },
    get value() {
      return made().value
    },
    get low() {
      return made().low
    },
    get high() {
      return made().high
    },
    get status() {
      return made().status
    },
  }
}

function intervalsOf(counts: Float64Array): Intervals {
  const [low, high] = [new Float64Array(counts.length), new Float64Array(counts.length)]
  for (let i = 0; i < counts.length; i++) {
    const n = counts[i] as number
    if (isKnown(n)) {
      if (Number.isNaN(lows[n])) remember(n)
      low[i] = lows[n] as number
      high[i] = highs[n] as number
    } else [low[i], high[i]] = Number.isNaN(n) ? [n, n] : (poissonInterval(n) as [number, number])
  }
  return { low, high }
}

function fillOthers(indicator: Indicator, series: CodedSeries): void {
  const { numerator, denominator, value, low, high, statusCodes } = series
  const isRate = indicator.kind === 'rate' && indicator.interval === 'poisson'
  const { scale } = indicator
  for (let i = 0; i < numerator.length; i++) {
    const n = numerator[i] as number
    const d = denominator[i] as number
    if (isRate && d > 0 && isKnown(n)) {
      if (Number.isNaN(lows[n])) remember(n)
      const per = scale / d
      value[i] = (scale * n) / d
      low[i] = (lows[n] as number) * per
      high[i] = (highs[n] as number) * per
      if (isFew(n)) statusCodes[i] = UNRELIABLE
    } else setRow(series, i, plainValue(indicator, n, d))
  }
}

/** Puts one value in its row. */
export function setRow(series: CodedSeries, i: number, value: ReturnType<typeof plainValue>): void {
  series.numerator[i] = value.numerator
  series.denominator[i] = value.denominator
  series.value[i] = value.value
  series.low[i] = value.low
  series.high[i] = value.high
  series.statusCodes[i] = STATUS_CODES.indexOf(value.status)
}
