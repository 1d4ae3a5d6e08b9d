import type { Geometry } from '../locate/types.ts'
import type { Recipe } from '../recipe.ts'
import { fieldReader, wantedOf } from './field-text.ts'
import { readRecords } from './records.ts'

export interface BasemapRow {
  kind: string
  name_zh: string | null
  name_en: string | null
  geometry: Geometry
}

/** Water, roads and land of a base-map file, in WGS-84. Features without geometry are left out. */
export async function readBasemap(recipe: Recipe, file: string, name?: string): Promise<BasemapRow[]> {
  const [kind, zh, en] = [fieldReader(recipe, 'kind'), fieldReader(recipe, 'name_zh'), fieldReader(recipe, 'name_en')]
  const isWanted = wantedOf(recipe)
  return (await readRecords(recipe, file, name)).flatMap((record) => {
    if (!record.geometry || !isWanted(record)) return []
    return [{ kind: kind(record) ?? 'land', name_zh: zh(record), name_en: en(record), geometry: record.geometry }]
  })
}
