import { type DuckDBDataChunk, type DuckDBResult, DuckDBTypeId, type DuckDBValue } from '@duckdb/node-api'
import type { Column } from './engine.ts'

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

/**
 * Gathers the chunks of one result into columns. Whole numbers arrive as numbers (unsafe ones throw), UBIGINT stays
 * bigint, dates and timestamps are ISO text (`2026-08-03`, `2026-08-03 10:00:00`).
 */
export class ColumnBuffer {
  rows = 0
  readonly #names: string[]
  readonly #kinds: { convert: Convert; numeric: boolean }[]
  readonly #cells: Cell[][]
  readonly #gaps: boolean[]

  constructor(result: DuckDBResult) {
    this.#names = result.deduplicatedColumnNames()
    this.#kinds = this.#names.map((_, i) => converter(result.columnTypeId(i)))
    this.#cells = this.#names.map(() => [])
    this.#gaps = this.#names.map(() => false)
  }

  add(chunk: DuckDBDataChunk): void {
    const rows = chunk.rowCount
    for (const [k, kind] of this.#kinds.entries()) {
      const vector = chunk.getColumnVector(k)
      const cells = this.#cells[k] ?? []
      for (let i = 0; i < rows; i++) {
        const value = vector.getItem(i)
        if (value === null) this.#gaps[k] = true
        cells.push(value === null ? null : kind.convert(value))
      }
    }
    this.rows += rows
  }

  columns(): Record<string, Column> {
    return Object.fromEntries(
      this.#names.map((name, k) => {
        const cells = this.#cells[k] ?? []
        const whole = this.#kinds[k]?.numeric === true && this.#gaps[k] === false
        return [name, whole ? Float64Array.from(cells as number[]) : (cells as Column)]
      }),
    )
  }
}
