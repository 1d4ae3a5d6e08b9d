import { codeKey, nameKey } from '../locate/spelling.ts'
import type { AreaRow } from '../locate/types.ts'

/** Areas of one level, by what rows may call them; each way is made when it is first asked for. */
export class LevelAreas {
  readonly areas: AreaRow[] = []
  #names: Map<string, AreaRow[]> | undefined
  #codes: Map<string, AreaRow> | undefined
  #starts: Map<string, number> | undefined

  /** Areas of that name in either language. */
  named(name: string): AreaRow[] {
    if (!this.#names) {
      this.#names = new Map()
      for (const area of this.areas) {
        for (const key of new Set([nameKey(area.name_zh), nameKey(area.name_en)])) {
          const bearers = this.#names.get(key)
          if (bearers) bearers.push(area)
          else this.#names.set(key, [area])
        }
      }
    }
    return this.#names.get(nameKey(name)) ?? []
  }

  /** The area of that code, leading zeros and a decimal ".0" aside. */
  coded(code: string): AreaRow | undefined {
    this.#codes ??= new Map(this.areas.map((area) => [codeKey(area.code), area]))
    return this.#codes.get(codeKey(code))
  }

  /** How many codes begin with these two or more characters. */
  beginning(start: string): number {
    if (!this.#starts) {
      this.#starts = new Map()
      for (const { code } of this.areas)
        for (let length = 2; length < code.length; length++) {
          const each = code.slice(0, length)
          this.#starts.set(each, (this.#starts.get(each) ?? 0) + 1)
        }
    }
    return this.#starts.get(start) ?? 0
  }

  /** How long every code is; null where they differ. */
  get width(): number | null {
    const length = this.areas[0]?.code.length ?? null
    return this.areas.every(({ code }) => code.length === length) ? length : null
  }
}

const made = new WeakMap<readonly AreaRow[], Map<string, LevelAreas>>()

/** The areas of each level, largest level first; made once for one list of areas. */
export function byLevel(areas: readonly AreaRow[]): Map<string, LevelAreas> {
  const known = made.get(areas)
  if (known) return known
  const levels = new Map<string, LevelAreas>()
  for (const area of areas) {
    const level = levels.get(area.level) ?? new LevelAreas()
    level.areas.push(area)
    levels.set(area.level, level)
  }
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
