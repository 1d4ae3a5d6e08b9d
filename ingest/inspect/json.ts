import type { Known, Table } from './table.ts'

const MOST_SHOWN = 10

function columnJson(column: Known) {
  const { name, role, because, doubt, filled, distinct, tally, isUnique, time, number, code, personal, totals } = column
  const isPersonal = role === 'personal'
  const values = isPersonal ? [] : [...tally.values].toSorted((a, b) => b[1] - a[1]).slice(0, MOST_SHOWN)
  return {
    name,
    role,
    because,
    doubt,
    rows: tally.rows,
    empty: tally.rows - filled,
    distinct,
    is_distinct_cut: tally.isCut,
    is_unique: isUnique,
    null_words: Object.fromEntries(tally.nullWords),
    time: isPersonal ? null : time,
    number: number && !isPersonal ? { ...number, units: Object.fromEntries(number.units) } : null,
    code: isPersonal ? null : code,
    personal,
    totals,
    most_frequent: values.map(([value, n]) => ({ value, n })),
  }
}

/** A table as a plain object for scripts; of personal columns no value is told. */
export function tableJson(table: Table) {
  const files = table.files.map(({ path, bytes, records, bad, format, encoding, delimiter, stated, geometry }) => {
    return { path, bytes, records, bad, format, encoding, delimiter, stated, geometry }
  })
  const { records, bad, wide, keys, remarks, unsure } = table
  return { files, records, bad, wide, keys, remarks, unsure, columns: table.columns.map(columnJson) }
}
