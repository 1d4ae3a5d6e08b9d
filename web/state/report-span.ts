import type { CatalogBody } from '../../api/schema/catalog.ts'
import { lastFirmDay } from '../../warehouse/catalog/snapshot-catalog.ts'
import { addDays } from '../text/dates.ts'
import { askable } from './published.ts'

/** What a report tells of, and the days its trend draws. */
export interface ReportSpan {
  unit: 'day' | 'week' | 'month'
  from: string
  to: string
  grain: 'day' | 'month'
  trendFrom: string
  trendTo: string
}

const TREND_DAYS = 56
const TREND_YEARS = 2

/** The last day or seven days whose reports are in; the last month where months are what a city publishes. */
export function reportSpan(catalog: Pick<CatalogBody, 'published' | 'snapshot'>, wanted: 'day' | 'week'): ReportSpan {
  const { data_from: first, data_to: last } = catalog.snapshot
  const within = (day: string) => (day < first ? first : day)
  if (catalog.published) {
    const whole = catalog as CatalogBody
    const month = askable(whole, { from: last, to: last })
    const trend = askable(whole, { from: within(addDays(last, -365 * TREND_YEARS)), to: last })
    return { unit: 'month', ...month, grain: 'month', trendFrom: trend.from, trendTo: trend.to }
  }
  const to = within(lastFirmDay(last))
  const from = within(wanted === 'day' ? to : addDays(to, -6))
  return { unit: wanted, from, to, grain: 'day', trendFrom: within(addDays(to, 1 - TREND_DAYS)), trendTo: to }
}
