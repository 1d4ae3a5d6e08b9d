import type { Geometry } from './types.ts'

function rings(geometry: Geometry): number[][][] {
  if (geometry.type === 'Polygon') return geometry.coordinates
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.flat()
  return []
}

/**
 * Edges of all rings as x1,y1,x2,y2 runs, the lower end first (of level ones the western): two areas that share an
 * edge then compute the very same numbers from it, whichever way round each draws it.
 */
export function edgesOf(geometry: Geometry): Float64Array {
  const edges: number[] = []
  for (const ring of rings(geometry)) {
    for (let k = 0; k < ring.length; k++) {
      const [x1, y1] = ring[k] ?? []
      const [x2, y2] = ring[(k + 1) % ring.length] ?? []
      if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) continue
      if (y1 < y2 || (y1 === y2 && x1 < x2)) edges.push(x1, y1, x2, y2)
      else if (y1 !== y2 || x1 !== x2) edges.push(x2, y2, x1, y1)
    }
  }
  return Float64Array.from(edges)
}

/** Places of all edges of a list, for `inside`. */
export const allOf = (edges: Float64Array): Int32Array => Int32Array.from({ length: edges.length / 4 }, (_, k) => 4 * k)

/**
 * Even-odd rule by a ray to the east, over the edges at the places `order[from]` to before `order[to]`. A point on an
 * edge or corner is inside.
 */
export function inside(
  edges: Float64Array,
  order: Int32Array,
  from: number,
  to: number,
  x: number,
  y: number,
): boolean {
  let odd = false
  for (let at = from; at < to; at++) {
    const k = order[at] as number
    const y1 = edges[k + 1] as number
    const y2 = edges[k + 3] as number
    if (y < y1 || y > y2) continue
    const x1 = edges[k] as number
    const x2 = edges[k + 2] as number
    if (y === y2) {
      if (x === x2 || (y === y1 && x >= x1 && x <= x2)) return true
      continue
    }
    const border = x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)
    if (x === border) return true
    if (x < border) odd = !odd
  }
  return odd
}
