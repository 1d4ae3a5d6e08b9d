import type { Recipe } from '../recipe.ts'
import type { Bridges } from './types.ts'

/** Reads the CSV files that bridge code systems; each lies in the folder of the data. */
export async function readBridges(recipe: Recipe, folder: string): Promise<Bridges> {
  throw new Error(`Bridges of ${recipe.id} in ${folder} are not read yet.`)
}
