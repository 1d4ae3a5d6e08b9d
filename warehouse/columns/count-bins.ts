import type { CaseColumns } from './case-columns.ts'
import { type CaseFilter, select } from './case-filter.ts'
import { type Axis, countSelection, sizeOf } from './count.ts'

/** Running counts of cases by bin of days and member of an axis, to be counted into `n`. */
export interface Bins {
  axis: Axis
  /** Days since 1970-01-01, ascending: bin i holds those from edge i on and before edge i + 1. */
  edges: Int32Array
  /** Position of each entry of the axis in a row; −1: counted with all only. */
  positions: Int32Array
  /** Entries of a row: one a position, the last for all cases. */
  width: number
  /** `edges.length` rows, in shared memory, all 0: row i counts the bins before edge i. */
  n: Uint32Array
}

/** Fills the rows of the bins with the cases that a filter leaves, whose period bounds them too. */
export function countBins(columns: CaseColumns, bins: Bins, filter: CaseFilter): void {
  const { axis, edges, positions, width, n } = bins
  const counts = new Uint32Array(sizeOf(columns, axis))
  const dayOf = (edge: number) => (edges[edge] as number) - columns.firstDay
  const selections = select(columns, filter)
  for (let bin = 0; bin + 1 < edges.length; bin++) {
    counts.fill(0)
    for (const selection of selections) {
      const part = {
        ...selection,
        first: Math.max(selection.first, dayOf(bin)),
        end: Math.min(selection.end, dayOf(bin + 1)),
      }
      if (part.first < part.end) countSelection(columns, part, axis, counts)
    }
    const row = (bin + 1) * width
    n.copyWithin(row, row - width, row)
    let all = 0
    for (let i = 0; i < counts.length; i++) {
      const found = counts[i] as number
      const position = positions[i] as number
      all += found
      if (found > 0 && position >= 0) n[row + position] = (n[row + position] as number) + found
    }
    n[row + width - 1] = (n[row + width - 1] as number) + all
  }
}
