import type { Locate } from '../recipe.ts'
import { bridgeKey } from './bridge.ts'
import { aliasMap, type Gazetteer, nameKey, trimmer } from './gazetteer.ts'
import type { Bridges } from './types.ts'

/** Published text (and the parent's, where names need it) → area_id. */
export type Lookup = (text: string | null, parent?: string | null) => number | null

const REMEMBERED = 200_000

/** Area by code: extract, remove, pad, bridge, then the code itself, then aliases. Throws when the bridge is missing. */
export function codeLookup(locate: Locate, gazetteer: Gazetteer, bridges: Bridges): Lookup {
  const trim = trimmer(locate)
  const aliases = aliasMap(locate.aliases)
  const bridge = locate.bridge ? bridges.get(bridgeKey(locate.bridge)) : null
  if (bridge === undefined)
    throw new Error(`The bridge ${locate.bridge?.file ?? ''} of level ${locate.level} was not read.`)
  return remembered((text) => {
    const published = trim(text)
    if (published === null) return null
    const code = bridge ? bridge.get(published) : published
    if (code === undefined) return null
    const alias = aliases.get(nameKey(code))
    return gazetteer.byCode(code) ?? (alias === undefined ? null : gazetteer.byEither(alias))
  })
}

/** Area by name: the exact name, then aliases, within the parent when the recipe tells one. */
export function nameLookup(locate: Locate, gazetteer: Gazetteer, parents: Gazetteer | null): Lookup {
  const trim = trimmer(locate)
  const aliases = aliasMap(locate.aliases)
  const find = (text: string, parent?: { level: string; id: number }) => {
    const name = trim(text)
    if (name === null) return null
    const alias = aliases.get(nameKey(name))
    return gazetteer.byName(name, parent) ?? (alias === undefined ? null : gazetteer.byEither(alias, parent))
  }
  const { within } = locate
  if (!within || !parents) return remembered((text) => find(text))
  const trimParent = trimmer(within)
  const parentAliases = aliasMap(within.aliases)
  const parentOf = remembered((text) => {
    const name = trimParent(text)
    if (name === null) return null
    const alias = parentAliases.get(nameKey(name))
    return parents.byName(name) ?? (alias === undefined ? null : parents.byEither(alias))
  })
  return remembered((text, parent) => {
    const id = parentOf(parent ?? null)
    return id === null ? null : find(text, { level: within.level, id })
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
