import type { CatalogBody } from '../../api/schema/catalog.ts'
import { CODED_TABLE, partsOf, ALL } from '../../warehouse/catalog/published-tables.ts'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import { addDays } from '../text/dates.ts'

const monthStart = (day: string) => `${day.slice(0, 7)}-01`
const monthEnd = (day: string) => addDays(monthStart(addDays(monthStart(day), 31)), -1)

/** A period as the city answers it: whole months where it publishes by months, else as it is. */
export function askable(catalog: CatalogBody, period: { from: string; to: string }): { from: string; to: string } {
  if (!catalog.published) return period
  const { data_from: first, data_to: last } = catalog.snapshot
  const to = period.to < first || period.to > last ? last : monthEnd(period.to)
  const from = period.from < first ? first : monthStart(period.from > to ? to : period.from)
  return { from, to }
}

/** Filters that leave through breakdowns of cases. */
const isBrokenDown = (filters: Readonly<Record<string, readonly string[]>>) =>
  Object.keys(CODED_TABLE).some((name) => (filters[name]?.length ?? 0) > 0)

/** The level at which a question is answered: no finer than breakdowns and parts of cases are published. */
export function askableLevel(
  catalog: CatalogBody,
  level: string,
  indicators: readonly Indicator[],
  filters: Readonly<Record<string, readonly string[]>>,
): string {
  const last = catalog.published?.breakdown_level
  if (!last) return level
  const isPart = indicators.some((each) => (partsOf(each)?.numerator ?? ALL).table !== ALL.table)
  const order = catalog.levels.map((each) => each.id)
  return (isPart || isBrokenDown(filters)) && order.indexOf(level) > order.indexOf(last) ? last : level
}

const CODED = ['category_group', 'category', 'channel', 'department'] as const

/** Filters that a breakdown by `name` cannot stand beside: where breakdowns are published, one at a time. */
export const besides = (catalog: Pick<CatalogBody, 'published'> | null, name: string): (typeof CODED)[number][] =>
  catalog?.published && CODED.some((each) => each === name)
    ? CODED.filter((each) => each !== name && !(name === 'category' && each === 'category_group'))
    : []

/** Filters once a member of `name` is chosen or let go. */
export function withMember<T extends Readonly<Record<string, readonly string[]>>>(
  catalog: Pick<CatalogBody, 'published'>,
  filters: T,
  name: keyof T & string,
  code: string,
): T {
  const now: readonly string[] = filters[name] ?? []
  const next = now.includes(code) ? now.filter((each) => each !== code) : [...now, code]
  const isCoded = catalog.published && CODED.some((each) => each === name)
  const others = isCoded ? Object.fromEntries(CODED.map((each) => [each, []])) : {}
  return { ...filters, ...others, [name]: next }
}
