import type { Geometry } from './types.ts'

/** Number of the area that holds a point, or 0. */
export type AreaAt = (x: number, y: number) => number
export interface Shape {
  /** Above 0. Where shapes overlap the lowest wins. */
  id: number
  geometry: Geometry
}

const OPEN = 0

function rings(geometry: Geometry): number[][][] {
  if (geometry.type === 'Polygon') return geometry.coordinates
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.flat()
  return []
}

/** Edges of all rings as x1,y1,x2,y2 runs; level edges never matter to a ray along x and still mark the border. */
function edgesOf(geometry: Geometry): Float64Array {
  const edges: number[] = []
  for (const ring of rings(geometry)) {
    for (let k = 0; k < ring.length; k++) {
      const [x1, y1] = ring[k] ?? []
      const [x2, y2] = ring[(k + 1) % ring.length] ?? []
      if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) continue
      if (x1 !== x2 || y1 !== y2) edges.push(x1, y1, x2, y2)
    }
  }
  return Float64Array.from(edges)
}

/** Even-odd rule over the edges from `from` to `to`; a ray to the right, lower end included, upper end not. */
function inside(edges: Float64Array, from: number, to: number, x: number, y: number): boolean {
  let odd = false
  for (let k = from; k < to; k += 4) {
    const y1 = edges[k + 1] as number
    const y2 = edges[k + 3] as number
    if (y1 > y === y2 > y) continue
    const x1 = edges[k] as number
    const x2 = edges[k + 2] as number
    if (x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) odd = !odd
  }
  return odd
}

/** The slow exact way: every shape, every edge. The measure of `rasterIndex`. */
export function exactIndex(shapes: Shape[]): AreaAt {
  const sorted = shapes.map(({ id, geometry }) => ({ id, edges: edgesOf(geometry) })).toSorted((a, b) => a.id - b.id)
  return (x, y) => sorted.find(({ edges }) => inside(edges, 0, edges.length, x, y))?.id ?? OPEN
}

/** Edges of one shape, grouped by raster row so that a ray reads only those that reach its row. */
interface Rows {
  id: number
  first: number
  starts: Int32Array
  edges: Float64Array
}

/**
 * Point → area by a raster of `size` × `size`: cells wholly inside one area answer at once, cells on a border test
 * their few candidates exactly. Equal to `exactIndex` for every finite point. Returns null when no shape has a ring.
 */
export function rasterIndex(shapes: Shape[], size = 2048): AreaAt | null {
  const sorted = shapes
    .map(({ id, geometry }) => ({ id, edges: edgesOf(geometry) }))
    .filter(({ edges }) => edges.length > 0)
    .toSorted((a, b) => a.id - b.id)
  if (sorted.length === 0) return null
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity
  for (const { edges } of sorted) {
    for (let k = 0; k < edges.length; k += 2) {
      west = Math.min(west, edges[k] as number)
      east = Math.max(east, edges[k] as number)
      south = Math.min(south, edges[k + 1] as number)
      north = Math.max(north, edges[k + 1] as number)
    }
  }
  const perX = (size * (1 - 1e-9)) / Math.max(east - west, 1e-12)
  const perY = (size * (1 - 1e-9)) / Math.max(north - south, 1e-12)
  const clamp = (v: number) => Math.min(size - 1, Math.max(0, Math.floor(v)))
  // 0 nobody; n > 0 wholly inside area n; n < 0 list -n of candidates, the last of which may be whole.
  const grid = new Int32Array(size * size)
  const lists: { members: Rows[]; whole: number }[] = [{ members: [], whole: OPEN }]

  const listAt = (at: number) => {
    const value = grid[at] as number
    if (value < 0) return lists[-value]
    lists.push({ members: [], whole: OPEN })
    grid[at] = 1 - lists.length
    return lists.at(-1)
  }
  for (const { id, edges } of sorted) {
    const shape = byRow(id, edges)
    const touched = new Set<number>()
    const last = shape.first + shape.starts.length - 2
    for (let row = shape.first; row <= last; row++) {
      touched.clear()
      const from = shape.starts[row - shape.first] as number
      const to = shape.starts[row - shape.first + 1] as number
      for (let k = from; k < to; k += 4) markColumns(shape.edges, k, row, touched)
      for (const column of touched) {
        const at = row * size + column
        if ((grid[at] as number) > 0) continue
        const list = listAt(at)
        if (list && list.whole === OPEN) list.members.push(shape)
      }
      fillRow(shape, row, from, to, touched)
    }
  }
  return (x, y) => {
    if (!(x >= west && x <= east && y >= south && y <= north)) return OPEN
    const row = clamp((y - south) * perY)
    const value = grid[row * size + clamp((x - west) * perX)] as number
    if (value >= 0) return value
    const list = lists[-value]
    if (!list) return OPEN
    for (const shape of list.members) {
      const k = row - shape.first
      if (inside(shape.edges, shape.starts[k] as number, shape.starts[k + 1] as number, x, y)) return shape.id
    }
    return list.whole
  }

  function byRow(id: number, edges: Float64Array): Rows {
    // A margin of a millionth of a cell keeps rounding on the safe side.
    const span = (k: number): [number, number] => {
      const a = ((edges[k + 1] as number) - south) * perY
      const b = ((edges[k + 3] as number) - south) * perY
      return [clamp(Math.min(a, b) - 1e-6), clamp(Math.max(a, b) + 1e-6)]
    }
    let first = size
    let last = 0
    for (let k = 0; k < edges.length; k += 4) {
      const [low, high] = span(k)
      first = Math.min(first, low)
      last = Math.max(last, high)
    }
    const starts = new Int32Array(last - first + 2)
    for (let k = 0; k < edges.length; k += 4) {
      const [low, high] = span(k)
      for (let row = low; row <= high; row++) starts[row - first + 1] = (starts[row - first + 1] as number) + 4
    }
    for (let k = 1; k < starts.length; k++) starts[k] = (starts[k] as number) + (starts[k - 1] as number)
    const grouped = new Float64Array(starts.at(-1) ?? 0)
    const next = starts.slice()
    for (let k = 0; k < edges.length; k += 4) {
      const [low, high] = span(k)
      for (let row = low; row <= high; row++) {
        const at = next[row - first] as number
        grouped.set(edges.subarray(k, k + 4), at)
        next[row - first] = at + 4
      }
    }
    return { id, first, starts, edges: grouped }
  }

  function markColumns(edges: Float64Array, k: number, row: number, touched: Set<number>) {
    let x1 = ((edges[k] as number) - west) * perX
    let x2 = ((edges[k + 2] as number) - west) * perX
    const y1 = ((edges[k + 1] as number) - south) * perY
    const y2 = ((edges[k + 3] as number) - south) * perY
    if (Math.abs(y2 - y1) > 1e-9) {
      const at = (y: number) =>
        x1 + ((Math.min(Math.max(y, Math.min(y1, y2)), Math.max(y1, y2)) - y1) / (y2 - y1)) * (x2 - x1)
      const low = at(row - 1e-6)
      const high = at(row + 1 + 1e-6)
      x1 = low
      x2 = high
    }
    const to = clamp(Math.max(x1, x2) + 1e-6)
    for (let column = clamp(Math.min(x1, x2) - 1e-6); column <= to; column++) touched.add(column)
  }

  /** Untouched cells of a row are wholly inside or outside: their centre tells. */
  function fillRow(shape: Rows, row: number, from: number, to: number, touched: Set<number>) {
    if (touched.size === 0) return
    const columns = [...touched].toSorted((a, b) => a - b)
    const y = south + (row + 0.5) / perY
    for (let k = 0; k + 1 < columns.length; k++) {
      const start = (columns[k] as number) + 1
      const end = columns[k + 1] as number
      if (start >= end || !inside(shape.edges, from, to, west + (start + 0.5) / perX, y)) continue
      for (let column = start; column < end; column++) {
        const at = row * size + column
        const value = grid[at] as number
        if (value === 0) grid[at] = shape.id
        else if (value < 0) {
          const list = lists[-value]
          if (list && list.whole === OPEN) list.whole = shape.id
        }
      }
    }
  }
}
