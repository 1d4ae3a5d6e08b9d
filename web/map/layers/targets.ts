import type { Layer } from '@deck.gl/core'
import { SolidPolygonLayer } from '@deck.gl/layers'
import type { Place } from './places.ts'

/** Unseen areas over everything else, for the pointer to find. */
export function targetLayer(places: Place[]): Layer {
  return new SolidPolygonLayer<Place>({
    id: 'targets',
    data: places,
    pickable: true,
    getPolygon: (place) => place.rings,
    getFillColor: [0, 0, 0, 1],
  })
}
