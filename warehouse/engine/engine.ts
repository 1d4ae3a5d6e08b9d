/** The seam between the warehouse and a database. `dialect` says how to spell, the rest how to run. */
import type { Dialect } from './dialect.ts'

export type SqlValue = string | number | bigint | boolean | null
/** A statement whose values are bound in order to its `?` marks. Text never holds anything that came from outside. */
export interface Sql {
  text: string
  values?: SqlValue[]
}

export type Column = Float64Array | (string | null)[] | (number | null)[] | (bigint | null)[] | (boolean | null)[]
/** Columns by name, all of length `rows`. Numeric columns without nulls may arrive as Float64Array. */
export interface Table {
  rows: number
  columns: Record<string, Column>
}

export type WholeNumbers = Int16Array | Int32Array | Uint32Array | BigUint64Array

export type SqlType = 'VARCHAR' | 'INTEGER' | 'UBIGINT' | 'DOUBLE' | 'BOOLEAN'
/** A function written in TypeScript that statements may call by name, run on whole vectors. */
export interface EngineFunction {
  name: string
  takes: SqlType[]
  returns: SqlType
  /** `args[k][i]` is argument k of row i; returns one value a row. */
  run(args: unknown[][], rows: number): unknown[]
}

export type NumberType = 'DOUBLE' | 'INTEGER' | 'UBIGINT'
export type Numbers = Float64Array | Int32Array | BigUint64Array
/**
 * A function of DOUBLEs that gives a STRUCT of numbers, run on whole typed vectors. It knows no nulls: null arrives
 * as NaN, and what stands for null in the answer is its own affair.
 */
export interface NumberFunction {
  name: string
  /** How many DOUBLEs it takes. */
  takes: number
  returns: Record<string, NumberType>
  /** `args[k][i]` is argument k of row i; fills `out[name][i]`, which is 0 before. */
  fill(args: Float64Array[], out: Record<string, Numbers>, rows: number): void
}

/** A function VARCHAR → INTEGER whose answer for a text never changes, so that it need not be asked twice. */
export interface TextFunction {
  name: string
  find(text: string): number | null
}

/** A delimited UTF-8 text file whose columns are all read as text, in this order. */
export interface LoadSpec {
  file: string
  columns: string[]
  delimiter?: string
}

export interface Engine {
  readonly dialect: Dialect
  query(sql: Sql, options?: { signal?: AbortSignal; maxRows?: number }): Promise<Table>
  /**
   * Hands over the columns of a result piece by piece, as the arrays they are held in: whole numbers without nulls only.
   * The arrays are the engine's own and hold only until `take` returns. Errors: EngineError for another column.
   */
  scan(sql: Sql, take: (columns: readonly WholeNumbers[], rows: number) => void): Promise<void>
  exec(sql: Sql, options?: { signal?: AbortSignal }): Promise<void>
  /** Creates `table` with one VARCHAR column for each of `spec.columns`, filled from the file. */
  load(table: string, spec: LoadSpec): Promise<number>
  /** Makes `view`, one VARCHAR column for each of `spec.columns`; the file is read anew each time it is asked. */
  viewOf(view: string, spec: LoadSpec): Promise<void>
  register(fn: EngineFunction | NumberFunction | TextFunction): void
  /** Makes the store at `path` readable as `name`; read-only. */
  attach(path: string, name: string): Promise<void>
  detach(name: string): Promise<void>
  close(): Promise<void>
}
