import type { AreaNamesBody } from '../../api/schema/geojson.ts'

export type NamedArea = AreaNamesBody['areas'][number]
interface LevelOf {
  id: string
  parent?: string | undefined
  n: number
  has_geometry: boolean
}

/** Areas of all levels as a tree. */
export interface Hierarchy {
  find: (code: string) => NamedArea | null
  /** The area and those it lies in, coarsest first; levels of one area only are left out. Empty for an unknown code. */
  path: (code: string) => NamedArea[]
  /** Which of some codes are of levels coarser than one. */
  above: (codes: readonly string[], level: string) => string[]
  /** The next finer level that has areas to show; null below the last. */
  below: (level: string) => string | null
}

export function hierarchyOf(areas: readonly NamedArea[], levels: readonly LevelOf[]): Hierarchy {
  const byCode = new Map<string, NamedArea>()
  for (const area of areas) if (!byCode.has(area.code)) byCode.set(area.code, area)
  const levelBy = new Map(levels.map((level) => [level.id, level]))
  const find = (code: string) => byCode.get(code) ?? null
  const path = (code: string): NamedArea[] => {
    const found: NamedArea[] = []
    for (let at = find(code); at !== null && !found.includes(at); at = at.parent === null ? null : find(at.parent)) {
      if ((levelBy.get(at.level)?.n ?? 0) > 1) found.unshift(at)
    }
    return found
  }
  const isAbove = (coarse: string, level: string) => {
    const seen = new Set<string>()
    for (let at = levelBy.get(level)?.parent; at !== undefined && !seen.has(at); at = levelBy.get(at)?.parent) {
      if (at === coarse) return true
      seen.add(at)
    }
    return false
  }
  return {
    find,
    path,
    above: (codes, level) => codes.filter((code) => isAbove(byCode.get(code)?.level ?? '', level)),
    below: (level) => levels.find(({ parent, n }) => parent === level && n > 1)?.id ?? null,
  }
}
