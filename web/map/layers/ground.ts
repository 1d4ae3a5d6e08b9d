import type { Layer } from '@deck.gl/core'
import { GeoJsonLayer } from '@deck.gl/layers'
import type { Areas, Basemap } from '../../data/client.ts'
import type { Theme } from '../../theme/themes.ts'
import { rgba } from '../colour.ts'

/** Land of the city, under everything. */
export function landLayer(city: Areas, theme: Theme): Layer {
  return new GeoJsonLayer({ id: 'land', data: city, stroked: false, getFillColor: rgba(theme.land) })
}

/** Water and main roads, over the cells: rivers separate, roads orient. */
export function basemapLayers(basemap: Basemap, theme: Theme): Layer[] {
  const of = (kind: string) => ({ ...basemap, features: basemap.features.filter((f) => f.properties.kind === kind) })
  return [
    new GeoJsonLayer({
      id: 'water',
      data: of('water'),
      stroked: true,
      getFillColor: rgba(theme.water),
      getLineColor: rgba(theme.water),
      lineWidthUnits: 'pixels',
      getLineWidth: 3,
    }),
    new GeoJsonLayer({
      id: 'roads',
      data: of('road'),
      stroked: true,
      filled: false,
      getLineColor: rgba(theme.boundaryThin, 130),
      lineWidthUnits: 'pixels',
      getLineWidth: 0.8,
    }),
  ]
}
