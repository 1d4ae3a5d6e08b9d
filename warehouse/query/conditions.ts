import type { Component, Condition, Fact } from '../catalog/types.ts'
import { FIELDS } from '../catalog/fields.ts'
import type { Dialect } from '../engine/dialect.ts'
import type { SqlValue } from '../engine/engine.ts'

/** Collects bound values in the order their marks appear. */
export class Values {
  readonly list: SqlValue[] = []
  mark(value: SqlValue): string {
    this.list.push(value)
    return '?'
  }
}

/** Boolean over `cases` as `f`: the opening is known to the day, not by month only. */
export const IS_DATED = '(coalesce(f.flags, 0) & 4 = 0)'

const DERIVED: Partial<Record<Fact, Record<string, string | ((dialect: Dialect) => string)>>> = {
  cases: {
    opened_hour: (d) =>
      `(case when ${IS_DATED} and f.opened_at <> ${d.bucket('day', 'f.opened_at')} then ${d.hour('f.opened_at')} end)`,
    is_orderly: '(coalesce(f.flags, 0) & 5 = 0)',
    is_dated: IS_DATED,
    called_back: '(f.resolved is not null or f.satisfied is not null)',
    ever_closed: '(f.closed_at is not null or f.reopened_at is not null)',
  },
  population: {
    age_class: `(case when f.age_min >= 65 then 'old' when f.age_max <= 14 then 'child'
      when f.age_min >= 15 and f.age_max <= 64 then 'working' end)`,
  },
}

/** SQL of a field a component may name; the row is `f`. Throws on a name the catalog does not know. */
export function fieldSql(fact: Fact, name: string, dialect: Dialect): string {
  if (!FIELDS[fact].includes(name)) throw new Error(`${fact} has no field ${name}`)
  const derived = DERIVED[fact]?.[name] ?? `f.${dialect.ident(name)}`
  return typeof derived === 'string' ? derived : derived(dialect)
}

const timeColumns = new Set([
  'opened_at',
  'dispatched_at',
  'first_response_at',
  'closed_at',
  'verified_at',
  'rated_at',
  'due_at',
  'reopened_at',
])

export function conditionSql(fact: Fact, condition: Condition, asOf: string, dialect: Dialect, values: Values): string {
  const field = fieldSql(fact, condition.field, dialect)
  if (condition.op === 'known') return `${field} is not null`
  if (condition.op === 'unknown') return `${field} is null`
  if (condition.op === 'in') return `${field} in (${condition.values.map((value) => values.mark(value)).join(', ')})`
  if (condition.op === 'within') {
    const start = fieldSql(fact, condition.of, dialect)
    const limit = `${dialect.secondsBetween(start, field)} <= ${values.mark(condition.hours * 3600)}`
    return condition.of === 'opened_at' ? `(${IS_DATED} and ${limit})` : limit
  }
  if ('as_of' in condition) return `${field} ${condition.op} cast(${values.mark(asOf)} as timestamp)`
  if ('column' in condition) return `${field} ${condition.op} ${fieldSql(fact, condition.column, dialect)}`
  if (!('value' in condition)) throw new Error(`condition on ${condition.field} compares with nothing`)
  const bound = values.mark(condition.value)
  return `${field} ${condition.op} ${timeColumns.has(condition.field) ? `cast(${bound} as timestamp)` : bound}`
}

/** Whoever is published in a total and in its parts counts once: by the total, or by the parts asked for. */
function oncePerPerson(component: Component): string[] {
  if (component.from !== 'population') return []
  const asks = (name: string) => component.where?.some((condition) => condition.field === name) ?? false
  const bits = asks('age_class') ? (asks('sex') ? 0 : 1) : asks('sex') ? 2 : 7
  return bits === 0 ? [] : [`coalesce(f.repeats, 0) & ${bits} = 0`]
}

/** The aggregate of one component: a count of rows, or a sum, over the rows that meet its conditions and `among`. */
export function aggregateSql(
  component: Component,
  asOf: string,
  dialect: Dialect,
  values: Values,
  residents: () => string,
  among: readonly string[] = [],
): string {
  const fact = component.from
  const column = (name: string) =>
    fact === 'measure' && name === 'residents' ? residents() : fieldSql(fact, name, dialect)
  const product =
    component.sum === undefined
      ? null
      : [component.sum, component.times]
          .filter((name) => name !== undefined)
          .map(column)
          .join(' * ')
  const asked = (component.where ?? []).map((condition) => conditionSql(fact, condition, asOf, dialect, values))
  const conditions = [...among, ...asked]
  conditions.push(...oncePerPerson(component))
  if (component.measure !== undefined) conditions.push(`f.measure = ${values.mark(component.measure)}`)
  const where = conditions.length > 0 ? conditions.join(' and ') : 'true'
  return product === null ? dialect.countIf(where) : dialect.sumIf(product, where)
}
