/** Edges of all shapes, for each shape grouped by raster row, so that a ray reads only those that reach its row. */
export interface EdgeRows {
  /** x1,y1,x2,y2 runs, all shapes one after the other. */
  edges: Float64Array
  /** Where in `edges` each edge of a row stands. */
  order: Int32Array
  /** First row of each shape. */
  first: Int32Array
  /** Last row of each shape. */
  last: Int32Array
  /** Where the rows of each shape begin in `starts`. */
  base: Int32Array
  /** Where the edges of a row begin in `order`; they end where the next row begins. */
  starts: Int32Array
}

/** `rowsOf` tells the first and last row that the edge at an index of a list may reach. */
export function groupByRow(
  shapes: Float64Array[],
  rowsOf: (edges: Float64Array, k: number) => [number, number],
): EdgeRows {
  const first = new Int32Array(shapes.length).fill(2 ** 30)
  const last = new Int32Array(shapes.length).fill(-1)
  const base = new Int32Array(shapes.length)
  let rows = 0
  for (const [s, edges] of shapes.entries()) {
    for (let k = 0; k < edges.length; k += 4) {
      const [low, high] = rowsOf(edges, k)
      first[s] = Math.min(first[s] as number, low)
      last[s] = Math.max(last[s] as number, high)
    }
    base[s] = rows
    rows += (last[s] as number) - (first[s] as number) + 1
  }
  const starts = new Int32Array(rows + 1)
  const everyRow = (visit: (place: number, edge: number) => void) => {
    let before = 0
    for (const [s, edges] of shapes.entries()) {
      const from = (base[s] as number) - (first[s] as number)
      for (let k = 0; k < edges.length; k += 4) {
        const [low, high] = rowsOf(edges, k)
        for (let row = low; row <= high; row++) visit(from + row, before + k)
      }
      before += edges.length
    }
  }
  everyRow((place) => {
    starts[place + 1] = (starts[place + 1] as number) + 1
  })
  for (let k = 1; k < starts.length; k++) starts[k] = (starts[k] as number) + (starts[k - 1] as number)
  const order = new Int32Array(starts.at(-1) ?? 0)
  const next = starts.slice()
  everyRow((place, edge) => {
    const at = next[place] as number
    order[at] = edge
    next[place] = at + 1
  })
  const edges = new Float64Array(shapes.reduce((length, list) => length + list.length, 0))
  let filled = 0
  for (const list of shapes) {
    edges.set(list, filled)
    filled += list.length
  }
  return { edges, order, first, last, base, starts }
}
