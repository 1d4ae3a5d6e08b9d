import type { CustomSeriesOption } from 'echarts/charts'
import type { ChartInk } from './ink.ts'
import { bandSeries } from './interval-band.ts'

/** What may come, after the last value that is whole. Columns as those of the trend, NaN before. */
export interface TrendAhead {
  name: string
  value: Float64Array
  band80: { low: Float64Array; high: Float64Array }
  band95: { low: Float64Array; high: Float64Array }
}

/** The wider band below the narrower, both in grey: what is expected, not what was seen. */
export const aheadBands = (at: Float64Array, { band80, band95 }: TrendAhead, ink: ChartInk): CustomSeriesOption[] =>
  [band95, band80].map(({ low, high }) => bandSeries(at, low, high, ink.ink3, 0.2))

/** The line of what may come, joined to the last value before it. */
export function joined({ value }: TrendAhead, seen: Float64Array): Float64Array {
  const first = value.findIndex(Number.isFinite)
  const line = Float64Array.from(value)
  if (first > 0) line[first - 1] = seen[first - 1] ?? Number.NaN
  return line
}

/** The cells of a row: value and both bands. */
export function aheadCells({ value, band80, band95 }: TrendAhead, i: number, say: (v: number) => string): string[] {
  const span = ({ low, high }: TrendAhead['band80']) =>
    Number.isFinite(low[i]) ? `${say(low[i] as number)}–${say(high[i] as number)}` : ''
  return [Number.isFinite(value[i]) ? say(value[i] as number) : '', span(band80), span(band95)]
}
