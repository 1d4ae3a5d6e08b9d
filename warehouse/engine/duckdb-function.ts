import {
  BOOLEAN,
  DOUBLE,
  type DuckDBDataChunk,
  DuckDBScalarFunction,
  DuckDBStructVector,
  type DuckDBType,
  type DuckDBValue,
  type DuckDBVector,
  INTEGER,
  STRUCT,
  UBIGINT,
  VARCHAR,
} from '@duckdb/node-api'
import { heldBy } from './duckdb-held.ts'
import { ShortTexts } from './duckdb-texts.ts'
import type { EngineFunction, NumberFunction, Numbers, NumberType, SqlType, TextFunction } from './engine.ts'

const TYPES: Record<SqlType, DuckDBType> = { VARCHAR, INTEGER, UBIGINT, DOUBLE, BOOLEAN }
/** Rows of the longest vector. */
const MOST_ROWS = 2048

const ARRAYS: Record<NumberType, () => Numbers> = {
  DOUBLE: () => new Float64Array(MOST_ROWS),
  INTEGER: () => new Int32Array(MOST_ROWS),
  UBIGINT: () => new BigUint64Array(MOST_ROWS),
}

const clear = (array: Numbers) => (array instanceof BigUint64Array ? array.fill(0n) : array.fill(0))

interface Shape {
  takes: DuckDBType[]
  returns: DuckDBType
  run(input: DuckDBDataChunk, output: DuckDBVector, rows: number): void
}

/** Whole vectors in and out, nulls handed to the function as null. */
function values(fn: EngineFunction): Shape {
  return {
    takes: fn.takes.map((type) => TYPES[type]),
    returns: TYPES[fn.returns],
    run(input, output, rows) {
      const results = fn.run(input.getColumns(), rows)
      for (let i = 0; i < rows; i++) output.setItem(i, (results[i] ?? null) as DuckDBValue)
    },
  }
}

function copyDoubles(vector: DuckDBVector, to: Float64Array, rows: number): void {
  const { items, validity } = heldBy<Numbers>(vector)
  if (validity.data === null) to.set(items as Float64Array)
  else for (let i = 0; i < rows; i++) to[i] = (vector.getItem(i) as number | null) ?? Number.NaN
}

/** Typed arrays in and out, used again for each vector. */
function numbers(fn: NumberFunction): Shape {
  const { returns } = fn
  const args = Array.from({ length: fn.takes }, () => new Float64Array(MOST_ROWS))
  const out = Object.fromEntries(Object.entries(returns).map(([name, type]) => [name, ARRAYS[type]()]))
  return {
    takes: args.map(() => DOUBLE),
    returns: STRUCT(Object.fromEntries(Object.entries(returns).map(([name, type]) => [name, TYPES[type]]))),
    run(input, output, rows) {
      if (!(output instanceof DuckDBStructVector))
        throw new TypeError('The engine asks for something other than a STRUCT.')
      for (const [k, arg] of args.entries()) copyDoubles(input.getColumnVector(k), arg, rows)
      for (const array of Object.values(out)) clear(array)
      fn.fill(args, out, rows)
      for (const [k, array] of Object.values(out).entries()) {
        heldBy<Numbers>(output.entryVectorAt(k)).items.set(array.subarray(0, rows) as never)
      }
    },
  }
}

/** Text in, number out; short texts met before are told by their bytes. */
function texts(fn: TextFunction): Shape {
  const known = new ShortTexts()
  return {
    takes: [VARCHAR],
    returns: INTEGER,
    run(input, output, rows) {
      const vector = input.getColumnVector(0)
      known.look(vector, rows, (i) => fn.find(vector.getItem(i) as string))
      for (let i = 0; i < rows; i++) output.setItem(i, known.found[i] ?? null)
    },
  }
}

function shapeOf(fn: EngineFunction | NumberFunction | TextFunction): Shape {
  if ('fill' in fn) return numbers(fn)
  return 'find' in fn ? texts(fn) : values(fn)
}

/** Wraps a TypeScript function for DuckDB. */
export function scalarFunction(fn: EngineFunction | NumberFunction | TextFunction): DuckDBScalarFunction {
  const shape = shapeOf(fn)
  return DuckDBScalarFunction.create({
    name: fn.name,
    parameterTypes: shape.takes,
    returnType: shape.returns,
    specialHandling: true,
    mainFunction: (info, input, output) => {
      try {
        shape.run(input, output, input.rowCount)
        output.flush()
      } catch (cause) {
        info.setError(`${fn.name}: ${cause instanceof Error ? cause.message : String(cause)}`)
      }
    },
  })
}
