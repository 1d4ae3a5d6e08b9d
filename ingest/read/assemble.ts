import { IngestError } from '../ingest-error.ts'
import type { AreaDraft, AreaRow } from '../locate/types.ts'
import type { Pack } from '../recipe.ts'
import { labelPoint, landKm2 } from './measure.ts'
import { merged } from './merge.ts'
import { aboveOf, below, byCode, type DatedDraft, datedAreas, joined, type Piece } from './of-the-day.ts'
import { ALWAYS } from './validity.ts'
import { supersededIn } from './vintages.ts'

const URBAN: Record<string, AreaRow['urban_class']> = {
  111: 'urban',
  121: 'urban',
  123: 'urban',
  112: 'fringe',
  122: 'fringe',
  210: 'rural',
  220: 'rural',
}

/**
 * Merges drafts of one level and code, of several vintages the newest that draws the level or, with
 * `boundaries: of_the_day`, each for its days; finds parents, numbers the areas from 1 in order of level, code and
 * time, and computes land (km², where the file tells none) and label points. A name in one language stands for both.
 * Where the level above has one area, that is the parent of those who name none. Throws when a named parent does not
 * exist (at the same time) or a code has no name.
 */
export function assembleAreas(pack: Pack, drafts: AreaDraft[]): AreaRow[] {
  const isOfTheDay = pack.boundaries === 'of_the_day'
  const isSuperseded = supersededIn(drafts)
  const byLevel = new Map<string, Piece[]>()
  const coarsestFirst = pack.levels.toSorted((a, b) => depth(pack.levels, a.id) - depth(pack.levels, b.id))
  for (const { id, parent } of coarsestFirst) {
    const own = drafts.filter(({ level }) => level === id)
    const dated: DatedDraft[] = isOfTheDay
      ? datedAreas(id, own)
      : byCode(own.filter((draft) => !isSuperseded(draft))).map((group) => ({ ...merged(group), ...ALWAYS }))
    const above = (parent !== undefined && byLevel.get(parent)) || []
    const [single, ...others] = new Set(above.map(({ code }) => code))
    const over = aboveOf(above)
    const pieces = dated.flatMap((area): Piece[] => {
      const code = area.parent ?? (others.length === 0 ? single : undefined)
      return parent === undefined || code === undefined ? [{ ...area, above: null }] : below(area, code, parent, over)
    })
    byLevel.set(id, byCode(pieces).flatMap(joined))
  }
  const areas = pack.levels.flatMap(({ id }) =>
    (byLevel.get(id) ?? []).toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)),
  )
  const ids = new Map(areas.map((piece, k) => [piece, k + 1]))

  return areas.map((area, k) => {
    const name = area.name_zh ?? area.name_en
    if (name === null)
      throw new IngestError({
        zh: `城市包 ${pack.id} 的区域文件中都没有 ${area.level} ${area.code} 的名称。`,
        en: `The ${area.level} ${area.code} has no name in any area file of pack ${pack.id}.`,
      })
    const label = area.geometry && labelPoint(area.geometry)
    return {
      area_id: k + 1,
      code: area.code,
      level: area.level,
      parent_id: (area.above && ids.get(area.above)) ?? null,
      name_zh: name,
      name_en: area.name_en ?? name,
      urban_class: URBAN[area.urban_code ?? ''] ?? null,
      urban_code: area.urban_code,
      vintage: area.vintage,
      valid_from: area.valid_from,
      valid_to: area.valid_to,
      land_km2: area.land_km2 ?? (area.geometry && landKm2(area.geometry)),
      responsible: area.responsible,
      lon: label?.[0] ?? null,
      lat: label?.[1] ?? null,
      geometry: area.geometry,
    }
  })
}

/** How many levels stand above. */
function depth(levels: Pack['levels'], level: string): number {
  const parent = levels.find(({ id }) => id === level)?.parent
  const others = levels.filter(({ id }) => id !== level)
  return parent === undefined ? 0 : 1 + depth(others, parent)
}

/** Areas of a level stand in order of code, then of time. */
const placeOf = ({ code, valid_from }: Piece) => `${code}\u0000${valid_from ?? ''}`
