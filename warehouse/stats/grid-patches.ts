/** Cells that touch by an edge, or by an edge or a corner. */
export type Touching = 'rook' | 'queen'

export interface Patches {
  /** By cell: 0 for cells that are not in, else the number of its patch, from 1 in the order of first cells. */
  patch: Int32Array
  count: number
}

const ROOK = [
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, 0],
] as const
const QUEEN = [...ROOK, [-1, -1], [-1, 1], [1, -1], [1, 1]] as const

/** Cells around a cell of a grid of `rows` × `columns`, those outside left out; filled into `into`, how many is returned. */
export function cellsAround(cell: number, rows: number, columns: number, touching: Touching, into: Int32Array): number {
  const row = Math.floor(cell / columns)
  const column = cell - row * columns
  let found = 0
  for (const [down, right] of touching === 'rook' ? ROOK : QUEEN) {
    const [r, c] = [row + down, column + right]
    if (r >= 0 && r < rows && c >= 0 && c < columns) into[found++] = r * columns + c
  }
  return found
}

/** Connected patches of the cells whose `isIn` is 1; row by row, `rows` × `columns`. Linear in the cells. */
export function patchesOf(isIn: Uint8Array, rows: number, columns: number, touching: Touching): Patches {
  const patch = new Int32Array(isIn.length)
  const around = new Int32Array(8)
  const waiting = new Int32Array(isIn.length)
  let count = 0
  for (let first = 0; first < isIn.length; first++) {
    if (!isIn[first] || patch[first]) continue
    patch[first] = ++count
    waiting[0] = first
    for (let left = 1; left > 0; ) {
      const found = cellsAround(waiting[--left] as number, rows, columns, touching, around)
      for (let k = 0; k < found; k++) {
        const cell = around[k] as number
        if (!isIn[cell] || patch[cell]) continue
        patch[cell] = count
        waiting[left++] = cell
      }
    }
  }
  return { patch, count }
}
