import type { Component } from '../catalog/types.ts'
import type { Dialect } from '../engine/dialect.ts'
import type { Sql } from '../engine/engine.ts'
import { aggregateSql, conditionSql, IS_DATED, Values } from './conditions.ts'
import type {
  CasesPlan,
  CellsPlan,
  Dimension,
  DurationsPlan,
  Filters,
  PlacesPlan,
  Plan,
  Span,
  TimeColumn,
} from './plan.ts'

const list = (items: readonly (string | number | bigint)[], values: Values) =>
  items.map((item) => values.mark(item)).join(', ')

/** What breaks cases down by a dimension; the row is `f`. */
export function caseKey(dimension: Dimension, at: TimeColumn, dialect: Dialect): string {
  switch (dimension.kind) {
    case 'area':
      return `f.${dialect.ident(`area_${dimension.level}`)}`
    case 'cell':
      return dialect.cellParent('f.cell', dimension.resolution)
    case 'time':
      return `cast(${dialect.bucket(dimension.grain, `f.${at}`)} as varchar)`
    case 'coded':
      return `f.${dimension.column}`
    case 'urban':
      return 'f.urban_class'
    case 'urban_two':
      return "(case when f.urban_class = 'fringe' then 'urban' else f.urban_class end)"
    case 'status':
      return "(case when f.closed_at is null then 'open' else 'closed' end)"
    case 'hour':
      return dialect.hour(`f.${at}`)
    case 'weekday':
      return dialect.weekday(`f.${at}`)
  }
}

export function caseFilters(filters: Filters, dialect: Dialect, values: Values): string[] {
  const any = (parts: string[]) => (parts.length > 0 ? [`(${parts.join(' or ')})`] : [])
  return [
    ...any([...filters.areas].map(([level, ids]) => `f.${dialect.ident(`area_${level}`)} in (${list(ids, values)})`)),
    ...any(
      [...filters.cells].map(
        ([resolution, cells]) =>
          `${dialect.cellParent('f.cell', resolution)} in (${cells.map((cell) => `cast(${values.mark(String(cell))} as ubigint)`).join(', ')})`,
      ),
    ),
    ...[...filters.coded].map(([column, codes]) => `f.${column} in (${list(codes, values)})`),
    ...(filters.urban.length > 0 ? [`f.urban_class in (${list(filters.urban, values)})`] : []),
    ...(filters.status.length === 1 ? [`f.closed_at is ${filters.status[0] === 'open' ? 'null' : 'not null'}`] : []),
  ]
}

export function within(at: string, span: Span, values: Values): string[] {
  return [
    ...(span.from === null ? [] : [`${at} >= cast(${values.mark(span.from)} as timestamp)`]),
    `${at} < cast(${values.mark(span.before)} as timestamp)`,
  ]
}

function wholeMonths(before: string | undefined, values: Values): string[] {
  if (before === undefined) return []
  return [`(${IS_DATED} or f.opened_at < cast(${values.mark(before)} as timestamp))`]
}

function stillOpen(day: string | undefined, values: Values): string[] {
  return day === undefined ? [] : [`(f.closed_at is null or f.closed_at >= cast(${values.mark(day)} as timestamp))`]
}

/** What a plan asks of every case it counts; the row is `f`. */
export const countedCases = (plan: CasesPlan, dialect: Dialect, values: Values): string[] => [
  ...within(`f.${plan.at}`, plan.span, values),
  ...wholeMonths(plan.monthsBefore, values),
  ...stillOpen(plan.openAt, values),
  ...caseFilters(plan.filters, dialect, values),
]

interface Select {
  keys: string[]
  columns: string[]
  from: string
  where: string[]
}

function statement({ keys, columns, from, where }: Select): string {
  const selected = [...keys.map((key, i) => `${key} as k${i}`), ...columns]
  const grouped = keys.length > 0 ? ` group by ${keys.map((_, i) => i + 1).join(', ')}` : ''
  return `select ${selected.join(', ')} from ${from}${where.length > 0 ? ` where ${where.join(' and ')}` : ''}${grouped}`
}

function casesSql(plan: CasesPlan, dialect: Dialect, values: Values): string {
  return statement({
    keys: plan.by.map((dimension) => caseKey(dimension, plan.at, dialect)),
    columns: plan.components.map(
      (component, i) => `cast(${aggregateSql(component, plan.asOf, dialect, values, () => 'null')} as double) as c${i}`,
    ),
    from: `${dialect.table(plan.store, 'cases')} as f`,
    where: countedCases(plan, dialect, values),
  })
}

interface Wait {
  ended: string
  hours: string
  where: string[]
}

/** The wait of case `f`: whether it ended, how long it was or has been, and which cases have one. `asOf` is the mark of that instant. */
function waitOf(until: NonNullable<Component['until']>, asOf: string, dialect: Dialect): Wait {
  const now = `cast(${asOf} as timestamp)`
  const since = (end: string) => `greatest(${dialect.secondsBetween('f.opened_at', end)}, 0) / 3600.0`
  if (until === 'closed_at') {
    const ended = 'f.closed_at is not null and f.duration_h is not null'
    return { ended, hours: `(case when ${ended} then f.duration_h else ${since(now)} end)`, where: [] }
  }
  const end = `f.${until}`
  return {
    ended: `${end} is not null`,
    // Closed without it: watched until then.
    hours: since(`coalesce(${end}, f.closed_at, ${now})`),
    where: [`(${end} is null or ${end} >= f.opened_at)`],
  }
}

/** What a plan asks of every case whose wait it looks at, but for what the wait itself asks. */
const waitingCases = (plan: DurationsPlan, dialect: Dialect, values: Values): string[] => [
  ...(plan.component.where ?? []).map((condition) => conditionSql('cases', condition, plan.asOf, dialect, values)),
  ...within('f.opened_at', plan.span, values),
  IS_DATED,
  ...caseFilters(plan.filters, dialect, values),
]

/** Conditions on a case that waited, or has been waiting, so many hours or more; the row is `f`. */
export function waitedSql(plan: DurationsPlan, hours: number, dialect: Dialect, values: Values): string[] {
  const wait = waitOf(plan.component.until ?? 'closed_at', values.mark(plan.asOf), dialect)
  return [`${wait.hours} >= ${values.mark(hours)}`, ...wait.where, ...waitingCases(plan, dialect, values)]
}

/** Columns `t` (hours) and `ended` (1 or 0) of each duration, after the keys. */
export function durationsSql(plan: DurationsPlan, keys: readonly string[], dialect: Dialect): Sql {
  const values = new Values()
  const wait = waitOf(plan.component.until ?? 'closed_at', values.mark(plan.asOf), dialect)
  const where = [...wait.where, ...waitingCases(plan, dialect, values)]
  const columns = [
    ...keys.map((key, i) => `${key} as k${i}`),
    `${wait.hours} as t`,
    `(case when ${wait.ended} then 1 else 0 end) as ended`,
  ]
  return {
    text: `select ${columns.join(', ')} from ${dialect.table(plan.store, 'cases')} as f where ${where.join(' and ')}
      order by t, ended desc`,
    values: values.list,
  }
}

function placeKey(dimension: Dimension): string {
  switch (dimension.kind) {
    case 'area':
      return 'up.up_id'
    case 'urban':
      return 'a.urban_class'
    case 'urban_two':
      return "(case when a.urban_class = 'fringe' then 'urban' else a.urban_class end)"
    default:
      throw new Error(`figures of places cannot be broken down by ${dimension.kind}`)
  }
}

/** Residents of the area of row `f`, added up from one level and each counted once. */
function residentsSql(
  { year, level }: { year: number; level: string },
  table: (name: string) => string,
  values: Values,
): string {
  return `(select sum(p.n) from ${table('population')} p join ${table('area_up')} pu on pu.area_id = p.area_id
    join ${table('area')} pa on pa.area_id = p.area_id
    where pu.up_id = f.area_id and pa.level = ${values.mark(level)} and p.basis = 'resident'
      and p.year = ${Math.trunc(year)} and coalesce(p.repeats, 0) = 0)`
}

function placesSql(plan: PlacesPlan, dialect: Dialect, values: Values): string {
  const table = (name: string) => dialect.table(plan.store, name)
  const level = plan.by.find((dimension) => dimension.kind === 'area')
  const { residents: of } = plan
  const residents = () => (of === null ? 'null' : residentsSql(of, table, values))
  const columns = plan.components.map(
    (component, i) => `cast(${aggregateSql(component, plan.asOf, dialect, values, residents)} as double) as c${i}`,
  )
  const source = plan.fact === 'area' ? `${table('area')} as f` : `${table(plan.fact)} as f`
  const joinUp =
    level?.kind === 'area'
      ? ` join ${table('area_up')} as up on up.area_id = a.area_id and up.level = ${values.mark(level.level)}`
      : ''
  const where = [`a.level = ${values.mark(plan.level)}`]
  if (plan.fact === 'measure') where.push('f.month is null')
  if (plan.fact !== 'area') where.push(`f.year in (${list(plan.years, values)})`)
  if (plan.on !== undefined) {
    where.push(`coalesce(a.valid_from <= cast(${values.mark(plan.on)} as date), true)`)
    where.push(`coalesce(a.valid_to > cast(${values.mark(plan.on)} as date), true)`)
  }
  const ids = [...plan.filters.areas.values()].flat()
  if (ids.length > 0)
    where.push(
      `exists (select 1 from ${table('area_up')} x where x.area_id = a.area_id and x.up_id in (${list(ids, values)}))`,
    )
  if (plan.filters.urban.length > 0) where.push(`a.urban_class in (${list(plan.filters.urban, values)})`)
  const yearKey = plan.fact === 'area' ? [] : ['f.year']
  return statement({
    keys: [...plan.by.map(placeKey), ...yearKey],
    columns,
    from: `${source} join ${table('area')} as a on a.area_id = f.area_id${joinUp}`,
    where,
  })
}

function cellsSql(plan: CellsPlan, dialect: Dialect, values: Values): string {
  const where = [`f.basis = ${values.mark(plan.basis)}`, `f.year in (${list(plan.years, values)})`]
  for (const [resolution, cells] of plan.filters.cells) {
    where.push(
      `${dialect.cellParent('f.cell', resolution)} in (${cells.map((cell) => `cast(${values.mark(String(cell))} as ubigint)`).join(', ')})`,
    )
  }
  return statement({
    keys: [...(plan.by.length > 0 ? [dialect.cellParent('f.cell', plan.resolution)] : []), 'f.year'],
    columns: ['sum(f.n) as c0'],
    from: `${dialect.table(plan.store, 'cell_population')} as f`,
    where,
  })
}

/** Spells a plan in a dialect. Every value is bound; every name comes from the plan's closed vocabulary. */
export function toSql(plan: Plan, dialect: Dialect): Sql {
  const values = new Values()
  switch (plan.fact) {
    case 'cases':
      return { text: casesSql(plan, dialect, values), values: values.list }
    case 'durations':
      return durationsSql(
        plan,
        plan.by.map((dimension) => caseKey(dimension, 'opened_at', dialect)),
        dialect,
      )
    case 'cell_population':
      return { text: cellsSql(plan, dialect, values), values: values.list }
    default:
      return { text: placesSql(plan, dialect, values), values: values.list }
  }
}
