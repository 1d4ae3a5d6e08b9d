import {
  type DuckDBDataChunk,
  type DuckDBResult,
  DuckDBTypeId,
  type DuckDBValue,
  type DuckDBVector,
} from '@duckdb/node-api'
import { heldBy } from './duckdb-held.ts'
import type { Column, WholeNumbers } from './engine.ts'

type Cell = string | number | bigint | boolean | null
type Convert = (value: DuckDBValue) => Cell

const asIs: Convert = (value) => value as Cell
const asText: Convert = (value) => String(value)

function wholeNumber(value: DuckDBValue): number {
  const number = Number(value)
  if (Number.isSafeInteger(number)) return number
  throw new RangeError(`${String(value)} has more digits than a number can hold. Cast the column to VARCHAR or DOUBLE.`)
}

const NUMBERS = new Set([
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.FLOAT,
  DuckDBTypeId.DOUBLE,
])
const WIDE = new Set([DuckDBTypeId.BIGINT, DuckDBTypeId.HUGEINT, DuckDBTypeId.UHUGEINT])
const PLAIN = new Set([DuckDBTypeId.UBIGINT, DuckDBTypeId.VARCHAR, DuckDBTypeId.BOOLEAN])

function converter(type: DuckDBTypeId): { convert: Convert; numeric: boolean } {
  if (NUMBERS.has(type)) return { convert: asIs, numeric: true }
  if (WIDE.has(type)) return { convert: wholeNumber, numeric: true }
  if (type === DuckDBTypeId.DECIMAL) return { convert: (value) => Number(String(value)), numeric: true }
  if (PLAIN.has(type)) return { convert: asIs, numeric: false }
  return { convert: asText, numeric: false }
}

type Numbers =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array

const isNumbers = (items: unknown): items is Numbers =>
  ArrayBuffer.isView(items) &&
  !(items instanceof DataView || items instanceof BigInt64Array || items instanceof BigUint64Array)

/** All values of a vector of numbers; null where one is missing or they are not held as numbers. */
function numbersOf(vector: DuckDBVector, rows: number): Float64Array | null {
  const { items, validity } = heldBy<unknown>(vector)
  return isNumbers(items) && validity.data === null ? Float64Array.from(items.subarray(0, rows)) : null
}

const isWhole = (items: unknown): items is WholeNumbers =>
  items instanceof Int16Array ||
  items instanceof Int32Array ||
  items instanceof Uint32Array ||
  items instanceof BigUint64Array

/** Whether one of so many rows is marked as missing; marks may be there although all rows are. */
function hasGaps(marks: BigUint64Array | null, rows: number): boolean {
  if (marks === null) return false
  for (let row = 0; row < rows; row += 64) {
    const all = 2n ** BigInt(Math.min(64, rows - row)) - 1n
    if (((marks[row >> 6] ?? 0n) & all) !== all) return true
  }
  return false
}

/** The arrays that hold a chunk. Errors: TypeError where a column has nulls or is not of whole numbers. */
export function wholeNumbersIn(chunk: DuckDBDataChunk): WholeNumbers[] {
  return Array.from({ length: chunk.columnCount }, (_, k) => {
    const { items, validity } = heldBy<unknown>(chunk.getColumnVector(k))
    if (isWhole(items) && !hasGaps(validity.data, chunk.rowCount)) return items
    throw new TypeError(`Column ${k + 1} of the result has gaps or is not of whole numbers.`)
  })
}

/** One column as it grows: blocks of numbers as long as none is missing, then values one by one. */
class Growing {
  readonly #kind: { convert: Convert; numeric: boolean }
  #blocks: Float64Array[] = []
  #cells: Cell[] | null = null
  #hasGaps = false

  constructor(kind: { convert: Convert; numeric: boolean }) {
    this.#kind = kind
  }

  add(vector: DuckDBVector, rows: number): void {
    const { convert, numeric } = this.#kind
    const block = numeric && this.#cells === null && convert === asIs ? numbersOf(vector, rows) : null
    if (block) {
      this.#blocks.push(block)
      return
    }
    this.#cells ??= this.#blocks.flatMap((numbers) => Array.from(numbers))
    for (let i = 0; i < rows; i++) {
      const value = vector.getItem(i)
      if (value === null) this.#hasGaps = true
      this.#cells.push(value === null ? null : convert(value))
    }
  }

  column(rows: number): Column {
    if (this.#cells) {
      return this.#kind.numeric && !this.#hasGaps ? Float64Array.from(this.#cells as number[]) : (this.#cells as Column)
    }
    if (!this.#kind.numeric) return []
    const whole = new Float64Array(rows)
    let at = 0
    for (const block of this.#blocks) {
      whole.set(block, at)
      at += block.length
    }
    return whole
  }
}

/**
 * Gathers the chunks of one result into columns. Whole numbers arrive as numbers (unsafe ones throw), UBIGINT stays
 * bigint, dates and timestamps are ISO text (`2026-08-03`, `2026-08-03 10:00:00`).
 */
export class ColumnBuffer {
  rows = 0
  readonly #names: string[]
  readonly #columns: Growing[]

  constructor(result: DuckDBResult) {
    this.#names = result.deduplicatedColumnNames()
    this.#columns = this.#names.map((_, i) => new Growing(converter(result.columnTypeId(i))))
  }

  add(chunk: DuckDBDataChunk): void {
    for (const [k, column] of this.#columns.entries()) column.add(chunk.getColumnVector(k), chunk.rowCount)
    this.rows += chunk.rowCount
  }

  columns(): Record<string, Column> {
    return Object.fromEntries(this.#names.map((name, k) => [name, this.#columns[k]?.column(this.rows) ?? []]))
  }
}
