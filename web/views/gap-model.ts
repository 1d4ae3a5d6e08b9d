import type { GapBody, PillarsBody } from '../../api/schema/gap.ts'
import type { CatalogBody } from '../../api/schema/catalog.ts'
import type { Indicator, Pillar } from '../../warehouse/catalog/types.ts'
import type { GapLine, GapTrendInput } from '../charts/gap-trend.ts'
import { formatDay } from '../text/dates.ts'
import { gapWord, middleWord } from '../text/gap-words.ts'
import type { Language } from '../text/language.ts'
import { formatNumber } from '../text/numbers.ts'

type Point = GapBody['trend']['points'][number]
type Estimate = Point['difference']

/** Large figures need no decimals: 71,500 yuan, 12.3 %. */
export const decimalsOf = (indicator: Indicator, value: number): number =>
  Math.abs(value) >= 1000 ? 0 : Math.max(indicator.decimals, Math.abs(value) < 10 && value % 1 !== 0 ? 1 : 0)

export const formatOf = (indicator: Indicator) => (value: number) => formatNumber(value, decimalsOf(indicator, value))

/** Which kind of classes the answer rests on. */
export const kindOf = (body: GapBody) =>
  body.classifications.find(({ id }) => id === body.classification)?.kind ?? 'code'

const column = (points: readonly Point[], of: (point: Point) => number | null) =>
  Float64Array.from(points, (point) => of(point) ?? Number.NaN)

function lineOf(points: readonly Point[], name: string, of: (point: Point) => Estimate): GapLine {
  return {
    name,
    value: column(points, (point) => of(point).value),
    low: column(points, (point) => of(point).low),
    high: column(points, (point) => of(point).high),
  }
}

/** A step by its last day: the year of published figures, else the month or the day that ends it. */
export function stepName(
  point: Pick<Point, 'from' | 'to'>,
  grain: GapBody['trend']['grain'],
  language: Language,
): string {
  const { from, to } = point
  if (grain === 'year' && from.endsWith('-01-01') && to.endsWith('-12-31')) return to.slice(0, 4)
  if (grain === 'month') return to.slice(0, 7)
  return language === 'zh' ? `至 ${to.slice(0, 7)}` : `to ${formatDay(to, language, true).replace(/^\d+ /, '')}`
}

/** The trend as the chart draws it; null when no step has both sides. */
export function trendInputOf(
  body: GapBody,
  indicator: Indicator,
  language: Language,
  ticks: number,
): GapTrendInput | null {
  const { points, grain } = body.trend
  if (points.every(({ difference }) => difference.value === null)) return null
  const at = Float64Array.from(points, ({ to }) => Date.parse(`${to}T00:00:00Z`))
  const kind = kindOf(body)
  const word = (name: Parameters<typeof gapWord>[0]) => gapWord(name, language)
  const hasMiddle = body.classes.some(({ id }) => id === 'middle')
  const hasOwn = points.some(({ ownDifference }) => ownDifference !== null)
  const own = column(points, ({ ownDifference }) => ownDifference)
  const none = own.map(() => Number.NaN)
  return {
    at,
    urban: lineOf(points, word('urban'), ({ urban }) => urban),
    middle: hasMiddle ? lineOf(points, middleWord(kind, language), ({ middle }) => middle) : null,
    rural: lineOf(points, word('rural'), ({ rural }) => rural),
    difference: lineOf(points, word('difference'), ({ difference }) => difference),
    own: hasOwn ? { name: word('ownClasses'), value: own, low: none, high: none } : null,
    ratio: lineOf(points, word('ratio'), ({ ratio }) => ratio),
    formatValue: formatOf(indicator),
    formatTick: (value) => formatNumber(value, Number.isInteger(value) ? 0 : Math.abs(value) < 1 ? 2 : 1),
    formatRatio: (value) => formatNumber(value, 2),
    formatAt: (instant) => {
      const point = points[at.indexOf(instant)]
      return point ? stepName(point, grain, language) : ''
    },
    ticks,
  }
}

/** Six distances from the whole at which the map changes colour: percent of it, or points where values are percentages. */
export function mapBreaks(indicator: Indicator): number[] {
  const far = indicator.unit === 'percent' ? [15, 5, 2] : [50, 25, 10]
  return [...far.map((edge) => -edge), ...far.toReversed()]
}

/** How far a value lies from the whole, in the unit of `mapBreaks`. */
export function distanceFrom(indicator: Indicator, whole: number | null): (value: number) => number {
  if (indicator.unit === 'percent') return (value) => value - (whole ?? value)
  return (value) => (whole ? 100 * (value / whole - 1) : 0)
}

export interface PillarView {
  pillar: Pillar
  /** First of its pillar: the name is said once. */
  isFirst: boolean
  indicator: Indicator
  row: PillarsBody['rows'][number]
}

/** Rows of the pillars whose indicators the catalog knows. */
export function pillarViews(body: PillarsBody, indicators: readonly Indicator[]): PillarView[] {
  const known = body.rows.flatMap((row) => {
    const indicator = indicators.find(({ id }) => id === row.indicator)
    const isAbsent = row.urban.value === null && row.rural.value === null
    return indicator && !isAbsent ? [{ row, indicator, pillar: row.pillar }] : []
  })
  return known.map((each, i) => ({ ...each, isFirst: known[i - 1]?.pillar !== each.pillar }))
}

/** Ends of the axis of ratios that all rows share, as logarithms, even about 1 and never tighter than ±10 %. */
export function ratioDomain(rows: readonly PillarsBody['rows'][number][]): [number, number] {
  const far = rows.flatMap(({ ratio }) => [ratio.value, ratio.low, ratio.high])
  const logs = far.flatMap((value) => (value !== null && value > 0 ? [Math.abs(Math.log(value))] : []))
  const most = Math.min(Math.log(10), Math.max(Math.log(1.1), ...logs))
  return [-most, most]
}

/** The pillar row whose sides are furthest apart, as a ratio either way. */
export function widest(views: readonly PillarView[]): PillarView | null {
  const size = ({ row }: PillarView) =>
    row.ratio.value && row.ratio.value > 0 ? Math.abs(Math.log(row.ratio.value)) : 0
  return views.reduce<PillarView | null>((best, each) => (best && size(best) >= size(each) ? best : each), null)
}

/** Share of the gap that is alike for alike, 0–1; null where the parts pull against each other or there is no gap. */
export function likeShare(parts: GapBody['parts']): number | null {
  const [mix, like] = [parts?.composition.value ?? null, parts?.rate.value ?? null]
  if (mix === null || like === null || mix * like < 0 || mix + like === 0) return null
  return like / (mix + like)
}

/** A unit in few letters, for heads and beside numbers. */
export function shortUnit(catalog: CatalogBody, indicator: Indicator, language: Language): string {
  const unit: { short?: { zh: string; en: string } } | undefined = catalog.units[indicator.unit]
  return unit?.short?.[language] ?? ''
}
