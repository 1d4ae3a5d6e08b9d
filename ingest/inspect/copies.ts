import type { Known, Table } from './table.ts'

const ALIKE = 0.95
const LEAST_COLUMNS = 0.8

const keyOf = (text: string) =>
  text !== '' && Number.isFinite(Number(text)) ? String(Number(text)) : text.toLowerCase()

const isTold = ({ tally, distinct }: Known) => distinct > 1 && !tally.isCut

function isSameColumn(a: Known, b: Known): boolean {
  const [left, right] = [a, b].map(({ tally }) => new Set([...tally.values.keys()].map(keyOf)))
  if (!left || !right) return false
  const both = [...left].filter((value) => right.has(value)).length
  return both >= ALIKE * Math.max(left.size, right.size)
}

/** Whether two tables hold the same records: as many, and the same values in nearly all columns of one name. */
function isCopy(a: Table, b: Table): boolean {
  if (a.records !== b.records || a.records < 3) return false
  const pairs = a.columns.flatMap((column) => {
    const other = b.columns.find(({ name }) => name === column.name)
    return other && isTold(column) && isTold(other) ? [[column, other] as const] : []
  })
  const told = Math.min(a.columns.filter(isTold).length, b.columns.filter(isTold).length)
  if (pairs.length < 2 || pairs.length < told * LEAST_COLUMNS) return false
  return pairs.filter(([left, right]) => isSameColumn(left, right)).length >= pairs.length * LEAST_COLUMNS
}

const worth = ({ files, unsure, columns }: Table) =>
  (files[0]?.geometry ? 1e6 : 0) - unsure.length * 1e3 + columns.length

/** Tables that hold the records of another once more → that other, which tells most. */
export function copiesOf(tables: Table[]): Map<Table, Table> {
  const found = new Map<Table, Table>()
  for (const [i, table] of tables.entries()) {
    for (const other of tables.slice(i + 1)) {
      if (found.has(table) || found.has(other) || !isCopy(table, other)) continue
      if (worth(other) > worth(table)) found.set(table, other)
      else found.set(other, table)
    }
  }
  return found
}
