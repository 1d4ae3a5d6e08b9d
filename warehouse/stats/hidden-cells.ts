/** What a reader can work out about each hidden cell: it lies from `low` to `high`. Equal ends give it away. */
export interface HiddenBounds {
  low: Float64Array
  high: Float64Array
}

/**
 * Least and most that each hidden cell of a table can be, for a reader who sees every other cell, the totals of rows
 * and columns, and knows that counts are not negative. Arrays run over the hidden cells: their row and column numbered
 * from 0, and the true count. Exactly the answer of linear programming, found as the largest flow around the cell: what
 * one cell gains, others of its row and column must lose in turn.
 */
export function hiddenBounds(row: Int32Array, column: Int32Array, count: Float64Array): HiddenBounds {
  const graph = connect(row, column)
  const low = new Float64Array(count.length)
  const high = new Float64Array(count.length)
  for (let cell = 0; cell < count.length; cell++) {
    const value = count[cell] ?? 0
    const [from, to] = [graph.from[cell] ?? 0, graph.to[cell] ?? 0]
    high[cell] = value + largestFlow(graph, count, cell, from, to)
    low[cell] = Math.max(0, value - largestFlow(graph, count, cell, to, from))
  }
  return { low, high }
}

/** Rows and columns as nodes, hidden cells as the edges between them. */
interface Graph {
  nodes: number
  /** Row node and column node of each cell. */
  from: Int32Array
  to: Int32Array
  /** Cells of node v are `cells[start[v]]` to before `cells[start[v + 1]]`. */
  start: Int32Array
  cells: Int32Array
}

function connect(row: Int32Array, column: Int32Array): Graph {
  const rows = row.reduce((most, r) => Math.max(most, r + 1), 0)
  const nodes = column.reduce((most, c) => Math.max(most, rows + c + 1), rows)
  const to = column.map((c) => rows + c)
  const start = new Int32Array(nodes + 1)
  for (const ends of [row, to]) for (const v of ends) start[v + 1] = (start[v + 1] ?? 0) + 1
  for (let v = 0; v < nodes; v++) start[v + 1] = (start[v + 1] ?? 0) + (start[v] ?? 0)
  const next = start.slice()
  const cells = new Int32Array(2 * row.length)
  for (const ends of [row, to]) {
    for (const [cell, v] of ends.entries()) {
      const at = next[v] ?? 0
      cells[at] = cell
      next[v] = at + 1
    }
  }
  return { nodes, from: row, to, start, cells }
}

/** A step from row to column takes from a cell, at most what it holds; a step from column to row gives to it. */
function largestFlow(graph: Graph, count: Float64Array, without: number, source: number, sink: number): number {
  const held = count.slice()
  const via = new Int32Array(graph.nodes)
  let flow = 0
  while (reach(graph, held, without, source, sink, via)) {
    let room = Number.POSITIVE_INFINITY
    for (let v = sink; v !== source; v = otherEnd(graph, via[v] ?? 0, v)) {
      const cell = via[v] ?? 0
      if (graph.to[cell] === v) room = Math.min(room, held[cell] ?? 0)
    }
    for (let v = sink; v !== source; v = otherEnd(graph, via[v] ?? 0, v)) {
      const cell = via[v] ?? 0
      held[cell] = (held[cell] ?? 0) + (graph.to[cell] === v ? -room : room)
    }
    flow += room
  }
  return flow
}

const otherEnd = ({ from, to }: Graph, cell: number, v: number): number =>
  (from[cell] === v ? to[cell] : from[cell]) ?? 0

/** Shortest way from source to sink; `via` gets the cell by which each node was reached. */
function reach(
  graph: Graph,
  held: Float64Array,
  without: number,
  source: number,
  sink: number,
  via: Int32Array,
): boolean {
  via.fill(-1)
  const queue = [source]
  for (const v of queue) {
    for (let k = graph.start[v] ?? 0; k < (graph.start[v + 1] ?? 0); k++) {
      const cell = graph.cells[k] ?? 0
      const next = otherEnd(graph, cell, v)
      if (cell === without || next === source || (via[next] ?? 0) >= 0) continue
      if (graph.from[cell] === v && !((held[cell] ?? 0) > 0)) continue
      via[next] = cell
      if (next === sink) return true
      queue.push(next)
    }
  }
  return false
}
