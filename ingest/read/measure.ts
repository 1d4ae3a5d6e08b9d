import type { Geometry } from '../locate/types.ts'

export interface Box {
  west: number
  south: number
  east: number
  north: number
}

const RADIANS = Math.PI / 180
const AUTHALIC_RADIUS_KM = 6371.0071809
const E2 = 0.00669437999014
const E = Math.sqrt(E2)

type Ring = number[][]

/** Polygons of a geometry, each an outer ring and its holes. Points and lines have none. */
export function polygonsOf(geometry: Geometry): Ring[][] {
  if (geometry.type === 'Polygon') return [geometry.coordinates]
  return geometry.type === 'MultiPolygon' ? geometry.coordinates : []
}

function positions(geometry: Geometry): number[][] {
  switch (geometry.type) {
    case 'Point':
      return [geometry.coordinates]
    case 'LineString':
    case 'MultiPoint':
      return geometry.coordinates
    case 'Polygon':
    case 'MultiLineString':
      return geometry.coordinates.flat()
    case 'MultiPolygon':
      return geometry.coordinates.flat(2)
  }
}

/** The box around all positions; null when there is none. */
export function boxOf(geometries: Geometry[]): Box | null {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const geometry of geometries) {
    for (const [x = Number.NaN, y = Number.NaN] of positions(geometry)) {
      box.west = Math.min(box.west, x)
      box.east = Math.max(box.east, x)
      box.south = Math.min(box.south, y)
      box.north = Math.max(box.north, y)
    }
  }
  return box.west <= box.east && box.south <= box.north ? box : null
}

/** Sine of the authalic latitude: the sphere of equal area has the same area between two parallels as WGS-84. */
function authalicSine(lat: number): number {
  const q = (sine: number) => (1 - E2) * (sine / (1 - E2 * sine * sine) + Math.atanh(E * sine) / E)
  return q(Math.sin(lat * RADIANS)) / q(1)
}

function ringKm2(ring: Ring): number {
  let sum = 0
  ring.forEach(([lon = 0, lat = 0], k) => {
    const [nextLon = lon, nextLat = lat] = ring[(k + 1) % ring.length] ?? []
    sum += (nextLon - lon) * RADIANS * (authalicSine(lat) + authalicSine(nextLat))
  })
  return Math.abs((sum / 2) * AUTHALIC_RADIUS_KM ** 2)
}

/** Area on the WGS-84 ellipsoid in km², through the authalic sphere; holes taken off. */
export function landKm2(geometry: Geometry): number {
  return polygonsOf(geometry).reduce(
    (total, [outer = [], ...holes]) => total + ringKm2(outer) - holes.reduce((sum, hole) => sum + ringKm2(hole), 0),
    0,
  )
}

/** Distance to the nearest edge, in degrees of latitude; negative outside. Given up, as `least`, where it is no more than that. */
function clearance(rings: Ring[], lon: number, lat: number, squeeze: number, least = 0): number {
  const given = least > 0 ? least * least : -1
  let nearest = Infinity
  let isInside = false
  for (const ring of rings) {
    for (let k = 0; k < ring.length; k++) {
      const [x1 = 0, y1 = 0] = ring[k] ?? []
      const [x2 = x1, y2 = y1] = ring[(k + 1) % ring.length] ?? []
      if (y1 > lat !== y2 > lat && lon < x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1)) isInside = !isInside
      const dx = (x2 - x1) * squeeze
      const dy = y2 - y1
      const px = (lon - x1) * squeeze
      const py = lat - y1
      const length2 = dx * dx + dy * dy
      const t = length2 === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length2))
      nearest = Math.min(nearest, (px - t * dx) ** 2 + (py - t * dy) ** 2)
      if (nearest <= given) return least
    }
  }
  return (isInside ? 1 : -1) * Math.sqrt(nearest)
}

/** A point inside the largest part, far from its edges; [lon, lat], or null when the geometry has no area. */
export function labelPoint(geometry: Geometry): [number, number] | null {
  const parts = polygonsOf(geometry)
  const largest = parts.reduce<Ring[] | null>((best, part) => {
    return best === null || ringKm2(part[0] ?? []) > ringKm2(best[0] ?? []) ? part : best
  }, null)
  const box = largest && boxOf([{ type: 'Polygon', coordinates: [largest[0] ?? []] }])
  if (!largest || !box) return null
  const squeeze = Math.cos(((box.south + box.north) / 2) * RADIANS)
  let best: [number, number] = [(box.west + box.east) / 2, (box.south + box.north) / 2]
  let most = clearance(largest, best[0], best[1], squeeze)
  let wide = (box.east - box.west) / 2
  let high = (box.north - box.south) / 2
  for (let round = 0; round < 5; round++) {
    const [lon, lat] = best
    const half = round === 0 ? 6 : 2
    for (let i = -half; i <= half; i++) {
      for (let j = -half; j <= half; j++) {
        const x = lon + (i / (half + 0.5)) * wide
        const y = lat + (j / (half + 0.5)) * high
        const room = clearance(largest, x, y, squeeze, most)
        if (room > most) {
          most = room
          best = [x, y]
        }
      }
    }
    wide /= half
    high /= half
  }
  return best
}
