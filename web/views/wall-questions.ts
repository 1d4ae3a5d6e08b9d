import { askable } from '../state/published.ts'
import { addDays } from '../text/dates.ts'
import type { Question } from '../data/client.ts'
import type { CatalogBody } from '../../api/schema/catalog.ts'

export const WALL_PARTS = ['days', 'month', 'spark', 'lead', 'ranking', 'classes', 'kinds', 'stock'] as const
export type WallPart = (typeof WALL_PARTS)[number]

/** Days drawn in the trend, and days before them that its usual range needs. */
export const TREND_DAYS = 90
const RANGE_DAYS = 56
/** Years drawn where months are published. */
const TREND_YEARS = 3
export const SPARK_DAYS = 35
const MONTH_DAYS = 30
const MOST_INDICATORS = 8
const FEW_GROUPS = 4

/** People and homes: what a city has that keeps no record of how cases are handled. */
export const STOCK = ['residents', 'population_density', 'aged_share', 'dwellings', 'vacancy_rate'] as const

/** What areas are compared by, the most wanted first. Counts are never compared: a large area has more of everything. */
export function rankable(catalog: CatalogBody): string[] {
  const wanted = ['on_time_rate', catalog.city.default_indicator, 'median_hours_to_close', 'population_density']
  const rest = ['aged_share', 'vacancy_rate', 'case_density', 'case_rate']
  return [...new Set([...wanted, ...rest])].filter(
    (id) => catalog.indicators.find((each) => each.id === id)?.unit !== 'cases',
  )
}

/** Groups of categories, or the categories themselves where there are hardly any groups. */
function kindsDimension(catalog: CatalogBody): string {
  const count = (id: string) => catalog.dimensions.find((dimension) => dimension.id === id)?.members?.length ?? 0
  return count('category_group') < FEW_GROUPS && count('category') > count('category_group')
    ? 'category'
    : 'category_group'
}

/** The level leaders speak of: the one with the fewest areas, but at least three; else the city's own choice. */
export function leadersLevel(catalog: CatalogBody): string {
  const several = catalog.levels.filter((level) => level.n >= 3 && level.has_geometry).toSorted((a, b) => a.n - b.n)
  return several[0]?.id ?? catalog.city.default_level
}

/** Every question the wall asks of a snapshot; all windows end on the last day the data covers. */
export function wallQuestions(catalog: CatalogBody): Record<WallPart, Question> {
  const to = catalog.snapshot.data_to
  const back = (days: number) => addDays(to, 1 - days)
  const known = (ids: string[]) => [...new Set(ids)].filter((id) => catalog.indicators.some((i) => i.id === id))
  const lead = catalog.city.default_indicator
  const quarter = askable(catalog, { from: back(TREND_DAYS), to })
  const month = askable(catalog, { from: back(MONTH_DAYS), to })
  return {
    days: catalog.published
      ? { indicators: ['case_count'], by: ['month'], ...askable(catalog, { from: back(TREND_YEARS * 365), to }) }
      : { indicators: ['case_count'], by: ['day'], from: back(TREND_DAYS + RANGE_DAYS), to },
    month: {
      ...month,
      indicators: known(['on_time_rate', 'satisfaction_rate', 'callback_coverage', 'open_backlog']),
      compare: 'year',
    },
    spark: {
      indicators: known(['on_time_rate', 'satisfaction_rate', 'open_backlog']),
      by: ['day'],
      from: back(SPARK_DAYS),
      to,
    },
    lead: { ...quarter, indicators: known([lead, 'median_hours_to_close', 'case_count']), compare: 'year' },
    ranking: {
      ...quarter,
      indicators: known([lead, ...rankable(catalog)]).slice(0, MOST_INDICATORS),
      by: [`area:${leadersLevel(catalog)}`],
    },
    classes: { ...quarter, indicators: known([lead, 'on_time_rate', 'median_hours_to_close']), by: ['urban_class'] },
    kinds: { ...quarter, indicators: ['case_count'], by: [kindsDimension(catalog)], compare: 'year' },
    stock: { ...quarter, indicators: known([...STOCK]) },
  }
}

/** What the map shows in turn: the city's own indicator over all, then over each group of categories. */
export interface Slide {
  indicator: string
  group: string | null
}

export function wallSlides(catalog: CatalogBody): Slide[] {
  const indicator = catalog.city.default_indicator
  const groups = catalog.dimensions.find((d) => d.id === 'category_group')?.members ?? []
  const perCase = catalog.indicators.find((i) => i.id === indicator)?.numerator?.from === 'cases'
  return [
    { indicator, group: null },
    ...(perCase ? groups.slice(0, 7).map((member) => ({ indicator, group: member.code })) : []),
  ]
}
