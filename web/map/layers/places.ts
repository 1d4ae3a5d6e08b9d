import type { AccessorFunction, Layer } from '@deck.gl/core'
import { GeoJsonLayer, PathLayer, ScatterplotLayer, SolidPolygonLayer } from '@deck.gl/layers'
import type { Areas } from '../../data/client.ts'
import type { Theme } from '../../theme/themes.ts'
import { type Rgba, rgba } from '../colour.ts'
import { fillOf, type PlaceClass } from '../classes.ts'
import { HatchExtension } from '../hatch.ts'
import { MARK, type Paint } from '../paint.ts'

/** A polygon on the map: a cell or an area, known by its code. */
export interface Place {
  code: string
  rings: [number, number][][]
}

/** Row i says how place i looks. */
export interface PlaceLooks {
  classes: readonly PlaceClass[]
  unsure: readonly boolean[]
}

const hatches = new Map<string, HatchExtension>()
function hatch(spacing: number, twoWay: boolean): HatchExtension {
  const key = `${spacing} ${twoWay}`
  const made = hatches.get(key) ?? new HatchExtension({ spacing, width: Math.max(1, spacing / 5), twoWay })
  hatches.set(key, made)
  return made
}

const METRES_A_DEGREE = 111_320

/** Middle of a place's box and a radius of a tenth of its height, metres. */
function middleOf(place: Place): { at: [number, number]; radius: number } {
  const ring = place.rings[0] ?? []
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)]
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  return { at: [(west + east) / 2, (south + north) / 2], radius: ((north - south) * METRES_A_DEGREE) / 10 }
}

/** A true zero is outlined with a dot in its middle, which shrinks with the place; a missing value is outlined alone. */
function emptyLayers(zero: Place[], missing: Place[], theme: Theme): Layer[] {
  const outline = (id: string, data: Place[], colour: string, width: number) =>
    new PathLayer<Place>({
      id,
      data,
      getPath: (place) => place.rings[0] ?? [],
      getColor: rgba(colour),
      widthUnits: 'pixels',
      getWidth: width,
      updateTriggers: { getColor: colour },
    })
  return [
    outline('zero-outline', zero, theme.boundaryThin, 0.6),
    new ScatterplotLayer<Place>({
      id: 'zero-dot',
      data: zero,
      getPosition: (place) => middleOf(place).at,
      getRadius: (place) => middleOf(place).radius,
      radiusMaxPixels: 2,
      getFillColor: rgba(theme.ink3),
      updateTriggers: { getFillColor: theme },
    }),
    outline('missing-outline', missing, theme.missing, 1),
  ]
}

/** Filled places with their hatches. `density` is device pixels a CSS pixel; hatch lines stand `gap` CSS pixels apart. */
export function placeLayers(places: Place[], looks: PlaceLooks, theme: Theme, density: number, gap: number): Layer[] {
  const unsure = places.filter((_, i) => looks.unsure[i])
  const of = (wanted: PlaceClass) => places.filter((_, i) => looks.classes[i] === wanted)
  const spacing = Math.round(gap * density * Math.SQRT2)
  return [
    new SolidPolygonLayer<Place>({
      id: 'places',
      data: places,
      getPolygon: (place) => place.rings,
      getFillColor: (_, { index }) => fillOf(looks.classes[index] ?? 'none', theme),
      updateTriggers: { getFillColor: [looks.classes, theme] },
    }),
    new SolidPolygonLayer<Place>({
      id: 'unsure',
      data: unsure,
      getPolygon: (place) => place.rings,
      getFillColor: rgba(theme.hatch, 165),
      extensions: [hatch(spacing, false)],
      updateTriggers: { getFillColor: theme },
    }),
    new SolidPolygonLayer<Place>({
      id: 'hidden',
      data: of('suppressed'),
      getPolygon: (place) => place.rings,
      getFillColor: rgba(theme.ink3, 200),
      extensions: [hatch(spacing, true)],
      updateTriggers: { getFillColor: theme },
    }),
    ...emptyLayers(of('zero'), of('missing'), theme),
  ]
}

/** Above this many places outlines are left out while they move: each is as many lines to draw. */
const MOST_OUTLINED = 3000

/** Places whose colours move: row i of `paint` is that of place k where `rows[k]` is i. Shapes stay; each `step` sends colours only. */
export function movedLayers(
  places: Place[],
  rows: readonly number[],
  { bytes, marks }: Paint,
  step: number,
  { theme, density, gap }: { theme: Theme; density: number; gap: number },
): Layer[] {
  const updateTriggers = { getFillColor: [step, theme], getColor: [step, theme] }
  const fill: AccessorFunction<Place, Rgba> = (_, { index, target }) => {
    const at = (rows[index] ?? 0) * 4
    for (let k = 0; k < 4; k++) target[k] = bytes[at + k] ?? 0
    return target as Rgba
  }
  const where =
    (mark: number, ink: Rgba): AccessorFunction<Place, Rgba> =>
    (_, { index, target }) => {
      const isMarked = marks[rows[index] ?? 0] === mark
      for (let k = 0; k < 4; k++) target[k] = isMarked ? (ink[k] ?? 0) : 0
      return target as Rgba
    }
  const polygons = { data: places, getPolygon: (place: Place) => place.rings, updateTriggers }
  const outline = (id: string, mark: number, colour: string, width: number) =>
    new PathLayer<Place>({
      id,
      data: places,
      getPath: (place) => place.rings[0] ?? [],
      getColor: where(mark, rgba(colour)),
      widthUnits: 'pixels',
      getWidth: width,
      updateTriggers,
    })
  return [
    new SolidPolygonLayer<Place>({ ...polygons, id: 'places', pickable: true, getFillColor: fill }),
    new SolidPolygonLayer<Place>({
      ...polygons,
      id: 'unsure',
      getFillColor: where(MARK.hatch, rgba(theme.hatch, 165)),
      extensions: [hatch(Math.round(gap * density * Math.SQRT2), false)],
    }),
    ...(places.length > MOST_OUTLINED
      ? []
      : [
          outline('zero-outline', MARK.zero, theme.boundaryThin, 0.6),
          outline('missing-outline', MARK.missing, theme.missing, 1),
        ]),
    new ScatterplotLayer<Place>({
      id: 'zero-dot',
      data: places,
      getPosition: (place) => middleOf(place).at,
      getRadius: (place) => middleOf(place).radius,
      radiusMaxPixels: 2,
      getFillColor: where(MARK.zero, rgba(theme.ink3)),
      updateTriggers,
    }),
  ]
}

/** Outlines of areas: thin inside, stronger for districts, strongest for the city. */
export function outlineLayer(id: string, areas: Areas, colour: string, width: number): Layer {
  return new GeoJsonLayer({
    id,
    data: areas,
    filled: false,
    stroked: true,
    getLineColor: rgba(colour),
    lineWidthUnits: 'pixels',
    getLineWidth: width,
    lineJointRounded: true,
    updateTriggers: { getLineColor: colour },
  })
}

/** The chosen place: an ink line with a halo. */
export function selectionLayers(chosen: Place[], theme: Theme): Layer[] {
  const ring = (id: string, colour: string, width: number) =>
    new GeoJsonLayer({
      id,
      data: chosen.map((place) => ({
        type: 'Feature' as const,
        properties: {},
        geometry: { type: 'Polygon' as const, coordinates: place.rings },
      })),
      filled: false,
      stroked: true,
      getLineColor: rgba(colour),
      lineWidthUnits: 'pixels',
      getLineWidth: width,
      lineJointRounded: true,
      updateTriggers: { getLineColor: colour },
    })
  return chosen.length === 0 ? [] : [ring('chosen-halo', theme.halo, 6), ring('chosen', theme.ink, 2.2)]
}
