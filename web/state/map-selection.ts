import type { CatalogBody } from '../../api/schema/catalog.ts'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import { canCompare } from '../text/benchmark.ts'
import type { ViewState } from './view-state.ts'

export type MapLayer = 'cells' | 'areas' | 'spots' | 'verdict'
/** What is drawn of each place: the indicator, cases, the rate drawn to the city's, the change, or the distance from the benchmark. */
export type Measure = 'value' | 'count' | 'smooth' | 'change' | 'against'

/** What the map shows, and what else it could. */
export interface MapSelection {
  map: MapLayer
  layers: MapLayer[]
  measure: Measure
  measures: Measure[]
  /** The indicator, or case counts: where they are asked for, and where its denominator is not known by cell. */
  drawn: Indicator
  /** H3 resolution of the cells. */
  resolution: number
}

/** Up to this many days most of the finer cells hold a case or two, which says nothing: cells must be wider on the screen. */
const SHORT_DAYS = 400
const WIDE_PX = 8
const NARROW_PX = 4

/** Average width of a hexagon across its flat sides, metres: an edge of 1,276 km at resolution 0, √7 shorter at each. */
export const cellWidth = (resolution: number): number => (Math.sqrt(3) * 1_276_400) / Math.sqrt(7) ** resolution

/** The finest of some resolutions whose cells are wide enough on a screen of so many metres a pixel; else the coarsest. */
export function fittingResolution(resolutions: readonly number[], metresAPixel: number, days: number): number | null {
  const widest = days <= SHORT_DAYS ? WIDE_PX : NARROW_PX
  const sorted = resolutions.toSorted((a, b) => a - b)
  return sorted.findLast((each) => cellWidth(each) / metresAPixel >= widest) ?? sorted[0] ?? null
}

/** Metres a pixel of a map of tiles of 512 px. */
export const metresAPixel = (zoom: number, lat: number): number =>
  (40_075_017 * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** zoom)

export const cameraOf = (at: string | null): { lon: number; lat: number; zoom: number } | null => {
  if (at === null) return null
  const [lon = 0, lat = 0, zoom = 0] = at.split(',').map(Number)
  return { lon, lat, zoom }
}

interface Chosen {
  indicator: Indicator
  level: string
  days: number
  hasCompared: boolean
  /** Metres a pixel of the map as it stands; null before it is drawn. */
  scale: number | null
}

const isSmoothable = ({ kind, interval }: Indicator) => kind === 'rate' && interval === 'poisson'

export function mapSelection(view: ViewState, catalog: CatalogBody, chosen: Chosen): MapSelection {
  const { indicator, level, days, hasCompared } = chosen
  const { map: usual } = catalog.city.cells
  const classedFor = (id: string) =>
    [usual - 1, usual, usual + 1].filter((resolution) =>
      catalog.breaks.some((each) => each.indicator === id && each.dimension === `cell:${resolution}`),
    )
  const cases = catalog.indicators.find((each) => each.id === 'case_count')
  const canCount =
    cases !== undefined &&
    indicator.kind === 'rate' &&
    indicator.numerator?.from === 'cases' &&
    indicator.numerator.where === undefined
  const hasOwnCells = classedFor(indicator.id).length > 0
  const ofCells = !hasOwnCells && canCount ? cases : indicator
  const canShowCells = classedFor(ofCells.id).length > 0
  const hasGeometry = catalog.levels.find((each) => each.id === level)?.has_geometry ?? false
  const layers: MapLayer[] = [
    ...(canShowCells ? (['cells'] as const) : []),
    'areas',
    ...(canShowCells && catalog.published === null ? (['spots'] as const) : []),
    ...(hasGeometry && canCompare(indicator) ? (['verdict'] as const) : []),
  ]
  const usualLayer = canShowCells && (hasOwnCells || !hasGeometry) ? 'cells' : 'areas'
  const map = layers.find((each) => each === view.map) ?? usualLayer
  const isClassed = (id: string) =>
    catalog.breaks.some((each) => each.indicator === id && each.dimension === `area:${level}`)
  const onlyCounts =
    map === 'cells'
      ? ofCells !== indicator
      : map === 'areas' && canCount && !isClassed(indicator.id) && isClassed(cases.id)
  const measures: Measure[] = [
    ...(onlyCounts ? [] : (['value'] as const)),
    ...(canCount ? (['count'] as const) : []),
    ...(isSmoothable(indicator) && !onlyCounts && catalog.published === null ? (['smooth'] as const) : []),
    ...(hasCompared ? (['change'] as const) : []),
    ...(canCompare(indicator) && !onlyCounts && (map !== 'cells' || view.benchmark !== 'peers')
      ? (['against'] as const)
      : []),
  ]
  const measure = measures.find((each) => each === view.show) ?? measures[0] ?? 'value'
  const drawn = canCount && (measure === 'count' || onlyCounts) ? cases : indicator
  const resolutions = classedFor(drawn.id).filter((each) => measure !== 'smooth' || each <= usual)
  const camera = cameraOf(view.at)
  const scale = chosen.scale ?? (camera && metresAPixel(camera.zoom, camera.lat))
  const unscaled = days <= SHORT_DAYS ? resolutions[0] : resolutions.findLast((each) => each <= usual)
  const fitting = scale === null ? (unscaled ?? null) : fittingResolution(resolutions, scale, days)
  return { map, layers, measure, measures, drawn, resolution: fitting ?? usual }
}
