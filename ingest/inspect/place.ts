import { trimmer } from '../locate/gazetteer.ts'
import { nameKey } from '../locate/spelling.ts'
import type { AreaPlan, KnownAreas, Source } from './areas.ts'
import { codeSpellings, type Join, joinOf, nameSpellings, type Spelling } from './spelling.ts'
import type { Known, Table } from './table.ts'

/** How the rows of a table find areas of one level. */
export interface Placing {
  plan: KnownAreas
  column: Known
  join: Join
  /** The column that tells namesakes apart. */
  within: { level: string; plan: KnownAreas; column: Known; join: Join } | null
}

const MOST_DISTINCT = 200_000
const LEAST = 0.5
const NO_PLACE = new Set([
  'personal',
  'empty',
  'wide',
  'lon',
  'lat',
  'opened',
  'closed',
  'due',
  'time',
  'year',
  'sex',
  'age',
  'status',
])

export const mayPlace = (column: Known) =>
  !NO_PLACE.has(column.role) &&
  column.distinct > 0 &&
  column.distinct <= MOST_DISTINCT &&
  column.name !== '' &&
  (column.number === null || column.code !== null)

export const widthOf = (plan: KnownAreas): number | null => {
  const widths = new Set([...plan.areas.keys()].slice(0, 500).map((code) => code.length))
  return widths.size === 1 ? ([...widths][0] ?? null) : null
}

const filledShare = (column: Known) => column.filled / Math.max(1, column.tally.rows)

/** Share of the rows placed, a little more for columns that name most of the areas or are called alike. */
function worth({ column, join, plan }: Placing): number {
  const alike = nameKey(column.name) === nameKey(plan.code.from) || column.name === plan.name?.from ? 0.05 : 0
  return join.share * filledShare(column) + 0.3 * (join.areas / Math.max(1, plan.areas.size)) + alike
}

/** Few one-digit codes fit anything: they must name a good part of the areas. */
const isChance = ({ join, plan, column }: Placing) =>
  join.spelling.by === 'code' && (column.code?.width ?? 1) < 3 && join.areas < plan.areas.size * 0.6

function byCode(plan: KnownAreas, column: Known): Placing[] {
  const has = (text: string) => (plan.areas.has(text) ? text : null)
  return codeSpellings(column, widthOf(plan)).map((spelling) => ({
    plan,
    column,
    join: joinOf(column, spelling, has),
    within: null,
  }))
}

function byName(plan: KnownAreas, column: Known): Placing[] {
  const has = (text: string) => {
    const bearers = plan.names.get(nameKey(text))
    return bearers?.length === 1 ? (bearers[0] ?? null) : null
  }
  return nameSpellings(column).map((spelling) => ({ plan, column, join: joinOf(column, spelling, has), within: null }))
}

/** Names within the area above, row by row of the sample. */
function byNameWithin(
  table: Table,
  plan: KnownAreas,
  column: Known,
  above: Placing,
  parents: Map<string, string>,
): Placing | null {
  const [at, aboveAt] = [table.columns.indexOf(column), table.columns.indexOf(above.column)]
  const trim = trimmer(above.join.spelling)
  const areas = new Set<string>()
  const missed = new Map<string, number>()
  let joined = 0
  for (const row of table.sample) {
    const parent = above.plan.names.get(nameKey(trim(row[aboveAt] ?? '') ?? ''))
    const bearers = (plan.names.get(nameKey(row[at] ?? '')) ?? []).filter(
      (code) => parent?.length === 1 && parents.get(code) === parent[0],
    )
    if (bearers.length === 1) {
      joined++
      areas.add(bearers[0] ?? '')
    } else missed.set(row[at] ?? '', (missed.get(row[at] ?? '') ?? 0) + 1)
  }
  if (table.sample.length === 0) return null
  const spelling: Spelling = { by: 'name' }
  const unmatched = [...missed].toSorted((a, b) => b[1] - a[1])
  const join = { spelling, share: joined / table.sample.length, areas: areas.size, unmatched }
  return {
    plan,
    column,
    join,
    within: { level: above.plan.level, plan: above.plan, column: above.column, join: above.join },
  }
}

const best = (found: Placing[]): Placing | null =>
  found.filter((p) => p.join.share > 0 && !isChance(p)).toSorted((a, b) => worth(b) - worth(a))[0] ?? null

/** The best way for the rows of a table to find the areas of each plan, the finest areas first. */
export function placings(table: Table, plans: KnownAreas[]): Placing[] {
  const columns = table.columns.filter(mayPlace)
  const found = plans.flatMap((plan): Placing[] => {
    const plain = columns.flatMap((column) =>
      plan.isNamed ? byName(plan, column) : [...byCode(plan, column), ...byName(plan, column)],
    )
    const chosen = best(plain)
    if (chosen && chosen.join.share >= 0.99) return [chosen]
    const parents = plan.parentCodes()
    const above = plans.find(({ level }) => level === plan.parent?.level)
    const aboves = above ? columns.flatMap((column) => byName(above, column)).filter((p) => p.join.share >= LEAST) : []
    const nested = aboves.flatMap((up) =>
      columns
        .filter((c) => c !== up.column && c.han > 0.3 === up.column.han > 0.3)
        .map((column) => byNameWithin(table, plan, column, up, parents)),
    )
    const other = best([...(chosen ? [chosen] : []), ...nested.filter((p) => p !== null)])
    return other ? [other] : []
  })
  return found.filter(({ join }) => join.share >= LEAST).toSorted((a, b) => b.join.areas - a.join.areas)
}

/** Whether every value of `source` in the area's table is an area of `plan`. */
export function isParent(child: AreaPlan, source: Source, plan: AreaPlan): boolean {
  const column = child.table.columns.find((c) => c.name === source.from)
  if (!column || column.tally.isCut || column.tally.empty > 0) return false
  const trim = trimmer(source)
  return [...column.tally.values.keys()].every((value) => plan.areas.has(trim(value) ?? ''))
}
