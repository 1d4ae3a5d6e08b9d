import { ALL, CODED_TABLE, memberName, type PartRef, partsOf } from '../catalog/published-tables.ts'
import { type CodedField, indicatorOf, membersOf } from '../catalog/snapshot-catalog.ts'
import type { Indicator } from '../catalog/types.ts'
import { isOfTooFew } from '../disclosure/gate.ts'
import type { Dimension } from '../query/plan.ts'
import { areaEntries } from './area-entries.ts'
import { UNKNOWN } from './keys.ts'
import { periodOfRow, type PlacePart, placesPart, type Scope } from './parts.ts'
import type { PublishedSet } from './published-set.ts'
import { plainValue, type Value, withoutValue } from '../stats/values.ts'
import type { Evaluated } from './evaluate.ts'

type Tokens = readonly string[]

/** Areas of a row: its own and those the filter names, each once; none: the whole city. */
function placesOfRow({ snapshot, by, filters }: Scope, set: PublishedSet): (tokens: Tokens) => (string | undefined)[] {
  const areas = areaEntries(snapshot.catalog)
  const chain = (id: number | null): number[] => (id === null ? [] : [id, ...chain(areas.get(id)?.parent_id ?? null)])
  const named = [...filters.areas.values()].flat()
  const isBelow = (id: number, above: readonly number[]) => chain(id).some((each) => above.includes(each))
  const apart = named.filter((id) => !isBelow(areas.get(id)?.parent_id ?? 0, named))
  const at = by.findIndex((dimension) => dimension.kind === 'area')
  return (tokens) => {
    if (at === -1) return apart.length === 0 ? [set.placeOf(null)] : apart.map((id) => set.placeOf(id))
    const own = Number(tokens[at])
    if (apart.length === 0 || isBelow(own, apart)) return [set.placeOf(own)]
    return apart.filter((id) => isBelow(id, [own])).map((id) => set.placeOf(id))
  }
}

/** Members of a coded field that a question leaves, by token; null where it names no such field. */
function codedMembers({ snapshot, by, filters }: Scope): { at: number; refs: Map<string, PartRef> } | null {
  const at = by.findIndex((dimension) => dimension.kind === 'coded')
  const column = codedOf(by[at]) ?? [...filters.coded.keys()][0]
  if (column === undefined) return null
  const groups = filters.coded.get('category_group')
  const own = filters.coded.get(column)
  const isLeft = ({ code, parent }: { code: number; parent: number | null }) =>
    (own?.includes(code) ?? true) && (column !== 'category' || (groups?.includes(parent ?? -1) ?? true))
  const ref = (value: string | null): PartRef => ({ table: CODED_TABLE[column], member: memberName(column, value) })
  const refs = new Map(
    membersOf(snapshot.catalog, column).flatMap((entry) =>
      isLeft(entry) ? [[String(entry.code), ref(entry.value)]] : [],
    ),
  )
  if (!own && !groups) refs.set(UNKNOWN, ref(null))
  return { at, refs }
}
const codedOf = (dimension: Dimension | undefined): CodedField | undefined =>
  dimension?.kind === 'coded' ? dimension.column : undefined

/** Counts of a part by row: sums of what is shown, NaN where any of it is hidden; null where a period is not published. */
function counter(scope: Scope, set: PublishedSet) {
  const periodOf = periodOfRow(scope)
  const placesOf = placesOfRow(scope, set)
  const coded = codedMembers(scope)
  const refsOf = (ref: PartRef, tokens: Tokens): PartRef[] => {
    if (!coded || ref.table !== ALL.table) return [ref]
    if (coded.at === -1) return [...coded.refs.values()]
    return [coded.refs.get(tokens[coded.at] ?? '') ?? { table: '', member: '' }]
  }
  const isPlaced = scope.filters.areas.size > 0 || scope.by.some((dimension) => dimension.kind === 'area')
  const isWhole = ({ table }: PartRef) => !isPlaced && !coded && table === ALL.table
  const count = (ref: PartRef, tokens: Tokens): number | null => {
    const periods = set.cover(periodOf(tokens), isWhole(ref))
    if (!periods) return null
    let sum = 0
    for (const place of placesOf(tokens))
      for (const each of refsOf(ref, tokens))
        for (const period of periods) sum += place === undefined ? Number.NaN : set.shown(each, period, place)
    return sum
  }
  return { count, coded }
}

/** The question asked of the areas one level up, and the area there of a row; null at the top. */
function above(scope: Scope): { scope: Scope; tokensOf: (tokens: Tokens) => string[] | null } | null {
  const at = scope.by.findIndex((dimension) => dimension.kind === 'area')
  const own = scope.by[at]
  const { city } = scope.snapshot.catalog
  const level = own?.kind === 'area' ? city.levels.find(({ id }) => id === own.level)?.parent : undefined
  if (level === undefined) return null
  const areas = areaEntries(scope.snapshot.catalog)
  return {
    scope: { ...scope, by: scope.by.map((dimension, i) => (i === at ? { kind: 'area', level } : dimension)) },
    tokensOf: (tokens) => {
      const parent = areas.get(Number(tokens[at]))?.parent_id ?? null
      return parent === null ? null : tokens.map((token, i) => (i === at ? String(parent) : token))
    },
  }
}

/**
 * One indicator over cases as the set shows it. Where an area's rate or percentage may not be shown, it bears that of the
 * area above, status `merged`. Needs a question that the set holds.
 */
export async function evaluatePublished(scope: Scope, set: PublishedSet, indicator: Indicator): Promise<Evaluated> {
  const refs = partsOf(indicatorOf(scope.snapshot.catalog, indicator.id) ?? indicator)
  if (!refs) throw new Error(`${indicator.id} is not in the set`)
  const { count, coded } = counter(scope, set)
  const people = await peopleUnder(scope, indicator)
  const beside = refs.denominator ? (set.between(refs.numerator, refs.denominator) ?? []) : []
  const own = (tokens: Tokens): Value => {
    const n = count(refs.numerator, tokens)
    const d = refs.denominator ? count(refs.denominator, tokens) : (people?.part(tokens) ?? Number.NaN)
    if (n === null || d === null) return withoutValue('missing')
    const isHidden = beside.some(({ id }) => Number.isNaN(count({ table: id, member: 'out' }, tokens)))
    if (Number.isNaN(n) || isHidden || (refs.denominator && Number.isNaN(d))) return withoutValue('suppressed')
    return isOfTooFew(indicator, d) ? withoutValue('suppressed') : plainValue(indicator, n, d)
  }
  const upper = indicator.kind === 'count' ? null : above(scope)
  const over = upper && (await evaluatePublished(upper.scope, set, indicator))
  const valueOf = (tokens: Tokens): Value => {
    const value = own(tokens)
    const up = value.status === 'suppressed' ? upper?.tokensOf(tokens) : null
    const found = up && over?.valueOf(up)
    if (!found || Number.isNaN(found.value)) return value
    return { ...withoutValue('merged'), value: found.value, low: found.low, high: found.high }
  }
  const rows = coded && coded.at !== -1 ? [...coded.refs.keys()] : []
  const seen = rows.map((token) => scope.by.map((_, i) => (i === coded?.at ? token : '')).join('|'))
  return { indicator, valueOf, seen: [seen], years: () => people?.years() ?? [] }
}

async function peopleUnder(scope: Scope, { denominator }: Indicator): Promise<PlacePart | null> {
  return denominator && denominator.from !== 'cases' ? placesPart(scope, denominator, 'through') : null
}
