import type { CaseColumns } from './case-columns.ts'
import { cellParents } from '../catalog/cell.ts'

/** Cells of one resolution. */
export interface Ancestors {
  /** H3 indexes, ascending. */
  cells: BigUint64Array
  /** Ancestor of each cell of the columns, as its place in `cells`; last that of no cell: the length of `cells`. */
  of: Uint32Array
}

const known = new WeakMap<BigUint64Array, Map<number, Ancestors>>()

/** Ancestors of the cells of columns; ascending as they are, those of one ancestor lie side by side. */
export function ancestorsAt({ cells }: Pick<CaseColumns, 'cells'>, resolution: number): Ancestors {
  const byResolution = known.get(cells) ?? new Map<number, Ancestors>()
  known.set(cells, byResolution)
  const found = byResolution.get(resolution) ?? ancestorsOf(cells, resolution)
  byResolution.set(resolution, found)
  return found
}

function ancestorsOf(cells: BigUint64Array, resolution: number): Ancestors {
  const parentOf = cellParents(resolution)
  const parents: bigint[] = []
  const of = new Uint32Array(cells.length + 1)
  for (let i = 0; i < cells.length; i++) {
    const parent = parentOf(cells[i] as bigint)
    if (parents.at(-1) !== parent) parents.push(parent)
    of[i] = parents.length - 1
  }
  of[cells.length] = parents.length
  return { cells: BigUint64Array.from(parents), of }
}

/** Place of a cell in an ascending list; −1 where it is not in it. */
export function placeIn(cells: BigUint64Array, cell: bigint): number {
  let low = 0
  let high = cells.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = cells[middle] as bigint
    if (found === cell) return middle
    if (found < cell) low = middle + 1
    else high = middle - 1
  }
  return -1
}
