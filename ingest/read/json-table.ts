import type { Recipe } from '../recipe.ts'

export interface JsonTable {
  header: string[]
  rows: IterableIterator<(string | null)[]>
  count: number
}

/** An array of records as a table of text: values that are not text are written as JSON, absent ones are null. */
export async function readJsonTable(recipe: Recipe, file: string): Promise<JsonTable> {
  throw new Error(`The records of ${recipe.id} from ${file} are not read yet.`)
}
