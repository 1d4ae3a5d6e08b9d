import type { AreaDraft, Geometry } from '../locate/types.ts'
import { dissolve } from './dissolve.ts'

/** Everything the drafts of one level and code tell: the first that knows a fact tells it, geometries are dissolved. */
export function merged(drafts: AreaDraft[]): AreaDraft {
  const [first] = drafts
  if (!first) throw new Error('An area without a record cannot be merged.')
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
