import type { Answer, Period, Series } from '../answer/types.ts'
import type { City } from '../catalog/city.ts'
import type { BreakEntry } from '../catalog/snapshot-catalog.ts'
import type { Indicator } from '../catalog/types.ts'
import type { Engine } from '../engine/engine.ts'
import type { QueryInput } from '../query/spec.ts'
import { niceBreaks } from './nice-breaks.ts'

export type Ask = (input: QueryInput) => Promise<Answer>

const DAY_MS = 86_400_000
/** Days of the period a face opens with: a rate per day is rounded so that the legend of such a period is. */
const USUAL_DAYS = 90
const FEWEST = 14
const EXPECTED_CASES = 5

/** Days in a period, both ends counted. */
export const daysIn = (period: Period): number => (Date.parse(period.to) - Date.parse(period.from)) / DAY_MS + 1

/** The last calendar year the data covers from its first day to its last; without one, the last 365 days. */
export function breakPeriod(dataFrom: string, dataTo: string): Period {
  const endYear = Number(dataTo.slice(0, 4))
  const year = dataTo.endsWith('-12-31') ? endYear : endYear - 1
  if (`${year}-01-01` >= dataFrom) return { from: `${year}-01-01`, to: `${year}-12-31` }
  const from = new Date(Date.parse(dataTo) - 364 * DAY_MS).toISOString().slice(0, 10)
  return { from: from > dataFrom ? from : dataFrom, to: dataTo }
}

/** Cases pile up with the days shown; a share, a price or a stock does not. */
function growsWithDays(indicator: Indicator): boolean {
  const overCases = indicator.denominator?.from === 'cases'
  return indicator.numerator?.from === 'cases' && !overCases && ['count', 'rate'].includes(indicator.kind)
}

/** Values that rest on enough: for rates, places where at least five cases would be expected at the city's rate. */
function steadyValues(indicator: Indicator, series: Series): number[] {
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
  series: Series,
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

/** A question that an indicator does not answer leaves it without breaks; any other failure is a failure. */
function unaskable(cause: unknown): null {
  if (cause instanceof Error && cause.name === 'QuestionError') return null
  throw cause
}

/** Asks for several indicators at once; where one of them cannot be asked by this dimension, for each alone. */
async function answers(ask: Ask, indicators: Indicator[], question: Omit<QueryInput, 'indicators'>): Promise<Series[]> {
  const series: Series[] = []
  for (let i = 0; i < indicators.length; i += 8) {
    const ids = indicators.slice(i, i + 8).map((indicator) => indicator.id)
    const together = await ask({ ...question, indicators: ids }).catch(unaskable)
    if (together) series.push(...together.series)
    else {
      for (const id of ids) {
        const alone = await ask({ ...question, indicators: [id] }).catch(unaskable)
        series.push(...(alone?.series ?? []))
      }
    }
  }
  return series
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
  let rows = 0
  for (const dimension of dimensions(city, levels, located.rows > 0)) {
    const wanted = dimension.startsWith('cell:') ? classed.filter((i) => i.numerator?.from === 'cases') : classed
    for (const series of await answers(ask, wanted, { ...period, by: [dimension] })) {
      const indicator = classed.find((one) => one.id === series.indicator)
      const entry = indicator && breaksOf(indicator, series, period)
      if (!entry) continue
      await engine.exec({
        text: 'insert into breaks values (?, ?, ?, ?)',
        values: [series.indicator, dimension, entry.per_day, JSON.stringify(entry.breaks)],
      })
      rows++
    }
  }
  return rows
}
