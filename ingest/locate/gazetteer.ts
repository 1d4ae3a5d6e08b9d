import type { AreaRow } from './types.ts'

/** One spelling of a name: full-width forms, case, spaces and 臺/台 make no difference. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase().replaceAll(/\s+/gu, ' ').replaceAll('臺', '台')
}

/** What a recipe may do to a text before it is looked up. */
export interface Trim {
  extract?: string | undefined
  remove?: string | undefined
  pad?: number | undefined
}

/** The text after extract, remove and pad; null when the pattern finds nothing or nothing is left. */
export function trimmer({ extract, remove, pad }: Trim): (text: string) => string | null {
  const pattern = extract === undefined ? null : new RegExp(extract, 'u')
  return (text) => {
    let value: string | undefined = text.trim()
    if (pattern) {
      const found = pattern.exec(value)
      value = found?.[1] ?? (found ? found[0] : undefined)
    }
    if (value === undefined) return null
    for (const character of remove ?? '') value = value.replaceAll(character, '')
    if (value === '') return null
    return pad === undefined ? value : value.padStart(pad, '0')
  }
}

/** Areas of one level by code and by name. */
export class Gazetteer {
  private readonly codes = new Map<string, number>()
  private readonly names = new Map<string, number[]>()
  private readonly ups: Map<number, Map<string, number>>

  /** `ups`: area_id → level → ancestor, from `ancestors`. */
  constructor(areas: AreaRow[], level: string, ups: Map<number, Map<string, number>>) {
    this.ups = ups
    for (const area of areas) {
      if (area.level !== level) continue
      this.codes.set(area.code, area.area_id)
      for (const key of new Set([nameKey(area.name_zh), nameKey(area.name_en)])) {
        const ids = this.names.get(key) ?? []
        ids.push(area.area_id)
        this.names.set(key, ids)
      }
    }
  }

  byCode(code: string): number | null {
    return this.codes.get(code) ?? null
  }

  /** The one area of that name, inside `parent` when it is given; null when none or several bear it. */
  byName(name: string, parent?: { level: string; id: number }): number | null {
    const ids = (this.names.get(nameKey(name)) ?? []).filter(
      (id) => parent === undefined || this.ups.get(id)?.get(parent.level) === parent.id,
    )
    return ids.length === 1 ? (ids[0] ?? null) : null
  }

  /** By code first, then by name: what the right side of an alias may hold. */
  byEither(text: string, parent?: { level: string; id: number }): number | null {
    return this.byCode(text) ?? this.byName(text, parent)
  }
}

/** Aliases by spelling. */
export function aliasMap(aliases: Record<string, string> | undefined): Map<string, string> {
  return new Map(Object.entries(aliases ?? {}).map(([from, to]) => [nameKey(from), to]))
}
