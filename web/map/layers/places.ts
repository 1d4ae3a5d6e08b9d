import type { Layer } from '@deck.gl/core'
import { GeoJsonLayer, SolidPolygonLayer } from '@deck.gl/layers'
import type { Areas } from '../../data/client.ts'
import type { Theme } from '../../theme/themes.ts'
import { rgba } from '../colour.ts'
import { fillOf, type PlaceClass } from '../classes.ts'
import { HatchExtension } from '../hatch.ts'

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

/** Filled places with their hatches. `density` is device pixels a CSS pixel; hatch lines stand `gap` CSS pixels apart. */
export function placeLayers(places: Place[], looks: PlaceLooks, theme: Theme, density: number, gap: number): Layer[] {
  const unsure = places.filter((_, i) => looks.unsure[i])
  const hidden = places.filter((_, i) => looks.classes[i] === 'suppressed')
  const spacing = Math.round(gap * density * Math.SQRT2)
  return [
    new SolidPolygonLayer<Place>({
      id: 'places',
      data: places,
      pickable: true,
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
      data: hidden,
      getPolygon: (place) => place.rings,
      getFillColor: rgba(theme.ink3, 200),
      extensions: [hatch(spacing, true)],
      updateTriggers: { getFillColor: theme },
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
