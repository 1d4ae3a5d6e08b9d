import type { Areas } from '../data/client.ts'

export type LonLat = [lon: number, lat: number]
/** [west, south, east, north], degrees. */
export type Box = [number, number, number, number]
type Ring = readonly (readonly number[])[]

/** A place with the point it is known by. */
export interface Spot {
  code: string
  at: LonLat
}

interface Part {
  code: string
  box: Box
  rings: readonly Ring[]
}

const partsOf = new WeakMap<Areas, Part[]>()

function boxOf(ring: Ring): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x = 0, y = 0] of ring) {
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return box
}

function parts(areas: Areas): Part[] {
  const known = partsOf.get(areas)
  if (known) return known
  const made = areas.features.flatMap(({ geometry, properties }) =>
    (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).map((rings) => ({
      code: properties.code,
      box: boxOf(rings[0] ?? []),
      rings,
    })),
  )
  partsOf.set(areas, made)
  return made
}

export const isIn = ([west, south, east, north]: Box, [x, y]: LonLat): boolean =>
  x >= west && x <= east && y >= south && y <= north

/** Whether a ray from the point crosses the rings an odd number of times; holes count by themselves. */
export function isInside(rings: readonly Ring[], [x, y]: LonLat): boolean {
  let inside = false
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [ax = 0, ay = 0] = ring[i] ?? []
      const [bx = 0, by = 0] = ring[j] ?? []
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
    }
  }
  return inside
}

/** Code of the area a point lies in; null outside all. Boxes are made once for each set of areas. */
export const areaAt = (areas: Areas, at: LonLat): string | null =>
  parts(areas).find(({ box, rings }) => isIn(box, at) && isInside(rings, at))?.code ?? null

/** Codes of the places whose point lies in a box. */
export const codesIn = (spots: readonly Spot[], box: Box): string[] =>
  spots.flatMap(({ code, at }) => (isIn(box, at) ? [code] : []))

export const boxAround = ([x, y]: LonLat, [u, v]: LonLat): Box => [
  Math.min(x, u),
  Math.min(y, v),
  Math.max(x, u),
  Math.max(y, v),
]

export type Way = 'left' | 'right' | 'up' | 'down'
const WAYS: Record<Way, LonLat> = { left: [-1, 0], right: [1, 0], up: [0, 1], down: [0, -1] }
/** How much a step aside weighs beside one ahead. */
const ASIDE = 2

/** The nearest place one way of a point, within 45° of it; null where there is none. */
export function towards(spots: readonly Spot[], [x, y]: LonLat, way: Way): Spot | null {
  const [east, north] = WAYS[way]
  const narrow = Math.cos((y * Math.PI) / 180)
  let best: Spot | null = null
  let least = Infinity
  for (const spot of spots) {
    const [dx, dy] = [(spot.at[0] - x) * narrow, spot.at[1] - y]
    const ahead = dx * east + dy * north
    const aside = Math.abs(dx * north - dy * east)
    if (ahead <= 1e-9 || aside > ahead) continue
    const far = ahead + ASIDE * aside
    if (far >= least) continue
    least = far
    best = spot
  }
  return best
}

/** The place nearest to a point. */
export function nearest(spots: readonly Spot[], [x, y]: LonLat): Spot | null {
  const narrow = Math.cos((y * Math.PI) / 180)
  const far = ({ at }: Spot) => ((at[0] - x) * narrow) ** 2 + (at[1] - y) ** 2
  return spots.reduce<Spot | null>((best, spot) => (best === null || far(spot) < far(best) ? spot : best), null)
}
