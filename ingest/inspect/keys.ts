import type { Column } from './column.ts'
import type { Row } from './tally.ts'

const MOST_CANDIDATES = 12

/** Columns that tell rows apart: single ones over all rows, else pairs over the rows kept. */
export function findKeys(columns: Column[], sample: Row[]): { names: string[]; isSampled: boolean }[] {
  const singles = columns.filter((column) => column.isUnique)
  if (singles.length > 0) return singles.map(({ name, tally }) => ({ names: [name], isSampled: tally.isCut }))
  const candidates = columns
    .map((column, index) => ({ column, index }))
    .filter(({ column }) => column.tally.empty === 0 && column.distinct > 1 && !column.personal && column.name !== '')
    .toSorted((a, b) => b.column.distinct - a.column.distinct)
    .slice(0, MOST_CANDIDATES)
  const pairs: { names: string[]; isSampled: boolean }[] = []
  for (const [i, a] of candidates.entries()) {
    for (const b of candidates.slice(i + 1)) {
      if (a.column.distinct * b.column.distinct < a.column.filled) continue
      const seen = new Set(sample.map((row) => `${row[a.index]?.trim()}\u0000${row[b.index]?.trim()}`))
      if (seen.size === sample.length && sample.length > 1) {
        pairs.push({ names: [a.column.name, b.column.name], isSampled: sample.length < a.column.tally.rows })
      }
    }
  }
  return pairs.slice(0, 3)
}
