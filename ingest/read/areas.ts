import type { AreaDraft, AreaRow } from '../locate/types.ts'
import type { Pack, Recipe } from '../recipe.ts'

/** Areas as one file of an area source tells them. `file` is a path to UTF-8 text. */
export async function readAreas(pack: Pack, recipe: Recipe, file: string): Promise<AreaDraft[]> {
  throw new Error(`Areas of ${pack.id} / ${recipe.id} from ${file} are not read yet.`)
}

/** Merges drafts of one code, finds parents, numbers the areas from 1 and computes land and label points. */
export function assembleAreas(pack: Pack, drafts: AreaDraft[]): AreaRow[] {
  throw new Error(`${drafts.length} areas of ${pack.id} are not assembled yet.`)
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
