import { Candidates } from './candidates.ts'
import { groupByRow } from './edge-rows.ts'
import { allOf, edgesOf, inside } from './edges.ts'
import type { Geometry } from './types.ts'

/** Number of the area that holds a point, or 0. */
export type AreaAt = (x: number, y: number) => number
/** Writes the area of each of the first `count` points to `out`; 0 where none holds it. */
export type FillAreas = (xs: Float64Array, ys: Float64Array, out: Int32Array, count: number) => void
export interface Shape {
  /** Above 0. Where shapes overlap, and on a border they share, the lowest wins. */
  id: number
  geometry: Geometry
}

const OPEN = 0
/** Points looked up at a time. */
const BLOCK = 1024

/** The slow exact way: every shape, every edge. The measure of `rasterIndex`. */
export function exactIndex(shapes: Shape[]): AreaAt {
  const sorted = shapes
    .map(({ id, geometry }) => ({ id, edges: edgesOf(geometry) }))
    .map((shape) => ({ ...shape, all: allOf(shape.edges) }))
    .toSorted((a, b) => a.id - b.id)
  return (x, y) => sorted.find(({ edges, all }) => inside(edges, all, 0, all.length, x, y))?.id ?? OPEN
}

/**
 * Point → area by a raster of `size` × `size`: cells wholly inside one area answer at once, cells on a border test
 * their few candidates exactly. Equal to `exactIndex` for every finite point. Returns null when no shape has a ring.
 */
export function rasterIndex(shapes: Shape[], size = 2048): FillAreas | null {
  const sorted = shapes
    .map(({ id, geometry }) => ({ id, edges: edgesOf(geometry) }))
    .filter(({ edges }) => edges.length > 0)
    .toSorted((a, b) => a.id - b.id)
  if (sorted.length === 0) return null
  const [west, south, east, north] = boxOf(sorted.map(({ edges }) => edges))
  const perX = (size * (1 - 1e-9)) / Math.max(east - west, 1e-12)
  const perY = (size * (1 - 1e-9)) / Math.max(north - south, 1e-12)
  const clamp = (v: number) => Math.min(size - 1, Math.max(0, Math.floor(v)))
  const ids = Int32Array.from(sorted, ({ id }) => id)
  const { edges, order, first, last, base, starts } = groupByRow(
    sorted.map((shape) => shape.edges),
    // A margin of a millionth of a cell keeps rounding on the safe side.
    (list, k) => [
      clamp(((list[k + 1] as number) - south) * perY - 1e-6),
      clamp(((list[k + 3] as number) - south) * perY + 1e-6),
    ],
  )
  const candidates = new Candidates()
  const grid = new Int32Array(size * size)
  const touched = new Set<number>()
  for (const [shape, id] of ids.entries()) {
    const from = (base[shape] as number) - (first[shape] as number)
    for (let row = first[shape] as number; row <= (last[shape] as number); row++) {
      const [start, end] = [starts[from + row] as number, starts[from + row + 1] as number]
      touched.clear()
      for (let at = start; at < end; at++) markColumns(order[at] as number, row)
      for (const column of touched) {
        const at = row * size + column
        grid[at] = candidates.withBorder(grid[at] as number, shape)
      }
      fillRow(id, row, start, end)
    }
  }
  const lists = Int32Array.from(candidates.entries)

  // Two passes: lookups that do not wait for one another overlap, tests against edges come after them.
  return (xs, ys, out, count) => {
    for (let from = 0; from < count; from += BLOCK) {
      const to = Math.min(count, from + BLOCK)
      for (let k = from; k < to; k++) {
        const x = xs[k] as number
        const y = ys[k] as number
        const isWithin = x >= west && x <= east && y >= south && y <= north
        out[k] = isWithin ? (((y - south) * perY) | 0) * size + (((x - west) * perX) | 0) : -1
      }
      for (let k = from; k < to; k++) {
        const at = out[k] as number
        out[k] = at < 0 ? OPEN : (grid[at] as number)
      }
      for (let k = from; k < to; k++) {
        const value = out[k] as number
        if (value >= 0) continue
        const y = ys[k] as number
        out[k] = onBorder(-value, ((y - south) * perY) | 0, xs[k] as number, y)
      }
    }
  }

  function onBorder(list: number, row: number, x: number, y: number): number {
    const end = list + 2 + (lists[list] as number)
    for (let k = list + 2; k < end; k++) {
      const shape = lists[k] as number
      const place = (base[shape] as number) + row - (first[shape] as number)
      if (inside(edges, order, starts[place] as number, starts[place + 1] as number, x, y)) return ids[shape] as number
    }
    return lists[list + 1] as number
  }

  /** Adds the columns that an edge reaches within a row to `touched`. */
  function markColumns(k: number, row: number) {
    let x1 = ((edges[k] as number) - west) * perX
    let x2 = ((edges[k + 2] as number) - west) * perX
    const y1 = ((edges[k + 1] as number) - south) * perY
    const y2 = ((edges[k + 3] as number) - south) * perY
    if (y2 - y1 > 1e-9) {
      const at = (y: number) => x1 + ((Math.min(Math.max(y, y1), y2) - y1) / (y2 - y1)) * (x2 - x1)
      ;[x1, x2] = [at(row - 1e-6), at(row + 1 + 1e-6)]
    }
    const to = clamp(Math.max(x1, x2) + 1e-6)
    for (let column = clamp(Math.min(x1, x2) - 1e-6); column <= to; column++) touched.add(column)
  }

  /** Untouched cells between touched ones are wholly inside or outside: the centre of the first tells. */
  function fillRow(id: number, row: number, start: number, end: number) {
    const columns = [...touched].toSorted((a, b) => a - b)
    const y = south + (row + 0.5) / perY
    for (let k = 0; k + 1 < columns.length; k++) {
      const column = (columns[k] as number) + 1
      const next = columns[k + 1] as number
      if (column >= next || !inside(edges, order, start, end, west + (column + 0.5) / perX, y)) continue
      for (let at = row * size + column; at < row * size + next; at++) {
        grid[at] = candidates.withWhole(grid[at] as number, id)
      }
    }
  }
}

function boxOf(lists: Float64Array[]): [west: number, south: number, east: number, north: number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const edges of lists) {
    for (let k = 0; k < edges.length; k += 2) {
      box[0] = Math.min(box[0], edges[k] as number)
      box[1] = Math.min(box[1], edges[k + 1] as number)
      box[2] = Math.max(box[2], edges[k] as number)
      box[3] = Math.max(box[3], edges[k + 1] as number)
    }
  }
  return box
}
