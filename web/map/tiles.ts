import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { CatalogBody } from '../data/client.ts'
import { type Theme, THEMES } from '../theme/themes.ts'

export type Tiles = NonNullable<CatalogBody['tiles']>

type Role = 'water' | 'roads' | 'buildings' | 'others' | 'none'

/** What a layer is, by the names that the common schemas of tiles give theirs; data of the user's own are others. */
function roleOf(layer: string): Role {
  if (/water|ocean|sea|lake|river/i.test(layer)) return 'water'
  if (/road|street|transport|highway|rail/i.test(layer)) return 'roads'
  if (/build/i.test(layer)) return 'buildings'
  if (/place|poi|name|label|housenumber|bound|earth|land|park|natural|green/i.test(layer)) return 'none'
  return 'others'
}

/** Layers of one layer of the tiles: fills, then lines. */
function drawn(layer: string, theme: Theme): LayerSpecification[] {
  const role = roleOf(layer)
  if (role === 'none') return []
  const common = { source: 'tiles', 'source-layer': layer }
  const fill: LayerSpecification = {
    ...common,
    id: `${layer} fill`,
    type: 'fill',
    filter: ['==', ['geometry-type'], 'Polygon'],
    ...(role === 'buildings' ? { minzoom: 13 } : {}),
    paint: {
      'fill-color': role === 'water' ? theme.water : theme.hairline,
      'fill-opacity': role === 'water' ? 1 : 0.6,
    },
  }
  const line: LayerSpecification = {
    ...common,
    id: `${layer} line`,
    type: 'line',
    ...(role === 'others' ? {} : { filter: ['==', ['geometry-type'], 'LineString'] }),
    paint: {
      'line-color': role === 'water' ? theme.water : theme.boundaryThin,
      'line-width': ['interpolate', ['linear'], ['zoom'], 8, 0.4, 13, role === 'water' ? 2 : 0.9, 17, 4],
    },
  }
  return role === 'roads' ? [line] : role === 'others' || role === 'water' ? [fill, line] : [fill]
}

const ORDER: readonly Role[] = ['water', 'buildings', 'others', 'roads']

/**
 * Tiles of the user's own as a style: water, buildings, roads, and what else the file holds; no names, for those of the city's areas
 * are drawn above. The layers of a page are blended over it (map.css), so that lines show through a place and its colour stays what the
 * legend says: the ground is white where colours darken and black where they brighten. Pictures with a ground of another colour tint it.
 */
export function tileStyle(tiles: Tiles, theme: Theme, origin: string): StyleSpecification {
  const { kind, layers, minzoom, maxzoom, bounds } = tiles
  const source = { tiles: [`${origin}/api/tiles?z={z}&x={x}&y={y}`], minzoom, maxzoom, bounds }
  const isDark = theme !== THEMES.light
  const pictures: LayerSpecification = {
    id: 'pictures',
    type: 'raster',
    source: 'tiles',
    // Nearly white becomes white, and in the dark white becomes black.
    paint: {
      'raster-saturation': -0.9,
      'raster-contrast': 0.3,
      'raster-brightness-min': 0.4,
      'raster-brightness-max': isDark ? 0 : 1,
    },
  }
  const ordered = layers.toSorted((a, b) => ORDER.indexOf(roleOf(a)) - ORDER.indexOf(roleOf(b)))
  return {
    version: 8,
    sources: {
      tiles: kind === 'vector' ? { type: 'vector', ...source } : { type: 'raster', tileSize: 256, ...source },
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': isDark ? '#000000' : '#FFFFFF' } },
      ...(kind === 'vector' ? ordered.flatMap((layer) => drawn(layer, theme)) : [pictures]),
    ],
  }
}
