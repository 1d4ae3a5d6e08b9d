import { BOOLEAN, DOUBLE, DuckDBScalarFunction, type DuckDBType, INTEGER, UBIGINT, VARCHAR } from '@duckdb/node-api'
import type { DuckDBValue } from '@duckdb/node-api'
import type { EngineFunction, SqlType } from './engine.ts'

const TYPES: Record<SqlType, DuckDBType> = { VARCHAR, INTEGER, UBIGINT, DOUBLE, BOOLEAN }

/** Wraps a TypeScript function for DuckDB: whole vectors in and out, nulls handed to the function as null. */
export function scalarFunction(fn: EngineFunction): DuckDBScalarFunction {
  return DuckDBScalarFunction.create({
    name: fn.name,
    parameterTypes: fn.takes.map((type) => TYPES[type]),
    returnType: TYPES[fn.returns],
    specialHandling: true,
    mainFunction: (info, input, output) => {
      try {
        const rows = input.rowCount
        const results = fn.run(input.getColumns(), rows)
        for (let i = 0; i < rows; i++) output.setItem(i, (results[i] ?? null) as DuckDBValue)
        output.flush()
      } catch (cause) {
        info.setError(`${fn.name}: ${cause instanceof Error ? cause.message : String(cause)}`)
      }
    },
  })
}
