import { latLngToCell, polygonToCells } from 'h3-js'

type Ring = [number, number][]
interface Shape {
  type: string
  coordinates: unknown
}

/** Polygons of a GeoJSON geometry as lists of rings; any other kind of geometry has none. */
function polygons(shape: Shape): Ring[][] {
  if (shape.type === 'Polygon') return [shape.coordinates as Ring[]]
  if (shape.type === 'MultiPolygon') return shape.coordinates as Ring[][]
  return []
}

/**
 * H3 cells whose centre lies in the area; where the area is smaller than a cell, the one cell of its label point.
 * `geometry` is GeoJSON text in WGS-84.
 */
export function cellsOf(geometry: string, label: { lon: number; lat: number } | null, resolution: number): bigint[] {
  const rings = polygons(JSON.parse(geometry) as Shape)
  const inside = new Set(rings.flatMap((polygon) => polygonToCells(polygon, resolution, true)))
  if (inside.size > 0) return [...inside].map((cell) => BigInt(`0x${cell}`))
  const corner = rings[0]?.[0]?.[0]
  const lon = label?.lon ?? corner?.[0]
  const lat = label?.lat ?? corner?.[1]
  return lon === undefined || lat === undefined ? [] : [BigInt(`0x${latLngToCell(lat, lon, resolution)}`)]
}
