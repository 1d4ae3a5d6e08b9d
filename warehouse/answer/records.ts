import type { Table } from '../engine/engine.ts'

/** The rows of a small result as records. The caller names the record type that its columns spell. */
export function records<T>(table: Table): T[] {
  const names = Object.keys(table.columns)
  return Array.from(
    { length: table.rows },
    (_, i) => Object.fromEntries(names.map((name) => [name, table.columns[name]?.[i] ?? null])) as T,
  )
}
