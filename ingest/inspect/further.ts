import { trimmer } from '../locate/gazetteer.ts'
import { nameKey } from '../locate/spelling.ts'
import type { KnownAreas } from './areas.ts'
import { mayPlace, type Placing, widthOf } from './place.ts'
import { codeSpellings, joinOf, nameSpellings, type Spelling } from './spelling.ts'
import type { Known, Table } from './table.ts'
import type { Row } from './tally.ts'

const MOST = 3
const LEAST_ROWS = 2
const LEAST_SHARE = 0.0005
const MOST_PATTERN = 180

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')

type Finder = (row: Row) => string | null

const onlyOne = (codes: string[] | undefined) => (codes?.length === 1 ? (codes[0] ?? null) : null)

/** The area of a plan that a row finds in the way of a placing. */
function finder(table: Table, { plan, column, join, within }: Placing, plans: KnownAreas[]): Finder {
  const at = table.columns.indexOf(column)
  const trim = trimmer(join.spelling)
  const text = (row: Row) => trim(row[at]?.trim() ?? '')
  if (join.spelling.by === 'code') {
    return (row) => {
      const code = text(row)
      return code !== null && plan.areas.has(code) ? code : null
    }
  }
  const bearers = (row: Row) => plan.names.get(nameKey(text(row) ?? ''))
  if (!within) return (row) => onlyOne(bearers(row))
  const above = table.columns.indexOf(within.column)
  const trimAbove = trimmer(within.join.spelling)
  const up = ancestry(plan, within.level, plans)
  return (row) => {
    const parent = onlyOne(within.plan.names.get(nameKey(trimAbove(row[above]?.trim() ?? '') ?? '')))
    return parent === null ? null : onlyOne(bearers(row)?.filter((code) => up(code) === parent))
  }
}

const known = new WeakMap<KnownAreas, Map<string, string>>()

function parentsOf(plan: KnownAreas): Map<string, string> {
  const parents = known.get(plan) ?? plan.parentCodes()
  known.set(plan, parents)
  return parents
}

/** Code of an area → code of its ancestor at a level. */
function ancestry(plan: KnownAreas, level: string, plans: KnownAreas[]): (code: string) => string | null {
  const steps: Map<string, string>[] = []
  let at: KnownAreas | undefined = plan
  while (at && at.level !== level && steps.length < 8) {
    steps.push(parentsOf(at))
    const above: string | undefined = at.parent?.level
    at = plans.find((each) => each.level === above && each.areas.size > 0)
  }
  return (code) =>
    steps.reduce<string | null>((own, parents) => (own === null ? null : (parents.get(own) ?? null)), code)
}

/** Levels above a plan, nearest first. */
function above(plan: KnownAreas, plans: KnownAreas[]): KnownAreas[] {
  const found: KnownAreas[] = []
  for (let level = plan.parent?.level; level !== undefined && found.length < 8; ) {
    const next: KnownAreas | undefined = plans.find((each) => each.level === level)
    if (!next || found.includes(next)) break
    found.push(next)
    level = next.parent?.level
  }
  return found
}

const asPlacing = (plan: KnownAreas, column: Known, spelling: Spelling): Placing => ({
  plan,
  column,
  join: joinOf(column, spelling, () => null),
  within: null,
})

/** Codes that are not filled up with zeros as those of `first` are. */
function unfilled({ extract }: Spelling): Spelling[] {
  const filled = /^\^\(\\d\{\d+\}\)0\+.*\$$/.test(extract ?? '')
  return filled ? [{ by: 'code', extract: `^(?!${extract?.slice(1).replace('(', '').replace(')', '')})(\\d+)` }] : []
}

/** Other levels in the same column, and the same level by name within any larger one. */
function candidates(table: Table, first: Placing, plans: KnownAreas[]): Placing[] {
  const { plan, column, join } = first
  const others = plans.filter(({ level }) => level !== plan.level)
  const sameColumn = others.flatMap((other) =>
    join.spelling.by === 'code'
      ? [...codeSpellings(column, widthOf(other)), ...unfilled(join.spelling)].map((each) =>
          asPlacing(other, column, each),
        )
      : nameSpellings(column).map((spelling) => asPlacing(other, column, spelling)),
  )
  const columns = table.columns.filter((each) => mayPlace(each) && each.role === 'name')
  const ups = above(plan, plans).flatMap((up) =>
    columns.flatMap((each) => aboveSpellings(each, up, first).map((spelling) => ({ up, each, spelling }))),
  )
  const nested = ups.flatMap(({ up, each, spelling }) =>
    columns
      .filter((own) => own !== each && own.han > 0.3 === each.han > 0.3)
      .map((own): Placing => {
        const within = { level: up.level, plan: up, column: each, join: joinOf(each, spelling, () => null) }
        return { ...asPlacing(plan, own, { by: 'name' }), within }
      }),
  )
  return [...sameColumn, ...nested]
}

/** Names of larger areas stand alone, behind what all begin with, or before the rest of the text. */
function aboveSpellings(column: Known, { names }: KnownAreas, { within }: Placing): Spelling[] {
  const lengths = new Set([...names.keys()].map((name) => name.length))
  const [length] = lengths
  if (lengths.size !== 1 || length === undefined) return nameSpellings(column)
  const rest = within?.column === column ? unknownRests(within, length) : ''
  return [
    ...nameSpellings(column),
    ...(rest === null ? [] : [{ by: 'name' as const, extract: `^(.{${length}})${rest}` }]),
  ]
}

/** What follows the name of the larger area where the text names no single area of the level between; null: too much. */
function unknownRests(within: NonNullable<Placing['within']>, length: number): string | null {
  const rests = new Set(within.join.unmatched.map(([text]) => text.slice(length)))
  const pattern = `(?=(?:${[...rests].map(escaped).join('|')})$)`
  return rests.size > 0 && pattern.length <= MOST_PATTERN ? pattern : null
}

/**
 * Whether a row says where it belongs so clearly that another way could only lead elsewhere: a code that is none of the
 * list, or a larger area that is known and has no such name.
 */
function statesArea(table: Table, { column, join, within }: Placing): (row: Row) => boolean {
  const at = table.columns.indexOf(within?.column ?? column)
  const trim = trimmer(within?.join.spelling ?? join.spelling)
  if (!within) return (row) => join.spelling.by === 'code' && /[1-9]/.test(trim(row[at]?.trim() ?? '') ?? '')
  return (row) => within.plan.names.get(nameKey(trim(row[at]?.trim() ?? '') ?? ''))?.length === 1
}

/**
 * Ways for rows that `first` leaves without an area: areas of other levels in the same column (states among counties,
 * districts of a municipality among cities), or names within another of the larger areas. A way that would send a row
 * elsewhere that has its area already is not taken.
 */
export function furtherPlacings(table: Table, first: Placing, plans: KnownAreas[]): Placing[] {
  const size = (place: Placing) => place.plan.areas.size
  const finders: { place: Placing; find: Finder }[] = [{ place: first, find: finder(table, first, plans) }]
  let open = table.sample.filter((row) => finders[0]?.find(row) === null)
  const taken = table.sample.filter((row) => finders[0]?.find(row) !== null)
  if (open.length === 0) return []
  const tried = candidates(table, first, plans).map((place) => ({ place, find: finder(table, place, plans) }))
  const isStated = statesArea(table, first)
  const isSafe = ({ place, find }: { place: Placing; find: Finder }) =>
    place.within && place.plan === first.plan
      ? open.every((row) => !isStated(row) || find(row) === null)
      : size(place) <= size(first) || taken.every((row) => find(row) === null)
  const safe = tried.filter(({ find }) => open.some((row) => find(row) !== null)).filter(isSafe)
  const chosen: Placing[] = []
  while (chosen.length < MOST && open.length > 0) {
    const scored = safe.map((each) => ({ ...each, n: open.filter((row) => each.find(row) !== null).length }))
    const best = scored.toSorted((a, b) => b.n - a.n)[0]
    const isLongCode = best?.place.join.spelling.by === 'code' && (widthOf(best.place.plan) ?? 0) >= 4
    if (!best || best.n < Math.max(isLongCode ? 1 : LEAST_ROWS, table.sample.length * LEAST_SHARE)) break
    chosen.push(joined(table, best.place, best.find, open))
    open = open.filter((row) => best.find(row) === null)
  }
  return chosen
}

function joined(table: Table, place: Placing, find: Finder, open: Row[]): Placing {
  const at = table.columns.indexOf(place.column)
  const areas = new Set<string>()
  const missed = new Map<string, number>()
  for (const row of open) {
    const area = find(row)
    const value = row[at]?.trim() ?? ''
    if (area !== null) areas.add(area)
    else missed.set(value, (missed.get(value) ?? 0) + 1)
  }
  const n = open.filter((row) => find(row) !== null).length
  const unmatched = [...missed].toSorted((a, b) => b[1] - a[1])
  const { within, plan } = place
  const has = (text: string) => onlyOne((within?.plan ?? plan).names.get(nameKey(text)))
  return {
    ...place,
    join: { spelling: place.join.spelling, share: n / open.length, areas: areas.size, unmatched },
    within: within && { ...within, join: joinOf(within.column, within.join.spelling, has) },
  }
}

/** Rows kept that no placing finds an area for. */
export function unplacedRows(table: Table, placed: Placing[], plans: KnownAreas[]): Row[] {
  const finders = placed.map((place) => finder(table, place, plans))
  return table.sample.filter((row) => finders.every((find) => find(row) === null))
}
