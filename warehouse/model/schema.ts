import { createHash } from 'node:crypto'
import type { TableSpec } from './table.ts'
import { TABLES } from './tables.ts'
import { VIEWS, type ViewSpec } from './views.ts'

/** Raise it when a column comes to mean something else under its old name and type. */
const MEANING = 1

/** Names what a store holds: columns, types and views, not the notes on them. */
export function schemaOf(tables: TableSpec[], views: ViewSpec[]): string {
  const held = tables.map(({ name, columns }) => [name, columns.map((c) => [c.name, c.type, c.notNull ?? false])])
  const text = JSON.stringify([MEANING, held, views.map((view) => [view.name, view.text])])
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/** The schema of the stores this program writes and reads. */
export const SCHEMA = schemaOf(TABLES, VIEWS)
