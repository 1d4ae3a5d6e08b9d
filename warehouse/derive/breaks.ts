import type { Measured, Period } from '../answer/types.ts'
import type { City } from '../catalog/city.ts'
import type { BreakEntry } from '../catalog/snapshot-catalog.ts'
import type { Indicator } from '../catalog/types.ts'
import type { Engine, SqlValue } from '../engine/engine.ts'
import { niceBreaks } from './nice-breaks.ts'

/** Measures the indicators of each dimension over the period; one list of answers a dimension. */
export type Ask = (
  period: Period,
  asked: readonly { dimension: string; indicators: readonly string[] }[],
) => Promise<Measured[][]>

const DAY_MS = 86_400_000
/** Days of the period a face opens with: a rate per day is rounded so that the legend of such a period is. */
const USUAL_DAYS = 90
const FEWEST = 14
const EXPECTED_CASES = 5

/** Days in a period, both ends counted. */
export const daysIn = (period: Period): number => (Date.parse(period.to) - Date.parse(period.from)) / DAY_MS + 1

/** Cases pile up with the days shown; a share, a price or a stock does not. */
function growsWithDays(indicator: Indicator): boolean {
  const overCases = indicator.denominator?.from === 'cases'
  return indicator.numerator?.from === 'cases' && !overCases && ['count', 'rate'].includes(indicator.kind)
}

/** Values that rest on enough: for rates, places where at least five cases would be expected at the city's rate. */
function steadyValues(indicator: Indicator, series: Measured): number[] {
  const rows = [...series.value.keys()].filter((i) => Number.isFinite(series.value[i]))
  const valuesOf = (list: number[]) => list.map((i) => series.value[i] ?? Number.NaN)
  const sum = (column: Float64Array) => rows.reduce((total, i) => total + (column[i] || 0), 0)
  const rate = sum(series.numerator) / sum(series.denominator)
  const enough =
    indicator.kind === 'rate' ? EXPECTED_CASES / rate : indicator.kind === 'proportion' ? indicator.minimum : 0
  const steady = enough > 0 ? rows.filter((i) => (series.denominator[i] ?? 0) >= enough) : rows
  return valuesOf(steady.length >= FEWEST ? steady : rows)
}

/** The breaks of one indicator over the rows of an answer; null when there is nothing to class. */
export function breaksOf(
  indicator: Indicator,
  series: Measured,
  period: Period,
): Pick<BreakEntry, 'per_day' | 'breaks'> | null {
  const perDay = growsWithDays(indicator)
  const scale = perDay ? USUAL_DAYS / daysIn(period) : 1
  const breaks = niceBreaks(steadyValues(indicator, series).map((value) => value * scale))
  return breaks && { per_day: perDay, breaks: perDay ? breaks.map((value) => value / USUAL_DAYS) : breaks }
}

function dimensions(city: City, levels: Set<string>, hasCells: boolean): string[] {
  const { map, finest } = city.cells
  const cells = [map - 1, map, map + 1].filter((r) => r >= 0 && r <= finest).map((r) => `cell:${r}`)
  const areas = city.levels.filter((level) => levels.has(level.id)).map((level) => `area:${level.id}`)
  return [...(hasCells ? cells : []), ...areas]
}

/**
 * Fills `breaks`: six fixed class breaks an indicator and dimension, from a year of data, so that a colour means the
 * same whatever period or place is shown. Returns the rows.
 */
export async function deriveBreaks(
  engine: Engine,
  city: City,
  indicators: readonly Indicator[],
  ask: Ask,
  period: Period,
): Promise<number> {
  const many = await engine.query({ text: 'select level from area group by level having count(*) > 1' })
  const levels = new Set((many.columns.level ?? []) as string[])
  const located = await engine.query({ text: 'select cell from cases where cell is not null limit 1' })
  const classed = indicators.filter((indicator) => indicator.kind !== 'gap')
  const asked = dimensions(city, levels, located.rows > 0).map((dimension) => {
    const wanted = dimension.startsWith('cell:') ? classed.filter((i) => i.numerator?.from === 'cases') : classed
    return { dimension, indicators: wanted.map((indicator) => indicator.id) }
  })
  const answers = await ask(period, asked)
  const rows = asked.flatMap(({ dimension }, i) =>
    (answers[i] ?? []).flatMap((series): SqlValue[][] => {
      const indicator = classed.find((one) => one.id === series.indicator)
      const entry = indicator && breaksOf(indicator, series, period)
      return entry ? [[series.indicator, dimension, entry.per_day, JSON.stringify(entry.breaks)]] : []
    }),
  )
  if (rows.length > 0) {
    await engine.exec({
      text: `insert into breaks values ${rows.map(() => '(?, ?, ?, ?)').join(', ')}`,
      values: rows.flat(),
    })
  }
  return rows.length
}
