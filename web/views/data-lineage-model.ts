import type { LineageBody } from '../../api/schema/lineage.ts'
import type { Component, Indicator } from '../../warehouse/catalog/types.ts'
import { type Load, type SourceRow, sourceRows } from './data-model.ts'

export type Role = 'numerator' | 'denominator' | 'weights' | 'areas'

/** One strand of an indicator: what it takes, the table it is taken from, and the files the rows it reads came in. */
export interface Strand {
  role: Role
  /** What it adds up; null for the areas it is counted in, and for the residents that weigh a figure. */
  component: Component | null
  table: string
  /** Rows of the table in this version, and those of them that any part of the indicator reads; null: withheld. */
  rows: number | null
  read: number | null
  sources: SourceRow[]
  /** The same as SQL over one row `f`, its values in place. */
  sql: string | null
}

/** The indicator whose parts count: itself, or the one a gap compares. */
export const measured = (indicator: Indicator, all: readonly Indicator[]): Indicator =>
  indicator.kind === 'gap' ? (all.find((each) => each.id === indicator.of) ?? indicator) : indicator

function withValues(formula: string, values: readonly (string | number | boolean | null)[]): string {
  let i = 0
  return formula.replace(/\?/g, () => {
    const value = values[i++]
    return typeof value === 'string' ? `'${value}'` : String(value)
  })
}

const sumOf = (of: readonly (number | null)[]) =>
  of.reduce((sum, n) => (sum === null || n === null ? null : sum + n), 0)
const rowsOf = ({ tables }: LineageBody, name: string) => {
  const found = tables.find(({ table }) => table === name)
  return found ? found.rows : 0
}

/** The strands of an indicator back to its files: its parts as the server tells them, and the areas they are counted in. */
export function strandsOf(indicator: Indicator, lineage: LineageBody, loads: readonly Load[]): Strand[] {
  const parts = lineage.indicators[0]?.parts ?? []
  const all = parts.map((part): Strand => {
    const component = indicator[part.role]
    const isOwn = component?.from === part.table
    const readOf = new Map(lineage.files.map((file) => [file.load_id, file.read?.[part.table]]))
    return {
      role: isOwn ? part.role : 'weights',
      component: isOwn ? component : null,
      table: part.table,
      rows: rowsOf(lineage, part.table),
      read: sumOf([...readOf.values()].filter((n) => n !== undefined)),
      sources: sourceRows(loads.filter((load) => readOf.get(load.load_id) !== undefined)),
      sql: withValues(part.formula, part.values),
    }
  })
  const isFirst = (strand: Strand, i: number) => all.findIndex((each) => each.role === strand.role) === i
  const strands = all.filter((strand, i) => strand.role !== 'weights' || isFirst(strand, i))
  if (parts.some((part) => part.table === 'area')) return strands
  const areas = loads.filter((load) => load.target === 'area')
  const rows = sumOf(areas.map((load) => load.loaded))
  return [
    ...strands,
    { role: 'areas', component: null, table: 'area', rows, read: rows, sources: sourceRows(areas), sql: null },
  ]
}
