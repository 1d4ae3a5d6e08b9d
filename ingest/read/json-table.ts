import type { Recipe } from '../recipe.ts'
import { readRecords } from './records.ts'

export interface JsonTable {
  header: string[]
  rows: IterableIterator<(string | null)[]>
  count: number
}

/**
 * An array of records, or the properties of features, as a table of text: the header is every name in order of first
 * appearance; objects and arrays are written as JSON, absent values are null.
 */
export async function readJsonTable(recipe: Recipe, file: string): Promise<JsonTable> {
  const records = await readRecords(recipe, file)
  const header = [...new Set(records.flatMap(({ values }) => Object.keys(values)))]
  return { header, rows: lines(), count: records.length }

  function* lines() {
    for (const { values } of records) yield header.map((name) => values[name] ?? null)
  }
}
