import type { Layer } from '@deck.gl/core'
import { SolidPolygonLayer } from '@deck.gl/layers'
import type { Areas } from '../../data/client.ts'
import type { Theme } from '../../theme/themes.ts'
import { rgba } from '../colour.ts'

type Ring = [number, number][]

/** Outer rings of every part of every area. */
function outerRings(areas: Areas): Ring[] {
  return areas.features.flatMap(({ geometry }) =>
    (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).flatMap((part) =>
      part[0] ? [part[0] as Ring] : [],
    ),
  )
}

/** Covers what is outside the city: cells and rivers end at its boundary. */
export function maskLayer(city: Areas, bbox: readonly number[], theme: Theme): Layer {
  const [west = 0, south = 0, east = 0, north = 0] = bbox
  const [dx, dy] = [Math.max(0.5, (east - west) * 3), Math.max(0.5, (north - south) * 3)]
  const frame: Ring = [
    [west - dx, south - dy],
    [east + dx, south - dy],
    [east + dx, north + dy],
    [west - dx, north + dy],
    [west - dx, south - dy],
  ]
  return new SolidPolygonLayer<Ring[]>({
    id: 'mask',
    data: [[frame, ...outerRings(city)]],
    getPolygon: (rings) => rings,
    getFillColor: rgba(theme.surface),
    updateTriggers: { getFillColor: theme },
  })
}
