import type { Component } from '../catalog/types.ts'
import type { Table } from '../engine/engine.ts'
import type { CasesPlan, Dimension, Filters, Plan, Span, TimeColumn } from '../query/plan.ts'
import { toSql } from '../query/to-sql.ts'
import type { Attached } from '../snapshot/types.ts'
import { joinTokens, tokenOf } from './keys.ts'

/** Sums by joined member tokens. */
export type Sums = ReadonlyMap<string, readonly number[]>

/** Asks the store for additive parts, each statement once however often it is wanted within one answer. */
export interface Store {
  run(plan: Plan): Promise<Table>
}

export function openStore(snapshot: Attached, signal: AbortSignal | undefined): Store {
  const asked = new Map<string, Promise<Table>>()
  return {
    run(plan) {
      const sql = toSql(plan, snapshot.engine.dialect)
      const key = JSON.stringify([sql.text, sql.values?.map(String)])
      const known = asked.get(key) ?? snapshot.engine.query(sql, signal ? { signal } : {})
      asked.set(key, known)
      return known
    },
  }
}

/** Sums of a result by its first `keys` columns. */
export function gather(table: Table, keys: number, columns: string[]): Map<string, number[]> {
  const keyColumns = Array.from({ length: keys }, (_, k) => table.columns[`k${k}`])
  const sums = new Map<string, number[]>()
  for (let i = 0; i < table.rows; i++) {
    const token = joinTokens(keyColumns.map((column) => tokenOf(column?.[i])))
    sums.set(
      token,
      columns.map((name) => numberOf(table.columns[name]?.[i])),
    )
  }
  return sums
}

const numberOf = (value: unknown): number => (value === null || value === undefined ? Number.NaN : Number(value))

export interface CasesQuestion {
  by: readonly Dimension[]
  at: TimeColumn
  span: Span
  monthsBefore?: string
  components: readonly Component[]
  filters: Filters
}

export async function sumCases(snapshot: Attached, store: Store, question: CasesQuestion): Promise<Sums> {
  const plan: CasesPlan = { fact: 'cases', store: snapshot.store, asOf: snapshot.catalog.asOf, ...question }
  return gather(
    await store.run(plan),
    question.by.length,
    question.components.map((_, i) => `c${i}`),
  )
}
