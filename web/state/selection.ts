import type { CatalogBody } from '../../api/schema/catalog.ts'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import { addDays, daysIn } from '../text/dates.ts'
import { type MapSelection, mapSelection } from './map-selection.ts'
import { askable, askableLevel } from './published.ts'
import type { ViewState } from './view-state.ts'

/** A view with every blank filled from the catalog: what the desk really shows. */
export interface Selection extends MapSelection {
  snapshot: string
  indicator: Indicator
  from: string
  to: string
  days: number
  compare: 'previous' | 'year' | 'own' | 'none'
  /** The compared period, where it is one of one's own. */
  compared: { from: string; to: string } | null
  /** What areas are held against: peers are the areas of the same urban class. */
  benchmark: 'city' | 'peers' | { area: string } | { figure: number }
  /** Level of the ranking and the choropleth, and the coarser one above it (null: there is none). */
  level: string
  coarse: string | null
  /** Buckets of the trend, which goes over all the data. */
  grain: 'day' | 'week' | 'month'
  filters: ViewState['filters']
}

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

const MOST_DAYS = 186
const MOST_WEEKS = 330

function grainOf({ published, snapshot }: CatalogBody): Selection['grain'] {
  const days = daysIn(snapshot.data_from, snapshot.data_to)
  if (published || days > MOST_WEEKS * 7) return 'month'
  return days <= MOST_DAYS ? 'day' : 'week'
}

function benchmarkOf(chosen: string | null): Selection['benchmark'] {
  if (chosen === null || chosen === 'peers') return chosen ?? 'city'
  return chosen.startsWith('area:') ? { area: chosen.slice(5) } : { figure: Number(chosen) }
}

/** The compared period of one's own: within the data, whole months where those are published; null where none is named. */
function comparedOf(view: ViewState, catalog: CatalogBody): Selection['compared'] {
  const { compareFrom, compareTo } = view
  if (compareFrom === null || compareTo === null || compareFrom > compareTo) return null
  const { data_from, data_to } = catalog.snapshot
  if (compareTo < data_from || compareFrom > data_to) return null
  return askable(catalog, { from: newest(compareFrom, data_from), to: earliest(compareTo, data_to) })
}

/** `scale`: metres a pixel of the map as it stands; null before it is drawn. */
export function selectionOf(view: ViewState, catalog: CatalogBody, scale: number | null = null): Selection | null {
  const { city, snapshot } = catalog
  const indicatorBy = (id: string | undefined) => catalog.indicators.find((each) => each.id === id)
  const indicator = indicatorBy(view.indicators[0]) ?? indicatorBy(city.default_indicator) ?? catalog.indicators[0]
  if (!indicator) return null
  const until = view.to === null ? snapshot.data_to : earliest(view.to, snapshot.data_to)
  const wanted = view.from ?? addDays(until, catalog.published ? -364 : -89)
  const since = earliest(newest(wanted, snapshot.data_from), until)
  const { from, to } = askable(catalog, { from: since, to: until })
  const days = daysIn(from, to)
  const wantedLevel = rankedLevels(catalog).find((each) => each.id === view.level)?.id ?? city.default_level
  const level = askableLevel(catalog, wantedLevel, [indicator], view.filters)
  const hasYearBefore = yearBefore(from) >= snapshot.data_from
  const compared = comparedOf(view, catalog)
  const compare = compared ? 'own' : (view.compare ?? (hasYearBefore ? 'year' : 'none'))
  const chosen = { indicator, level, days, hasCompared: compare !== 'none', scale }
  return {
    snapshot: view.v ?? snapshot.id,
    indicator,
    from,
    to,
    days,
    compare,
    compared,
    benchmark: benchmarkOf(view.benchmark),
    level,
    coarse: levelAbove(catalog, level),
    grain: grainOf(catalog),
    ...mapSelection(view, catalog, chosen),
    filters: view.filters,
  }
}

/** Which preset a selection matches, so that the control can say it. */
export function presetOf(selection: Selection, catalog: CatalogBody): Preset {
  if (selection.to !== catalog.snapshot.data_to) return 'own'
  if (selection.from === catalog.snapshot.data_from) return 'all'
  const { to } = selection
  const isFrom = (days: number) => askable(catalog, { from: addDays(to, 1 - days), to }).from === selection.from
  return ([30, 90, 365] as const).find(isFrom) ?? 'own'
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
