/** How a table is declared. */
interface ColumnSpec {
  name: string
  type: string
  note: string
  notNull?: boolean
}
export interface TableSpec {
  name: string
  grain: string
  /** Columns that tell a row from the others of any one snapshot; unset where only the whole row does. */
  key?: string[]
  columns: ColumnSpec[]
}

export const column = (name: string, type: string, note: string, notNull = false): ColumnSpec => ({
  name,
  type,
  note,
  notNull,
})
