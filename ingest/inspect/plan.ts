import { type AreaPlan, codeColumn, planAreas } from './areas.ts'
import { copiesOf } from './copies.ts'
import { furtherPlacings } from './further.ts'
import { isParent, type Placing, placings } from './place.ts'
import type { Table } from './table.ts'
import { vintageOf } from './vintages.ts'
import { type Whole, wholeOf } from './whole.ts'

export type Kind = 'area' | 'basemap' | 'cases' | 'facts' | 'left'

/** What becomes of one table. */
export interface Planned {
  table: Table
  kind: Kind
  /** Areas it defines, largest first. */
  areas: AreaPlan[]
  placed: Placing[]
  /** Of figures: ways for the rows that the first of `placed` leaves without an area. */
  further: Placing[]
  /** Rows that tell the sum of all areas. */
  whole: Whole | null
  /** The table whose records it holds once more. */
  copyOf: Table | null
  because: string
}

const EVENTS = new Set(['opened', 'closed', 'due', 'time', 'dispatched', 'responded'])
const CASE_SIGNS = new Set([
  'identifier',
  'category',
  'category_group',
  'channel',
  'status',
  'lon',
  'closed',
  'due',
  'sex',
])
const FIGURES = new Set(['figure', 'population', 'households', 'dwellings', 'vacant', 'floor_area', 'price', 'rent'])
const CODEBOOK = /lookup|dictionary|codebook|variable|字典|码表|碼表|字段|欄位|指标|指標/iu
const MANY = 3
const MOST_AREA_BYTES = 200e6
const MOST_CASE_AREAS = 500

const having = (table: Table, roles: Set<string>) => table.columns.filter(({ role }) => roles.has(role))

function kindOf(table: Table): [Kind, string] {
  const [first] = table.files
  const code = codeColumn(table)
  if (first?.geometry === 'polygon' || first?.geometry === 'line') {
    if (first.geometry === 'polygon' && code && table.bad === 0) return ['area', 'polygons with codes']
    return ['basemap', code ? 'lines' : 'shapes without codes or names']
  }
  const [events, figures] = [
    having(table, EVENTS).filter(({ time }) => time?.precision !== 'month'),
    having(table, FIGURES),
  ]
  if (table.wide) return ['facts', 'one figure in many columns']
  if (events.length > 0 && figures.length < MANY && having(table, CASE_SIGNS).length > 0)
    return ['cases', 'rows with a time of their own']
  if (figures.length > 0) return ['facts', `${figures.length} columns of figures`]
  if (events.length > 0) return ['cases', 'rows with a time of their own']
  if (!code || table.bad > 0 || table.bytes >= MOST_AREA_BYTES)
    return ['left', 'neither figures nor times, and no column that tells areas apart']
  const words = [table.stem, ...table.columns.map(({ name }) => name)].find((name) => CODEBOOK.test(name))
  if (words !== undefined) return ['left', `words that explain other files, as "${words}" says, and no areas`]
  if (code.role === 'text')
    return ['left', `neither figures nor times, and ${code.name} holds neither codes nor names of areas`]
  return ['area', 'a list of codes and names without figures or times']
}

/** An id no other has: lower-case letters, digits and _. */
function ids(): (name: string) => string {
  const given = new Map<string, string>()
  return (name) => {
    const known = given.get(name)
    if (known !== undefined) return known
    const plain = name
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '_')
      .replace(/^[_\d]+/, '')
      .replace(/_+$/, '')
      .slice(0, 24)
    const base = plain === '' || plain === 'city' ? `area_${plain || 'level'}` : plain
    const taken = new Set(given.values())
    let id = base
    for (let n = 2; taken.has(id); n++) id = `${base}_${n}`
    given.set(name, id)
    return id
  }
}

/** Nearly the same codes, drawn at most once: one level told by two files. */
function isSame(a: AreaPlan, b: AreaPlan): boolean {
  if (a.hasGeometry && b.hasGeometry) return false
  const both = [...a.areas.keys()].filter((code) => b.areas.has(code)).length
  return both >= 3 && both >= 0.95 * Math.max(a.areas.size, b.areas.size)
}

function linkParents(plans: AreaPlan[]): void {
  for (const plan of plans) {
    if (plan.parent) continue
    const others = plans.filter((other) => other.level !== plan.level && other.areas.size < plan.areas.size)
    const links = others
      .toSorted((a, b) => b.areas.size - a.areas.size)
      .flatMap((other) =>
        plan.table.columns
          .filter(
            ({ role, name }) =>
              (role === 'code' || role === 'identifier' || role === 'figure') && name !== plan.code.from,
          )
          .flatMap(({ name }) =>
            isParent(plan, { from: name }, other) && other.areas.size > 1
              ? [{ level: other.level, source: { from: name } }]
              : [],
          ),
      )
    plan.parent = links[0] ?? null
  }
}

const cleanest = (table: Table) => {
  const code = codeColumn(table)
  if (!code || table.bad > 0 || table.bytes > MOST_AREA_BYTES) return -1
  return (code.isUnique ? 4 : 0) + (code.code?.width ? 2 : 0) + (code.code?.dotZero ? -1 : 0)
}

/** Decides what each table is and how its rows find areas; areas come from boundaries, lists, or tables of figures. */
export function planTables(tables: Table[]): Planned[] {
  const levelId = ids()
  const copies = copiesOf(tables)
  const planned = tables.map((table): Planned => {
    const [kind, because] = kindOf(table)
    return { table, kind, because, areas: [], placed: [], further: [], whole: null, copyOf: copies.get(table) ?? null }
  })
  const plans: AreaPlan[] = []
  const define = (one: Planned) => {
    const code = codeColumn(one.table)
    if (!code) return
    const vintage = vintageOf(one.table, tables)
    const own = code.role === 'name' && one.kind === 'facts' ? code.name : (vintage?.stem ?? one.table.stem)
    const found = planAreas({ level: levelId(own), table: one.table, code }, levelId)
    if (vintage) for (const plan of found) plan.vintage = vintage.year
    for (const plan of found) {
      const same = plans.find((other) => isSame(plan, other))
      if (same) rename(found, plan, same.level)
    }
    one.areas = found
    plans.push(...found)
  }
  for (const one of planned) if (one.kind === 'area') define(one)
  linkParents(plans)
  const rows = planned.filter(({ kind }) => kind === 'facts' || kind === 'cases')
  const open = () => rows.filter((one) => one.areas.length === 0 && !placings(one.table, plans)[0])
  for (let next = definer(open(), plans.length > 0); next; next = definer(open(), true)) define(next)
  for (const one of rows) one.placed = placings(one.table, plans)
  for (const one of rows) if (one.kind === 'facts') complete(one, plans)
  return planned
}

const LEAST_SHARE = 0.7

/** The finest areas that most rows find come first; then what the rest of the rows may find. */
function complete(one: Planned, plans: AreaPlan[]): void {
  const first = one.placed.find(({ join }) => join.share >= LEAST_SHARE) ?? one.placed[0]
  if (!first) return leaveOut(one)
  one.placed = [first]
  one.further = furtherPlacings(one.table, first, plans)
  one.whole = wholeOf(one.table, [first, ...one.further], plans)
}

/** Figures belong to areas: a table whose rows find none cannot be loaded. */
function leaveOut(one: Planned): void {
  const { bad } = one.table
  const mend =
    bad > 0 && codeColumn(one.table) ? `; mend the ${bad} records that do not fit its columns, then it can` : ''
  Object.assign(one, { kind: 'left', because: `figures, but nothing that tells which area they belong to${mend}` })
}

function rename(found: AreaPlan[], plan: AreaPlan, level: string): void {
  for (const other of found) if (other.parent?.level === plan.level) other.parent.level = level
  plan.level = level
}

/** Of tables whose rows find no area the one whose areas most of the others would find; null when none can tell areas. */
function definer(open: Planned[], hasAreas: boolean): Planned | null {
  const able = open.filter(({ kind, table }) => {
    const code = codeColumn(table)
    return (
      cleanest(table) >= 0 &&
      (kind === 'facts' ||
        (!hasAreas &&
          code?.role !== 'identifier' &&
          code?.isUnique !== true &&
          (code?.distinct ?? 0) <= MOST_CASE_AREAS))
    )
  })
  const score = ({ table }: Planned) => {
    const code = codeColumn(table)
    const made = code ? planAreas({ level: 'tried', table, code }, (name) => name) : []
    const served = open.filter(
      (other) => other.table !== table && placings(other.table, made).some(({ join }) => join.share >= 0.8),
    )
    return served.length * 10 + cleanest(table) + (made.at(-1)?.areas.size ?? 0) / 1e6
  }
  const scored = able.map((one) => ({ one, score: score(one) })).toSorted((a, b) => b.score - a.score)
  return scored[0]?.one ?? null
}
