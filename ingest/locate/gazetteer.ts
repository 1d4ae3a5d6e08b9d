import { bareKey, codeKey, nameKey, shortKey } from './spelling.ts'
import type { AreaRow } from './types.ts'

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

interface Parent {
  level: string
  id: number
}

/** Keys of any kind → the areas that have them, each once. */
class Index {
  readonly #ids = new Map<string, Set<number>>()

  add(key: string, id: number): void {
    const ids = this.#ids.get(key)
    if (ids) ids.add(id)
    else this.#ids.set(key, new Set([id]))
  }

  of(key: string): number[] {
    return [...(this.#ids.get(key) ?? [])]
  }
}

const only = (ids: number[]): number | null => (ids.length === 1 ? (ids[0] ?? null) : null)

/**
 * Areas of one level by code and by name. What is written otherwise than the area's own code or name is taken for it
 * only where that is the one area it can mean.
 */
export class Gazetteer {
  readonly #exact = new Map<string, number>()
  readonly #codes = new Index()
  readonly #bareCodes = new Index()
  readonly #names = new Index()
  readonly #shortNames = new Index()
  readonly #marked = new Set<number>()
  readonly #ups: Map<number, Map<string, number>>
  /** How long every code of the level is; null where they differ. */
  readonly #length: number | null

  /** `ups`: area_id → level → ancestor, from `ancestors`. */
  constructor(areas: AreaRow[], level: string, ups: Map<number, Map<string, number>>) {
    this.#ups = ups
    const own = areas.filter((area) => area.level === level)
    const lengths = new Set(own.map(({ code }) => code.length))
    this.#length = lengths.size === 1 ? ([...lengths][0] ?? null) : null
    for (const { area_id: id, code, name_zh, name_en } of own) {
      this.#exact.set(code, id)
      const key = codeKey(code)
      this.#codes.add(key, id)
      this.#bareCodes.add(bareKey(key), id)
      if (bareKey(key) !== key) this.#marked.add(id)
      for (const name of new Set([nameKey(name_zh), nameKey(name_en)])) {
        this.#names.add(name, id)
        this.#shortNames.add(shortKey(name), id)
      }
    }
  }

  /** The area whose code is the text, letter for letter. */
  byExactCode(code: string): number | null {
    return this.#exact.get(code) ?? null
  }

  /**
   * The area of that code; else the only one whose code differs in leading zeros, a decimal ".0", hyphens that one of
   * the two lacks, or zeros that fill the code up to a finer level's length.
   */
  byCode(code: string): number | null {
    const exact = this.byExactCode(code)
    if (exact !== null) return exact
    const key = codeKey(code)
    const same = this.#codes.of(key)
    if (same.length > 0) return only(same)
    const bare = bareKey(key)
    const loose = this.#bareCodes.of(bare).filter((id) => bare === key || !this.#marked.has(id))
    return loose.length > 0 ? only(loose) : this.#byFilledCode(code)
  }

  #byFilledCode(code: string): number | null {
    const length = this.#length
    const digits = code.trim().replace(/\.0+$/u, '')
    if (length === null || !/^\d+$/u.test(digits) || digits.length <= length) return null
    return /^0+$/u.test(digits.slice(length)) ? (this.#exact.get(digits.slice(0, length)) ?? null) : null
  }

  /** The one area of exactly that name, inside `parent` when it is given; null when none or several bear it. */
  byExactName(name: string, parent?: Parent): number | null {
    return only(this.#inside(this.#names.of(nameKey(name)), parent))
  }

  /**
   * The one area of that name, inside `parent` when it is given, with or without the word for its kind; null when none
   * or several bear it. Two different kinds (某市, 某县) are never taken for one another.
   */
  byName(name: string, parent?: Parent): number | null {
    const key = nameKey(name)
    const same = this.#inside(this.#names.of(key), parent)
    if (same.length > 0) return only(same)
    const short = shortKey(key)
    return only(this.#inside(short === key ? this.#shortNames.of(key) : this.#names.of(short), parent))
  }

  #inside(ids: number[], parent: Parent | undefined): number[] {
    return parent === undefined ? ids : ids.filter((id) => this.#ups.get(id)?.get(parent.level) === parent.id)
  }

  /** By code first, then by name: what the right side of an alias may hold. */
  byEither(text: string, parent?: Parent): number | null {
    return this.byCode(text) ?? this.byName(text, parent)
  }
}

/** Aliases by spelling. */
export function aliasMap(aliases: Record<string, string> | undefined): Map<string, string> {
  return new Map(Object.entries(aliases ?? {}).map(([from, to]) => [nameKey(from), to]))
}
