import type { CatalogBody } from '../../api/schema/catalog.ts'

/** A question to /api/query in the names of its parameters. */
export interface Question {
  indicators: string[]
  by?: string[]
  from: string
  to: string
  compare?: 'previous' | 'year'
  category_group?: string[]
}

export const WALL_PARTS = ['days', 'month', 'spark', 'stock', 'ranking', 'classes', 'kinds'] as const
export type WallPart = (typeof WALL_PARTS)[number]

const DAY_MS = 86_400_000

/** An ISO day moved by whole days. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** Days drawn in the trend, and days before them that its usual range needs. */
export const TREND_DAYS = 90
const RANGE_DAYS = 56
export const SPARK_DAYS = 35
const MONTH_DAYS = 30

/** Every question the wall asks of a snapshot; all windows end on the last day the data covers. */
export function wallQuestions(catalog: CatalogBody): Record<WallPart, Question> {
  const to = catalog.snapshot.data_to
  const back = (days: number) => addDays(to, 1 - days)
  const level = `area:${catalog.city.default_level}`
  return {
    days: { indicators: ['case_count'], by: ['day'], from: back(TREND_DAYS + RANGE_DAYS), to },
    month: {
      indicators: ['on_time_rate', 'satisfaction_rate', 'callback_coverage'],
      from: back(MONTH_DAYS),
      to,
      compare: 'year',
    },
    spark: {
      indicators: ['on_time_rate', 'satisfaction_rate', 'open_backlog'],
      by: ['day'],
      from: back(SPARK_DAYS),
      to,
    },
    stock: { indicators: ['open_backlog', 'median_hours_to_close'], from: back(MONTH_DAYS), to, compare: 'year' },
    ranking: {
      indicators: ['on_time_rate', 'case_rate', 'median_hours_to_close'],
      by: [level],
      from: back(TREND_DAYS),
      to,
    },
    classes: {
      indicators: ['case_rate', 'on_time_rate', 'median_hours_to_close'],
      by: ['urban_class'],
      from: back(TREND_DAYS),
      to,
    },
    kinds: { indicators: ['case_count'], by: ['category_group'], from: back(TREND_DAYS), to, compare: 'year' },
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
