import { basename } from 'node:path'
import { IngestError } from '../ingest-error.ts'
import type { AreaDraft, AreaRow } from '../locate/types.ts'
import type { Pack, Recipe } from '../recipe.ts'
import { fieldReader, wantedOf } from './field-text.ts'
import { readRecords } from './records.ts'

export { assembleAreas } from './assemble.ts'

export interface AreaFile {
  /** Records of the file, wanted or not. */
  records: number
  /** Records outside `only`. */
  filtered: number
  drafts: AreaDraft[]
}

/** Areas as one file of an area source tells them, and how many records that took. Throws for a record without code. */
export async function readAreaFile(pack: Pack, recipe: Recipe, file: string, name = basename(file)): Promise<AreaFile> {
  const { level } = recipe
  if (level === undefined || !pack.levels.some(({ id }) => id === level)) {
    const known = pack.levels.map(({ id }) => id).join(', ')
    throw new IngestError({
      zh: `配方 ${recipe.id} 填写层级“${level ?? ''}”的区域，而城市包 ${pack.id} 的层级为 ${known}。`,
      en: `Recipe ${recipe.id} fills areas of level "${level ?? ''}"; pack ${pack.id} has ${known}.`,
    })
  }
  const records = await readRecords(recipe, file, name)
  const read = (name: string) => fieldReader(recipe, name)
  const [code, parent, zh, en, urban] = [
    read('code'),
    read('parent'),
    read('name_zh'),
    read('name_en'),
    read('urban_code'),
  ]
  const [vintage, land, responsible] = [read('vintage'), read('land_km2'), read('responsible')]
  const edition = recipe.valid_from ?? (recipe.vintage === undefined ? undefined : `${recipe.vintage}-01-01`)
  const stated = recipe.vintage?.toString() ?? edition?.slice(0, 4) ?? null
  const isWanted = wantedOf(recipe)
  const drafts: AreaDraft[] = []
  records.forEach((record, k) => {
    if (!isWanted(record)) return
    const own = code(record)
    if (own === null)
      throw new IngestError({
        zh: `${name}：第 ${k + 1} 条记录没有代码。请检查配方 ${recipe.id} 的字段 code。`,
        en: `${name}: record ${k + 1} has no code. Look at field code of recipe ${recipe.id}.`,
      })
    const km2 = land(record)
    drafts.push({
      code: own,
      level,
      parent: parent(record),
      name_zh: zh(record),
      name_en: en(record),
      urban_code: urban(record),
      vintage: vintage(record) ?? stated,
      land_km2: km2 === null || !Number.isFinite(Number(km2)) ? null : Number(km2),
      responsible: responsible(record),
      geometry: record.geometry,
      recipe: recipe.id,
      ...(edition === undefined ? {} : { edition }),
    })
  })
  return { records: records.length, filtered: records.length - drafts.length, drafts }
}

/** The areas alone. */
export async function readAreas(pack: Pack, recipe: Recipe, file: string): Promise<AreaDraft[]> {
  return (await readAreaFile(pack, recipe, file)).drafts
}

/** area_id → level → area_id of the ancestor at that level, the area itself included. */
export function ancestors(areas: AreaRow[]): Map<number, Map<string, number>> {
  const byId = new Map(areas.map((area) => [area.area_id, area]))
  return new Map(
    areas.map((area) => {
      const up = new Map<string, number>()
      let at: AreaRow | undefined = area
      while (at && !up.has(at.level)) {
        up.set(at.level, at.area_id)
        at = at.parent_id === null ? undefined : byId.get(at.parent_id)
      }
      return [area.area_id, up]
    }),
  )
}
