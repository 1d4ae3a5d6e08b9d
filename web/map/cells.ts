import { codeParent, codeResolution } from '../../warehouse/catalog/cell.ts'
import type { CellTable } from '../data/cell-table.ts'
import { type Box, isIn, isInside, type LonLat } from './find-place.ts'

interface Shape {
  code: string
  at: LonLat
  /** Closed. */
  ring: LonLat[]
}

/** Cells of one resolution by code, and by the square of a grid their centre lies in; no vertex is a side away from its centre. */
interface Layer {
  shapes: Map<string, Shape>
  squares: Map<string, Shape[]>
  side: number
}

const layers = new Map<number, Layer>()
const learnt = new WeakSet<CellTable>()

const squareOf = ([x, y]: LonLat, side: number, right = 0, up = 0) =>
  `${Math.floor(x / side) + right} ${Math.floor(y / side) + up}`

function ringOf({ starts, outline }: CellTable, i: number): LonLat[] {
  const ring: LonLat[] = []
  for (let at = starts[i] ?? 0; at < (starts[i + 1] ?? 0); at += 2) ring.push([outline[at] ?? 0, outline[at + 1] ?? 0])
  const first = ring[0]
  return first ? [...ring, [...first]] : ring
}

const reachOf = ({ at, ring }: Shape): number =>
  Math.max(...ring.map(([x, y]) => Math.max(Math.abs(x - at[0]), Math.abs(y - at[1]))))

function bySquare({ shapes, side }: Layer): Layer['squares'] {
  const squares: Layer['squares'] = new Map()
  for (const shape of shapes.values()) {
    const square = squareOf(shape.at, side)
    const own = squares.get(square)
    if (own) own.push(shape)
    else squares.set(square, [shape])
  }
  return squares
}

/** Keeps the shapes of a table; what is known already stays as it is. */
export function learnCells(table: CellTable): void {
  if (learnt.has(table)) return
  learnt.add(table)
  const touched = new Set<Layer>()
  table.codes.forEach((code, i) => {
    const resolution = codeResolution(code)
    const layer = layers.get(resolution) ?? { shapes: new Map(), squares: new Map(), side: 0 }
    layers.set(resolution, layer)
    if (layer.shapes.has(code)) return
    const shape: Shape = { code, at: [table.lon[i] ?? 0, table.lat[i] ?? 0], ring: ringOf(table, i) }
    layer.shapes.set(code, shape)
    layer.side = Math.max(layer.side, reachOf(shape))
    touched.add(layer)
  })
  for (const layer of touched) layer.squares = bySquare(layer)
}

const shapeOf = (code: string): Shape | undefined => layers.get(codeResolution(code))?.shapes.get(code)

/** Outline of a cell as a closed ring; undefined while it is not known. */
export const cellRing = (code: string): LonLat[] | undefined => shapeOf(code)?.ring
export const cellCentre = (code: string): LonLat | undefined => shapeOf(code)?.at

/** The known cell of a resolution that a point lies in. */
export function cellAt(resolution: number, at: LonLat): string | null {
  const layer = layers.get(resolution)
  if (!layer) return null
  for (const right of [0, -1, 1]) {
    for (const up of [0, -1, 1]) {
      const near = layer.squares.get(squareOf(at, layer.side, right, up))
      const found = near?.find(({ ring }) => isInside([ring], at))
      if (found) return found.code
    }
  }
  return null
}

/** How many resolutions a cover may lie above the cells it is made from, and the most cells of one. */
const ABOVE = [2, 3, 4]
const MOST_COVER = 150

/**
 * Coarser cells that hold every finer one of a box and a rim around it, ascending: of the finest resolution that does not take too
 * many. Made from the known cells of a resolution; where none is near, that of the nearest.
 */
export function coverOf(box: Box, resolution: number): string[] {
  const layer = layers.get(resolution)
  if (!layer || layer.shapes.size === 0) return []
  const all = [...layer.shapes.values()]
  const [west, south, east, north] = box
  for (const above of ABOVE) {
    const coarse = Math.max(0, resolution - above)
    const rim = layer.side * Math.sqrt(7) ** (resolution - coarse)
    const wide: Box = [west - rim, south - rim, east + rim, north + rim]
    const inside = all.filter(({ at }) => isIn(wide, at))
    const near = inside.length > 0 ? inside : [nearestTo(all, [(west + east) / 2, (south + north) / 2])]
    const cells = new Set(near.map(({ code }) => codeParent(code, coarse)))
    if (cells.size <= MOST_COVER) return [...cells].sort()
  }
  return []
}

function nearestTo(shapes: readonly Shape[], [x, y]: LonLat): Shape {
  const far = ({ at }: Shape) => (at[0] - x) ** 2 + (at[1] - y) ** 2
  return shapes.reduce((best, shape) => (far(shape) < far(best) ? shape : best))
}

/** One place in steps of 1e-7 degrees, a centimetre: vertices that neighbours share differ in their last digits only. */
const spotOf = ([x, y]: LonLat): string => `${Math.round(x * 1e7)} ${Math.round(y * 1e7)}`

/** Borders of what some cells of one resolution cover together, as closed rings: edges that no other cell shares, chained. */
export function unionRings(codes: readonly string[]): LonLat[][] {
  const edges = new Map<string, { from: string; to: string; end: LonLat }>()
  for (const code of new Set(codes)) {
    const ring = cellRing(code) ?? []
    for (let i = 0; i + 1 < ring.length; i++) {
      const [start, end] = [ring[i] as LonLat, ring[i + 1] as LonLat]
      const [from, to] = [spotOf(start), spotOf(end)]
      if (!edges.delete(`${to}|${from}`)) edges.set(`${from}|${to}`, { from, to, end })
    }
  }
  const onward = new Map([...edges.values()].map((edge) => [edge.from, edge]))
  const rings: LonLat[][] = []
  for (const { from } of edges.values()) {
    const ring: LonLat[] = []
    for (let edge = onward.get(from); edge; edge = onward.get(edge.to)) {
      onward.delete(edge.from)
      ring.push(edge.end)
    }
    if (ring.length > 0) rings.push([ring.at(-1) as LonLat, ...ring])
  }
  return rings
}
