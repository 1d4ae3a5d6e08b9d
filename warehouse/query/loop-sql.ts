/** Statements about the steps that cases go through. Columns are counts as doubles unless said. */
import type { Component } from '../catalog/types.ts'
import type { Dialect } from '../engine/dialect.ts'
import type { Sql } from '../engine/engine.ts'
import { conditionSql, Values } from './conditions.ts'
import { AGE_BANDS, type AskedOf, HASTE, LOOP_SETS } from './loop-sets.ts'
import type { CasesPlan, DurationsPlan, Filters, Span } from './plan.ts'
import { caseFilters, caseKey, countedCases, waitedSql, within } from './to-sql.ts'

/** Which cases a statement is about: those opened in the span, under filters, as known at `asOf`. */
export interface LoopScope {
  store: string
  span: Span
  filters: Filters
  asOf: string
}

function scoped({ store, span, filters }: LoopScope, isOpen: boolean, dialect: Dialect, values: Values): string {
  const days = isOpen ? ['true'] : within('f.opened_at', span, values)
  const where = [...days, ...caseFilters(filters, dialect, values)]
  return `${dialect.table(store, 'cases')} as f where ${where.join(' and ')}`
}

const askedOf = ({ store, asOf }: LoopScope, dialect: Dialect, values: Values): AskedOf => ({
  now: () => values.mark(asOf),
  cases: dialect.table(store, 'cases'),
  dialect,
})

/** Counts of all sets that are about open cases, or of all others; one row, a column each. */
export function setsSql(scope: LoopScope, isOpen: boolean, dialect: Dialect): Sql {
  const values = new Values()
  const asked = askedOf(scope, dialect, values)
  const chosen = Object.entries(LOOP_SETS).filter(([, set]) => (set.isOpen ?? false) === isOpen)
  const counts = chosen.map(([name, { where }]) => `cast(${dialect.countIf(where(asked))} as double) as ${name}`)
  return { text: `select ${counts.join(', ')} from ${scoped(scope, isOpen, dialect, values)}`, values: values.list }
}

/** Which steps any case of the store has a time for; one row, `has_<column>` true or false. */
export function recordedSql(store: string, dialect: Dialect): Sql {
  const columns = [
    'dispatched_at',
    'first_response_at',
    'closed_at',
    'verified_at',
    'rated_at',
    'due_at',
    'reopened_at',
    'hand_offs',
    'co_departments',
    'resolved',
    'satisfied',
    'cell',
    'category',
  ]
  return {
    text: `select ${columns.map((column) => `count(f.${column}) > 0 as has_${column}`).join(', ')} from ${dialect.table(store, 'cases')} as f`,
    values: [],
  }
}

/** Closed cases by hours from the limit: `hour` −24 is the last day before, −1 the last hour before it, 0 the first after. */
export function aroundLimitSql(scope: LoopScope, dialect: Dialect): Sql {
  const values = new Values()
  const hours = `floor(${dialect.secondsBetween('f.due_at', 'f.closed_at')} / 3600.0)`
  return {
    text: `select cast(${hours} as double) as hour, cast(count(*) as double) as n from ${scoped(scope, false, dialect, values)}
      and f.closed_at is not null and f.due_at is not null and coalesce(f.flags, 0) & 5 = 0
      and ${hours} between -24 and 23 group by 1 order by 1`,
    values: values.list,
  }
}

/** Cases by day of opening and day of closing (null: open); days as ISO text. */
export function daysSql(scope: LoopScope, dialect: Dialect): Sql {
  const values = new Values()
  return {
    text: `select cast(cast(f.opened_at as date) as varchar) as opened, cast(cast(f.closed_at as date) as varchar) as closed,
      cast(count(*) as double) as n from ${scoped(scope, false, dialect, values)}
      and coalesce(f.flags, 0) & 5 = 0 group by 1, 2`,
    values: values.list,
  }
}

/** Places (finest cells) at which one kind of case came again most often; `cell` as text, `from_day` and `to_day` ISO. */
export function repeatedPlacesSql(scope: LoopScope, fewest: number, most: number, dialect: Dialect): Sql {
  const values = new Values()
  const from = scoped(scope, false, dialect, values)
  return {
    text: `select cast(f.cell as varchar) as cell, f.category as category, any_value(f.area_id) as area_id, cast(count(*) as double) as n,
      cast(count(distinct f.reporter_key) as double) as callers,
      cast(min(cast(f.opened_at as date)) as varchar) as from_day, cast(max(cast(f.opened_at as date)) as varchar) as to_day
      from ${from} and f.cell is not null and f.category is not null group by 1, 2
      having count(*) >= ${values.mark(fewest)} order by n desc, cell, category limit ${values.mark(most)}`,
    values: values.list,
  }
}

/** Closed cases by department (null: none named): a column for each count of `HASTE`. */
export function hasteSql(scope: LoopScope, dialect: Dialect): Sql {
  const values = new Values()
  const asked = askedOf(scope, dialect, values)
  const counts = Object.entries(HASTE).map(
    ([name, where]) => `cast(${dialect.countIf(where(asked))} as double) as ${name}`,
  )
  return {
    text: `select f.department as department, ${counts.join(', ')} from ${scoped(scope, false, dialect, values)} group by 1`,
    values: values.list,
  }
}

/** Open cases by department (null: none named): `n`, and `age_0`, `age_1`, … for each band; those with most open cases first. */
export function openByOfficeSql(scope: LoopScope, most: number, dialect: Dialect): Sql {
  const values = new Values()
  const asked = askedOf(scope, dialect, values)
  const ages = AGE_BANDS.map((from) => {
    const name = `age_${from}`
    return `cast(${dialect.countIf(LOOP_SETS[name]?.where(asked) ?? 'false')} as double) as ${name}`
  })
  return {
    text: `select f.department as department, cast(count(*) as double) as n, ${ages.join(', ')}
      from ${scoped(scope, true, dialect, values)} and f.closed_at is null group by 1
      order by n desc, department limit ${values.mark(most)}`,
    values: values.list,
  }
}

/** A list of cases, those first opened first. */
function casesSql(from: string, most: number, values: Values): Sql {
  const time = (column: string) => `cast(f.${column} as varchar) as ${column}`
  return {
    text: `select f.case_id as case_id, ${['opened_at', 'due_at', 'closed_at'].map(time).join(', ')}, f.category as category,
      f.department as department, f.area_id as area_id, f.hand_offs as hand_offs
      from ${from} order by f.opened_at, f.case_id limit ${values.mark(most)}`,
    values: values.list,
  }
}

/** The cases of one set. */
export function casesOfSetSql(scope: LoopScope, set: string, most: number, dialect: Dialect): Sql {
  const known = LOOP_SETS[set]
  if (!known) throw new Error(`no set ${set}`)
  const values = new Values()
  const from = scoped(scope, known.isOpen ?? false, dialect, values)
  return casesSql(`${from} and ${known.where(askedOf(scope, dialect, values))}`, most, values)
}

/** The cases that waited so many hours or more, or have been waiting so long. */
export function casesThatWaitedSql(plan: DurationsPlan, hours: number, most: number, dialect: Dialect): Sql {
  const values = new Values()
  const where = waitedSql(plan, hours, dialect, values)
  return casesSql(`${dialect.table(plan.store, 'cases')} as f where ${where.join(' and ')}`, most, values)
}

/** The cases in order that were closed so many days or fewer after the day of opening; `limits` by number of days: the days of opening. */
export function casesClosedWithinSql(
  scope: LoopScope,
  limits: ReadonlyMap<number, readonly string[]>,
  most: number,
  dialect: Dialect,
): Sql {
  const values = new Values()
  const from = scoped(scope, false, dialect, values)
  const day = dialect.bucket('day', 'f.opened_at')
  const either = [...limits].map(([days, opened]) => {
    const listed = opened.map((each) => values.mark(each)).join(', ')
    const seconds = dialect.secondsBetween(day, 'f.closed_at')
    return `(cast(cast(f.opened_at as date) as varchar) in (${listed}) and ${seconds} < ${values.mark((days + 1) * 86_400)})`
  })
  const where = `${from} and f.closed_at is not null and coalesce(f.flags, 0) & 5 = 0 and (${either.join(' or ') || 'false'})`
  return casesSql(where, most, values)
}

/** Hour (0 to 23) and weekday (1: Monday) of the opening that a list may be narrowed to. */
export interface Moment {
  hour?: number
  weekday?: number
}

/** The cases that one part of an indicator counts. */
export function casesOfPartSql(plan: CasesPlan, part: Component, moment: Moment, most: number, dialect: Dialect): Sql {
  const values = new Values()
  const where = [
    ...countedCases(plan, dialect, values),
    ...(part.where ?? []).map((condition) => conditionSql('cases', condition, plan.asOf, dialect, values)),
    ...(['hour', 'weekday'] as const).flatMap((kind) => {
      const at = moment[kind]
      return at === undefined ? [] : [`${caseKey({ kind }, plan.at, dialect)} = ${values.mark(at)}`]
    }),
  ]
  return casesSql(`${dialect.table(plan.store, 'cases')} as f where ${where.join(' and ')}`, most, values)
}
