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

/** Cells of an area given as GeoJSON text in WGS-84; `label` is its label point. */
export type CellsOf = (
  geometry: string,
  label: { lon: number; lat: number } | null,
  resolution: number,
) => BigUint64Array

/**
 * H3 cells whose centre lies in the area; where the area is smaller than a cell, the one cell of its label point.
 */
export const cellsOf: CellsOf = (geometry, label, resolution) => {
  const rings = polygons(JSON.parse(geometry) as Shape)
  const inside = new Set(rings.flatMap((polygon) => polygonToCells(polygon, resolution, true)))
  if (inside.size > 0) return BigUint64Array.from(inside, (cell) => BigInt(`0x${cell}`))
  const corner = rings[0]?.[0]?.[0]
  const lon = label?.lon ?? corner?.[0]
  const lat = label?.lat ?? corner?.[1]
  return lon === undefined || lat === undefined
    ? new BigUint64Array()
    : BigUint64Array.of(BigInt(`0x${latLngToCell(lat, lon, resolution)}`))
}
