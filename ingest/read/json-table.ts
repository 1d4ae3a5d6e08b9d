import { basename } from 'node:path'
import type { Recipe } from '../recipe.ts'
import { nameColumns } from '../scan/header.ts'
import { readRecords } from './records.ts'
import type { Table, TableRow } from './table-spool.ts'

/**
 * An array of records, or the properties of features, as a table of text: the header is every name in order of first
 * appearance; objects and arrays are written as JSON, absent values are null.
 */
export async function readJsonTable(recipe: Recipe, file: string, name = basename(file)): Promise<Table> {
  const records = await readRecords(recipe, file, name)
  const header = [...new Set(records.flatMap(({ values }) => Object.keys(values)))]
  if (header.length > 0) nameColumns([header], name)
  return { header, rows: rows(), footer: 0 }

  function* rows(): Generator<TableRow> {
    for (const [i, { values }] of records.entries()) {
      yield { line: i + 1, values: header.map((column) => values[column] ?? null) }
    }
  }
}
