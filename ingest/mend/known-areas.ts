import { codeKey, nameKey } from '../locate/spelling.ts'
import type { AreaRow } from '../locate/types.ts'

/** Areas of one level, by what rows may call them. */
export interface LevelAreas {
  areas: AreaRow[]
  byName: Map<string, AreaRow[]>
  byCode: Map<string, AreaRow>
  /** How long every code is; null where they differ. */
  width: number | null
  /** How many codes begin with these two or more characters. */
  starts: Map<string, number>
}

function indexed(areas: AreaRow[]): LevelAreas {
  const byName = new Map<string, AreaRow[]>()
  const byCode = new Map<string, AreaRow>()
  const starts = new Map<string, number>()
  for (const area of areas) {
    byCode.set(codeKey(area.code), area)
    for (const name of new Set([nameKey(area.name_zh), nameKey(area.name_en)]))
      byName.set(name, [...(byName.get(name) ?? []), area])
    for (let length = 2; length < area.code.length; length++) {
      const start = area.code.slice(0, length)
      starts.set(start, (starts.get(start) ?? 0) + 1)
    }
  }
  const widths = new Set(areas.map(({ code }) => code.length))
  return { areas, byName, byCode, width: widths.size === 1 ? ([...widths][0] ?? null) : null, starts }
}

const made = new WeakMap<readonly AreaRow[], Map<string, LevelAreas>>()

/** The areas of each level, largest level first; made once for one list of areas. */
export function byLevel(areas: readonly AreaRow[]): Map<string, LevelAreas> {
  const known = made.get(areas)
  if (known) return known
  const grouped = new Map<string, AreaRow[]>()
  for (const area of areas) {
    const group = grouped.get(area.level)
    if (group) group.push(area)
    else grouped.set(area.level, [area])
  }
  const levels = new Map([...grouped].map(([level, members]) => [level, indexed(members)]))
  made.set(areas, levels)
  return levels
}

/** Whether `area` lies in `above`, over however many levels. */
export function isInside(areas: readonly AreaRow[], area: AreaRow, above: AreaRow): boolean {
  const parents = parentsOf(areas)
  for (let at = parents.get(area.area_id); at !== undefined; at = parents.get(at)) if (at === above.area_id) return true
  return false
}

const chains = new WeakMap<readonly AreaRow[], Map<number, number>>()

function parentsOf(areas: readonly AreaRow[]): Map<number, number> {
  const known = chains.get(areas)
  if (known) return known
  const parents = new Map(
    areas.flatMap(({ area_id, parent_id }): [number, number][] => (parent_id === null ? [] : [[area_id, parent_id]])),
  )
  chains.set(areas, parents)
  return parents
}
