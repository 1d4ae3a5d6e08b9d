/** The tables of the published set: what cases are broken down by, and the parts that indicators are made of. Pure. */
import { implies } from './implies.ts'
import { type CodedField, membersOf, type SnapshotCatalog } from './snapshot-catalog.ts'
import type { Component, Condition, Indicator } from './types.ts'

export interface PublishedMember {
  name: string
  parent: number
  isLatent: boolean
  /** Of a coded table: the field and the code of cases; null: unknown. */
  field?: CodedField
  code?: number | null
}

/**
 * A table of the set. `of` names the table and member it breaks down. Of a table of cases that meet all conditions
 * `where`, the members are those in, and those out that are in the table above.
 */
export interface PublishedTable {
  id: string
  of: { table: string; member: number } | null
  members: PublishedMember[]
  where?: readonly Condition[]
}

/** A member of a table. */
export interface PartRef {
  table: string
  member: string
}

export const ALL: PartRef = { table: 'cases', member: 'in' }
export const memberName = (field: CodedField, value: string | null): string => `${field} ${value ?? ''}`

/** Each coded field and the table that holds it. */
export const CODED_TABLE: Readonly<Record<CodedField, string>> = {
  category: 'category',
  category_group: 'category',
  channel: 'channel',
  department: 'department',
}
const codedField = ({ field }: Condition) => (Object.keys(CODED_TABLE) as CodedField[]).find((coded) => coded === field)

/** Each condition once, in one order. */
function together(...lists: readonly (readonly Condition[])[]): Condition[] {
  const byText = new Map(lists.flat().map((condition) => [JSON.stringify(condition), condition]))
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, condition]) => condition)
}

/** Where the cases that meet all conditions are counted; null where no table can hold them without telling of others. */
function refOf(conditions: readonly Condition[]): PartRef | null {
  const [first] = conditions
  if (!first) return ALL
  const field = codedField(first)
  if (field && conditions.length === 1 && first.op === '=' && 'value' in first)
    return { table: CODED_TABLE[field], member: memberName(field, String(first.value)) }
  if (conditions.some((each) => codedField(each) || each.field === 'urban_class')) return null
  return { table: JSON.stringify(conditions), member: 'in' }
}

/** Whether a condition holds of a case must not depend on the day it is asked: what is published stays. */
const isCounted = (part: Component | undefined): part is Component =>
  part?.from === 'cases' &&
  (part.at ?? 'opened_at') === 'opened_at' &&
  part.sum === undefined &&
  !part.where?.some((condition) => 'as_of' in condition)

/** Conditions of the parts of an indicator that the set counts; null for one that it cannot hold. */
function conditionsOf({ kind, numerator, denominator }: Indicator) {
  if (!isCounted(numerator) || !['count', 'rate', 'ratio', 'proportion'].includes(kind)) return null
  if (denominator?.from !== 'cases') return { numerator: together(numerator.where ?? []), denominator: null }
  if (!isCounted(denominator) || kind !== 'proportion') return null
  const below = denominator.where ?? []
  return { numerator: together(below, numerator.where ?? []), denominator: together(below) }
}

/** Where the parts of an indicator over cases stand in the set; null for one that the set cannot hold. */
export function partsOf(indicator: Indicator): { numerator: PartRef; denominator: PartRef | null } | null {
  const conditions = conditionsOf(indicator)
  const numerator = conditions && refOf(conditions.numerator)
  if (!numerator) return null
  if (!conditions.denominator) return { numerator, denominator: null }
  const denominator = refOf(conditions.denominator)
  return denominator && { numerator, denominator }
}

const leaf = (name: string, isLatent = false): PublishedMember => ({ name, parent: -1, isLatent })

function codedTables(catalog: SnapshotCatalog, hasGroups: boolean): PublishedTable[] {
  const of = { table: ALL.table, member: 0 }
  const unknown = (field: CodedField) => ({ ...leaf(memberName(field, null)), field, code: null })
  const flat = (field: CodedField) =>
    membersOf(catalog, field).map((entry) => ({ ...leaf(memberName(field, entry.value)), field, code: entry.code }))
  const categories = membersOf(catalog, 'category')
  const held = membersOf(catalog, 'category_group').filter(({ code }) =>
    categories.some(({ parent }) => parent === code),
  )
  const groups = hasGroups ? held : []
  const category = [
    ...groups.map((entry) => ({
      ...leaf(memberName('category_group', entry.value)),
      field: 'category_group' as const,
      code: entry.code,
    })),
    ...categories.map((entry) => ({
      ...leaf(memberName('category', entry.value)),
      parent: groups.findIndex((group) => group.code === entry.parent),
      field: 'category' as const,
      code: entry.code,
    })),
    unknown('category'),
  ]
  return [
    { id: 'category', of, members: category },
    { id: 'channel', of, members: [...flat('channel'), unknown('channel')] },
    { id: 'department', of, members: [...flat('department'), unknown('department')] },
  ].filter(({ members }) => members.length > 1)
}

/** The smallest set of cases that holds all of these; the one named `preferred` where several are as good. */
function aboveOf({ where = [] }: PublishedTable, all: readonly PublishedTable[], preferred: string): string {
  const isIn = (inner: readonly Condition[], outer: readonly Condition[]) =>
    implies(inner, outer) && !implies(outer, inner)
  const holding = all.filter((each) => isIn(where, each.where ?? []))
  const smallest = holding.filter((each) => !holding.some((other) => isIn(other.where ?? [], each.where ?? [])))
  return (smallest.find(({ id }) => id === preferred) ?? smallest[0])?.id ?? ALL.table
}

/** Tables from that of a numerator up to, not including, that of its denominator; null where they do not lead there. */
export function between(
  tables: ReadonlyMap<string, PublishedTable>,
  numerator: PartRef,
  denominator: PartRef,
): PublishedTable[] | null {
  const found: PublishedTable[] = []
  for (let at = tables.get(numerator.table); at; at = tables.get(at.of?.table ?? '')) {
    if (at.id === denominator.table) return found
    found.push(at)
  }
  return null
}

/**
 * Whether two sets of cases differ by the same field and neither holds the other, as those answered yes and those answered no:
 * what is shown of the one would tell of the other.
 */
function areApart(a: readonly Condition[], b: readonly Condition[]): boolean {
  if (implies(a, b) || implies(b, a)) return false
  const own = (of: readonly Condition[], other: readonly Condition[]) =>
    of
      .filter((each) => !implies(other, [each]))
      .flatMap((each) => ('column' in each ? [each.field, each.column] : [each.field]))
  const fields = own(a, b)
  return own(b, a).some((field) => fields.includes(field))
}

/** Sets of cases that indicators count, none beside one that would tell it, each below the smallest that holds it. What is beside them shows in proportions. */
function countedTables(catalog: SnapshotCatalog, whole: PublishedTable): PublishedTable[] {
  const counted = catalog.indicators.flatMap((indicator) => conditionsOf(indicator) ?? [])
  const tables = new Map([[whole.id, whole]])
  const preferred = new Map<string, string>()
  for (const { numerator, denominator } of counted) {
    const below = denominator && refOf(denominator)
    for (const where of [denominator ?? [], numerator]) {
      const ref = refOf(where)
      const isHeld = [...tables.values()].some((each) => areApart(each.where ?? [], where))
      if (ref && ref.member === 'in' && !tables.has(ref.table) && !isHeld)
        tables.set(ref.table, { id: ref.table, of: null, members: [leaf('in'), leaf('out', true)], where })
      if (ref && below && where === numerator) preferred.set(ref.table, below.table)
    }
  }
  const found = [...tables.values()].filter((each) => each !== whole)
  for (const each of found) each.of = { table: aboveOf(each, found, preferred.get(each.id) ?? ''), member: 0 }
  for (const indicator of catalog.indicators) {
    const { numerator, denominator } = partsOf(indicator) ?? {}
    const path = numerator && denominator ? between(tables, numerator, denominator) : null
    for (const { members } of path ?? []) for (const member of members) member.isLatent = false
  }
  const depth = (at: PublishedTable | undefined): number => (at?.of ? 1 + depth(tables.get(at.of.table)) : 0)
  return found.sort((a, b) => depth(a) - depth(b))
}

/** All tables of the set, what is broken down before its parts. `hasGroups`: each case's category tells its group. */
export function tablesOf(catalog: SnapshotCatalog, hasGroups: boolean): PublishedTable[] {
  const whole: PublishedTable = { id: ALL.table, of: null, members: [leaf('in')] }
  return [whole, ...codedTables(catalog, hasGroups), ...countedTables(catalog, whole)]
}
