import type { Locate } from '../recipe.ts'
import { bridgeKey } from './bridge.ts'
import { aliasMap, type Gazetteer, type Trim, trimmer } from './gazetteer.ts'
import { codeKey, nameKey } from './spelling.ts'
import type { Bridges } from './types.ts'

/** Published text (and the parent's, where names need it) → area_id. */
export type Lookup = (text: string | null, parent?: string | null) => number | null

const REMEMBERED = 200_000

/**
 * Area by code: extract, remove, pad, bridge; then the code letter for letter, else its alias, else the one area that
 * it can only mean (see `Gazetteer.byCode`). Throws when the bridge is missing.
 */
export function codeLookup(locate: Locate, gazetteer: Gazetteer, bridges: Bridges): Lookup {
  const trim = trimmer(locate)
  const aliases = aliasMap(locate.aliases)
  const bridge = locate.bridge ? bridges.get(bridgeKey(locate.bridge)) : null
  if (bridge === undefined)
    throw new Error(`The bridge ${locate.bridge?.file ?? ''} of level ${locate.level} was not read.`)
  const cross = bridge ? crossing(bridge) : (code: string) => code
  return remembered((text) => {
    const published = trim(text)
    const code = published === null ? undefined : cross(published)
    if (code === undefined) return null
    const alias = aliases.get(nameKey(code))
    return gazetteer.byExactCode(code) ?? (alias === undefined ? gazetteer.byCode(code) : gazetteer.byEither(alias))
  })
}

/** Over a bridge: by the code as the table writes it, else by the only row that differs in leading zeros or ".0". */
function crossing(bridge: Map<string, string>): (code: string) => string | undefined {
  const loose = new Map<string, string | null>()
  for (const [from, to] of bridge) {
    const key = codeKey(from)
    loose.set(key, loose.has(key) && loose.get(key) !== to ? null : to)
  }
  return (code) => bridge.get(code) ?? loose.get(codeKey(code)) ?? undefined
}

/** Area by name: the name itself, else its alias, else the one area it can only mean; within the parent when told. */
export function nameLookup(locate: Locate, gazetteer: Gazetteer, parents: Gazetteer | null): Lookup {
  const find = (names: Gazetteer, { aliases: spellings, ...trims }: Pick<Locate, 'aliases' | keyof Trim>) => {
    const trim = trimmer(trims)
    const aliases = aliasMap(spellings)
    return (text: string, parent?: { level: string; id: number }) => {
      const name = trim(text)
      if (name === null) return null
      const alias = aliases.get(nameKey(name))
      const exact = names.byExactName(name, parent)
      return exact ?? (alias === undefined ? names.byName(name, parent) : names.byEither(alias, parent))
    }
  }
  const own = find(gazetteer, locate)
  const { within } = locate
  if (!within || !parents) return remembered((text) => own(text))
  const above = find(parents, within)
  const parentOf = remembered((text) => above(text))
  return remembered((text, parent) => {
    const id = parentOf(parent ?? null)
    return id === null ? null : own(text, { level: within.level, id })
  })
}

/** The same few thousand texts come again and again: each is looked up once. */
function remembered(find: (text: string, parent: string | null) => number | null): Lookup {
  const known = new Map<string, number | null>()
  return (text, parent = null) => {
    if (text === null) return null
    const key = parent === null ? text : `${parent}\u0000${text}`
    let id = known.get(key)
    if (id === undefined) {
      id = find(text, parent)
      if (known.size < REMEMBERED) known.set(key, id)
    }
    return id
  }
}
