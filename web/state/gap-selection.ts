import type { CatalogBody } from '../../api/schema/catalog.ts'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import { addDays } from '../text/dates.ts'
import type { ViewState } from './view-state.ts'

/** What the gap page really shows: a view with every blank filled from the catalog. */
export interface GapSelection {
  snapshot: string
  indicator: Indicator
  from: string
  to: string
  grain: 'month' | 'quarter' | 'year'
  classification: string | null
  base: string | null
  strata: string | null
  filters: Pick<ViewState['filters'], 'category' | 'category_group' | 'channel' | 'department'>
}

const YEAR_DAYS = 365

/** Only one sum over another can be added up on two sides and compared. */
export const canCompare = ({ kind, numerator, denominator }: Indicator): boolean =>
  ['rate', 'proportion', 'ratio'].includes(kind) && numerator !== undefined && denominator !== undefined

/** Null while the city has nothing that can be compared. */
export function gapSelectionOf(view: ViewState, catalog: CatalogBody): GapSelection | null {
  const { snapshot, city } = catalog
  const all = catalog.indicators.filter(canCompare)
  const by = (id: string | undefined) => all.find((each) => each.id === id)
  const indicator = by(view.indicators[0]) ?? by(city.default_indicator) ?? all[0]
  if (!indicator) return null
  const to = view.to === null || view.to > snapshot.data_to ? snapshot.data_to : view.to
  const wanted = view.from ?? addDays(to, 1 - YEAR_DAYS)
  const from = wanted < snapshot.data_from ? snapshot.data_from : wanted > to ? to : wanted
  const { category, category_group, channel, department } = view.filters
  const isOfCases = indicator.numerator?.from === 'cases'
  const none: string[] = []
  return {
    snapshot: view.v ?? snapshot.id,
    indicator,
    from,
    to,
    grain: view.grain === 'month' || view.grain === 'quarter' ? view.grain : 'year',
    classification: view.classification,
    base: view.base,
    strata: view.strata,
    filters: isOfCases
      ? { category, category_group, channel, department }
      : { category: none, category_group: none, channel: none, department: none },
  }
}
