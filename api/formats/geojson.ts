import type { FeatureCollection } from '../schema/geojson.ts'

export type Bounds = [west: number, south: number, east: number, north: number]

/** Bounding box of all positions, degrees; null when nothing has a geometry. */
export function boundsOf(collection: FeatureCollection): Bounds | null {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity]
  for (const feature of collection.features) widen(bounds, feature.geometry?.coordinates)
  return bounds.every(Number.isFinite) ? bounds : null
}

function widen(bounds: Bounds, coordinates: unknown): void {
  if (!Array.isArray(coordinates)) return
  const [lon, lat]: unknown[] = coordinates
  if (typeof lon !== 'number' || typeof lat !== 'number') {
    for (const part of coordinates) widen(bounds, part)
    return
  }
  bounds[0] = Math.min(bounds[0], lon)
  bounds[1] = Math.min(bounds[1], lat)
  bounds[2] = Math.max(bounds[2], lon)
  bounds[3] = Math.max(bounds[3], lat)
}
