import { IngestError } from '../ingest-error.ts'
import type { AreaDraft, AreaRow, Geometry } from '../locate/types.ts'
import type { Pack } from '../recipe.ts'
import { dissolve } from './dissolve.ts'
import { labelPoint, landKm2 } from './measure.ts'
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

/** Everything the drafts of one level and code tell: the first that knows a fact tells it, geometries are dissolved. */
function merged(drafts: AreaDraft[]): AreaDraft {
  const [first] = drafts
  if (!first) throw new IngestError('An area without a record cannot be merged.')
  const known = <K extends keyof AreaDraft>(key: K) => (drafts.find((draft) => draft[key] !== null) ?? first)[key]
  const geometries = drafts.flatMap(({ geometry }) => (geometry ? [geometry] : []))
  const geometry: Geometry | null = geometries.length > 1 ? dissolve(geometries) : (geometries[0] ?? null)
  return {
    code: first.code,
    level: first.level,
    parent: known('parent'),
    name_zh: known('name_zh'),
    name_en: known('name_en'),
    urban_code: known('urban_code'),
    vintage: known('vintage'),
    land_km2: known('land_km2'),
    responsible: known('responsible'),
    geometry,
  }
}

/**
 * Merges drafts of one level and code (of several vintages the newest that draws the level), finds parents, numbers the areas from 1 in order of level and code, and
 * computes land (km², where the file tells none) and label points. A name in one language stands for both. Where the
 * level above has one area, that is the parent of those who name none. Throws when a named parent does not exist or a
 * code has no name.
 */
export function assembleAreas(pack: Pack, drafts: AreaDraft[]): AreaRow[] {
  const grouped = new Map<string, AreaDraft[]>()
  const isSuperseded = supersededIn(drafts)
  for (const draft of drafts) {
    if (isSuperseded(draft)) continue
    const key = `${draft.level} ${draft.code}`
    const group = grouped.get(key)
    if (group) group.push(draft)
    else grouped.set(key, [draft])
  }
  const order = new Map(pack.levels.map(({ id }, k) => [id, k]))
  const areas = [...grouped.values()].map(merged).toSorted((a, b) => {
    return (order.get(a.level) ?? 0) - (order.get(b.level) ?? 0) || (a.code < b.code ? -1 : 1)
  })
  const ids = new Map(areas.map(({ code, level }, k) => [`${level} ${code}`, k + 1]))
  const single = new Map<string, number>()
  for (const level of order.keys()) {
    const members = areas.flatMap((area, k) => (area.level === level ? [k + 1] : []))
    if (members.length === 1 && members[0] !== undefined) single.set(level, members[0])
  }

  function parentOf(area: AreaDraft): number | null {
    const above = pack.levels.find(({ id }) => id === area.level)?.parent
    if (above === undefined) return null
    if (area.parent === null) return single.get(above) ?? null
    const id = ids.get(`${above} ${area.parent}`)
    if (id === undefined) {
      throw new IngestError(
        `The ${area.level} ${area.code} names the ${above} "${area.parent}" as its parent, which no area file has.`,
      )
    }
    return id
  }

  return areas.map((area, k) => {
    const name = area.name_zh ?? area.name_en
    if (name === null)
      throw new IngestError(`The ${area.level} ${area.code} has no name in any area file of pack ${pack.id}.`)
    const label = area.geometry && labelPoint(area.geometry)
    return {
      area_id: k + 1,
      code: area.code,
      level: area.level,
      parent_id: parentOf(area),
      name_zh: name,
      name_en: area.name_en ?? name,
      urban_class: URBAN[area.urban_code ?? ''] ?? null,
      urban_code: area.urban_code,
      vintage: area.vintage,
      land_km2: area.land_km2 ?? (area.geometry && landKm2(area.geometry)),
      responsible: area.responsible,
      lon: label?.[0] ?? null,
      lat: label?.[1] ?? null,
      geometry: area.geometry,
    }
  })
}
