import type { CatalogBody } from '../../api/schema/catalog.ts'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import { addDays, daysIn } from '../text/dates.ts'
import type { ViewState } from './view-state.ts'

/** A view with every blank filled from the catalog: what the desk really shows. */
export interface Selection {
  snapshot: string
  indicator: Indicator
  from: string
  to: string
  days: number
  compare: 'previous' | 'year' | 'none'
  /** Level of the ranking and the choropleth, and the coarser one above it (null: there is none). */
  level: string
  coarse: string | null
  grain: 'day' | 'week' | 'month'
  map: 'cells' | 'areas'
  canShowCells: boolean
  /** What cells show: the indicator itself, or case counts where its denominator is not known by cell. */
  cellIndicator: Indicator
  resolution: number
  filters: ViewState['filters']
}

/** Up to this many days most of the finer cells hold a case or two, which says nothing: the next coarser are shown. */
const SHORT_DAYS = 400

export type Preset = 30 | 90 | 365 | 'all' | 'own'

const earliest = (a: string, b: string) => (a < b ? a : b)
const newest = (a: string, b: string) => (a > b ? a : b)
const yearBefore = (day: string) => `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`

/** Levels a ranking can be made of: those with more than one area. */
export const rankedLevels = (catalog: CatalogBody) => catalog.levels.filter((level) => level.n > 1)

function levelAbove(catalog: CatalogBody, level: string): string | null {
  const parent = catalog.levels.find((each) => each.id === level)?.parent
  return catalog.levels.find((each) => each.id === parent && each.n > 1)?.id ?? null
}

export function selectionOf(view: ViewState, catalog: CatalogBody): Selection | null {
  const { city, snapshot } = catalog
  const indicatorBy = (id: string | undefined) => catalog.indicators.find((each) => each.id === id)
  const indicator = indicatorBy(view.indicators[0]) ?? indicatorBy(city.default_indicator) ?? catalog.indicators[0]
  if (!indicator) return null
  const to = view.to === null ? snapshot.data_to : earliest(view.to, snapshot.data_to)
  const wanted = view.from ?? addDays(to, -89)
  const from = earliest(newest(wanted, snapshot.data_from), to)
  const days = daysIn(from, to)
  const level = rankedLevels(catalog).find((each) => each.id === view.level)?.id ?? city.default_level
  const hasClassesOf = (id: string, resolution: number) =>
    catalog.breaks.some((each) => each.indicator === id && each.dimension === `cell:${resolution}`)
  const hasOwnCells = hasClassesOf(indicator.id, city.cells.map) || hasClassesOf(indicator.id, city.cells.map - 1)
  const canCount = indicator.kind === 'rate' && indicator.numerator?.from === 'cases'
  const cellIndicator = (!hasOwnCells && canCount && indicatorBy('case_count')) || indicator
  const hasClasses = (resolution: number) => hasClassesOf(cellIndicator.id, resolution)
  const coarser = city.cells.map - 1
  const resolution = days <= SHORT_DAYS && hasClasses(coarser) ? coarser : city.cells.map
  const canShowCells = hasClasses(resolution)
  const hasGeometry = catalog.levels.find((each) => each.id === level)?.has_geometry ?? false
  const wantsCells = view.map === null ? hasOwnCells || !hasGeometry : view.map === 'cells'
  const hasYearBefore = yearBefore(from) >= snapshot.data_from
  return {
    snapshot: view.v ?? snapshot.id,
    indicator,
    from,
    to,
    days,
    compare: view.compare ?? (hasYearBefore ? 'year' : 'none'),
    level,
    coarse: levelAbove(catalog, level),
    grain: days <= 186 ? 'day' : days <= 800 ? 'week' : 'month',
    map: canShowCells && wantsCells ? 'cells' : 'areas',
    canShowCells,
    cellIndicator,
    resolution,
    filters: view.filters,
  }
}

/** Which preset a selection matches, so that the control can say it. */
export function presetOf(selection: Selection, catalog: CatalogBody): Preset {
  if (selection.to !== catalog.snapshot.data_to) return 'own'
  if (selection.from === catalog.snapshot.data_from) return 'all'
  return selection.days === 30 || selection.days === 90 || selection.days === 365 ? selection.days : 'own'
}

/** Breaks between counts: whole numbers from 2 on, each above the one before. */
function wholeSteps(edges: readonly number[]): number[] {
  let last = 1
  return edges.map((edge) => {
    last = Math.max(Math.round(edge), last + 1)
    return last
  })
}

const LADDER = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10]

/**
 * Breaks made for all cases, brought by a round factor to where filtered ones lie: only where the whole's value would
 * fall in an end class. The factor hangs on the filters alone, never on zoom or pan.
 */
export function fitBreaks(breaks: readonly number[], whole: number | null): number[] {
  const [low, middle, high] = [breaks[0], breaks[2], breaks.at(-1)]
  if (!whole || !low || !middle || !high || (whole >= low && whole < high)) return [...breaks]
  const far = (factor: number) => Math.abs(Math.log(whole / (middle * factor)))
  const factor = LADDER.reduce((best, each) => (far(each) < far(best) ? each : best))
  return breaks.map((edge) => edge * factor)
}

/** Six class breaks for a dimension over a period; null when the catalog has none. */
export function breaksFor(catalog: CatalogBody, indicator: string, dimension: string, days: number): number[] | null {
  const entry = catalog.breaks.find((each) => each.indicator === indicator && each.dimension === dimension)
  if (!entry) return null
  if (!entry.per_day) return entry.breaks
  const isCount = catalog.indicators.some((each) => each.id === indicator && each.kind === 'count')
  const edges = entry.breaks.map((edge) => edge * days)
  return isCount ? wholeSteps(edges) : edges
}
