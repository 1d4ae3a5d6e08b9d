import type { Geometry } from '../locate/types.ts'
import type { Recipe } from '../recipe.ts'

export interface BasemapRow {
  kind: string
  name_zh: string | null
  name_en: string | null
  geometry: Geometry
}

/** Water, roads and land of a base-map file, in WGS-84. */
export async function readBasemap(recipe: Recipe, file: string): Promise<BasemapRow[]> {
  throw new Error(`The base map ${recipe.id} from ${file} is not read yet.`)
}
