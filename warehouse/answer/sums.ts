import type { Component } from '../catalog/types.ts'
import type { Column, Sql, Table } from '../engine/engine.ts'
import type { CasesPlan, Dimension, Filters, Plan, Span, TimeColumn } from '../query/plan.ts'
import { toSql } from '../query/to-sql.ts'
import type { Attached } from '../snapshot/types.ts'
import { joinTokens, tokenOf } from './keys.ts'

/** Sums by joined member tokens; NaN where the store has null. */
export interface Sums {
  get(token: string): number | undefined
  /** The same object for sums of the same rows. */
  keys(): Iterable<string>
}

/**
 * Asks the store for additive parts, each statement once however often it is wanted within one answer. Tables of one
 * statement may share their key columns, which nobody writes into.
 */
export interface Store {
  run(plan: Plan): Promise<GroupedTable>
}

/** Figures of places are few and asked for again with every question: the last tables of a snapshot, and how long one may be. */
const MOST_TABLES = 64
const MOST_ROWS = 5000
const figures = new WeakMap<Attached, Map<string, Table>>()

function keep(tables: Map<string, Table>, key: string, table: Table): void {
  if (table.rows > MOST_ROWS) return
  tables.set(key, table)
  const [oldest] = tables.keys()
  if (tables.size > MOST_TABLES && oldest !== undefined) tables.delete(oldest)
}

/** `options.signal` is read when a statement starts. */
export function openStore(snapshot: Attached, options: { signal?: AbortSignal | undefined }): Store {
  const asked = new Map<string, Promise<Table>>()
  const tables = figures.get(snapshot) ?? new Map<string, Table>()
  figures.set(snapshot, tables)
  const run = (sql: Sql) => {
    const { signal } = options
    return snapshot.engine.query(sql, signal ? { signal } : {})
  }
  return {
    async run(plan) {
      const sql = toSql(plan, snapshot.engine.dialect)
      const key = JSON.stringify([sql.text, sql.values?.map(String)])
      const kept = tables.get(key)
      if (kept) return kept
      const running = asked.get(key) ?? run(sql)
      asked.set(key, running)
      const table = await running
      if (plan.fact !== 'cases' && plan.fact !== 'durations') keep(tables, key, table)
      return table
    },
  }
}

/** Rows of a table by their joined tokens. */
class TokenRows implements Iterable<string> {
  readonly #rows = new Map<string, number>()
  #last = ''
  #row: number | undefined

  constructor(table: Table, keys: number) {
    const columns = Array.from({ length: keys }, (_, k) => table.columns[`k${k}`] ?? [])
    const [only = []] = columns
    for (let i = 0; i < table.rows; i++) {
      this.#rows.set(keys === 1 ? tokenOf(only[i]) : joinTokens(columns.map((column) => tokenOf(column[i]))), i)
    }
    this.#row = this.#rows.get(this.#last)
  }

  /** Callers ask for one row after the other, and several sums of each. */
  rowOf(token: string): number | undefined {
    if (token === this.#last) return this.#row
    this.#last = token
    this.#row = this.#rows.get(token)
    return this.#row
  }

  [Symbol.iterator](): Iterator<string> {
    return this.#rows.keys()
  }
}

const known = new WeakMap<object, TokenRows>()

/** Found once for tables that share their key columns. */
function tokenRows(table: Table, keys: number): TokenRows {
  const first = table.columns.k0
  const rows = (first && known.get(first)) ?? new TokenRows(table, keys)
  if (first && keys > 0) known.set(first, rows)
  return rows
}

/** Which group each row belongs to, and the number of each joined token's. */
export interface Groups {
  tokens: Map<string, number>
  group: Int32Array
}

/** Keys above are not told by an array. */
const MOST_NUMBERS = 2 ** 20

/** The same for keys that are small whole numbers, such as those of areas; null where they are not. */
function groupsOfNumbers(keys: Float64Array): Groups | null {
  const most = keys.reduce((highest, key) => Math.max(highest, key), 0)
  if (!(most < MOST_NUMBERS) || keys.some((key) => key < 0 || !Number.isInteger(key))) return null
  const numbers = new Int32Array(most + 1).fill(-1)
  const tokens = new Map<string, number>()
  const group = new Int32Array(keys.length)
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as number
    if (numbers[key] === -1) {
      numbers[key] = tokens.size
      tokens.set(tokenOf(key), tokens.size)
    }
    group[i] = numbers[key] as number
  }
  return { tokens, group }
}

/** A result whose rows somebody has grouped by the keys already, which it then need not carry. */
export interface GroupedTable extends Table {
  groups?: Groups
}

/** Number of each row's group, and of each joined token's. */
export function groupsOf(table: GroupedTable, keys: number): Groups {
  if (table.groups) return table.groups
  const { k0 } = table.columns
  const told = keys === 1 && k0 instanceof Float64Array ? groupsOfNumbers(k0) : null
  if (told) return told
  const [only = [], ...others] = Array.from({ length: keys }, (_, k) => table.columns[`k${k}`] ?? [])
  const numbers = new Map<Column[number] | undefined, number>()
  const group = new Int32Array(table.rows)
  for (let i = 0; i < table.rows; i++) {
    const key = others.length === 0 ? only[i] : joinTokens([only, ...others].map((column) => tokenOf(column[i])))
    const found = numbers.get(key)
    group[i] = found ?? numbers.size
    if (found === undefined) numbers.set(key, numbers.size)
  }
  const token = (key: Column[number] | undefined) => (keys === 0 ? '' : tokenOf(key))
  return { tokens: new Map([...numbers].map(([key, number]) => [token(key), number])), group }
}

/** Sums of a result by its first `keys` columns. */
export function gather(table: Table, keys: number): Sums {
  const rows = tokenRows(table, keys)
  const column = table.columns.c0
  return {
    keys: () => rows,
    get: (token) => {
      const row = rows.rowOf(token)
      return row === undefined ? undefined : numberOf(column?.[row])
    },
  }
}

const numberOf = (value: unknown): number => (value === null || value === undefined ? Number.NaN : Number(value))

export interface CasesQuestion {
  by: readonly Dimension[]
  at: TimeColumn
  span: Span
  monthsBefore?: string
  openAt?: string
  component: Component
  filters: Filters
}

export async function sumCases(
  snapshot: Attached,
  store: Store,
  { component, ...question }: CasesQuestion,
): Promise<Sums> {
  const { asOf } = snapshot.catalog
  const plan: CasesPlan = { fact: 'cases', store: snapshot.store, asOf, components: [component], ...question }
  return gather(await store.run(plan), question.by.length)
}
