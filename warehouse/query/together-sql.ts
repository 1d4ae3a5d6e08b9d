/** One scan of the cases for many questions about them. */
import type { Component } from '../catalog/types.ts'
import type { Dialect } from '../engine/dialect.ts'
import type { Sql } from '../engine/engine.ts'
import { aggregateSql, Values } from './conditions.ts'
import type { CasesPlan, Dimension } from './plan.ts'
import { caseKey, countedCases } from './to-sql.ts'

/** Cases that the same components may count: those of one span, placed in it by one time column. */
export interface Counted {
  plan: CasesPlan
  components: readonly Component[]
}

/** Breakdowns that any case has its place in, whichever time column a plan goes by. */
export const isPlace = ({ kind }: Dimension): boolean => kind === 'area' || kind === 'cell'

/** Finest resolution of the cells asked for; null where none are. */
export function finestCell(dimensions: readonly Dimension[]): number | null {
  const resolutions = dimensions.flatMap((each) => (each.kind === 'cell' ? [each.resolution] : []))
  return resolutions.length > 0 ? Math.max(...resolutions) : null
}

/**
 * Counts by each of several places at once: the cases are read once and counted by finest cell and areas, and what
 * that gives is added up by place. Columns: `dimension` (its position), `k` (the member as text), `n<i>` (cases of set
 * i), `s<i>_<j>` (component j of set i).
 */
export function casesTogetherSql(sets: readonly Counted[], dimensions: readonly Dimension[], dialect: Dialect): Sql {
  const [first] = sets
  if (!first) throw new Error('nothing is asked together')
  const values = new Values()
  const { store, at, asOf } = first.plan
  const marks = sets.map(({ plan }, i) => `(${countedCases(plan, dialect, values).join(' and ')}) as in${i}`)
  const finest = finestCell(dimensions)
  const areas = dimensions.filter(({ kind }) => kind === 'area')
  const keys = [
    ...(finest === null ? [] : [`${caseKey({ kind: 'cell', resolution: finest }, at, dialect)} as cell`]),
    ...areas.map((area) => caseKey(area, at, dialect)),
  ]
  const counts = sets.flatMap(({ components }, i) => [
    `${dialect.countIf(`f.in${i}`)} as n${i}`,
    ...components.map((component, j) => {
      const sum = aggregateSql(component, asOf, dialect, values, () => 'null', [`f.in${i}`])
      return `cast(${sum} as double) as s${i}_${j}`
    }),
  ])
  const sums = sets.flatMap(({ components }, i) => [
    `cast(sum(f.n${i}) as double) as n${i}`,
    ...components.map((_, j) => `sum(f.s${i}_${j}) as s${i}_${j}`),
  ])
  const keyOf = (dimension: Dimension) => caseKey(dimension, at, dialect)
  const selects = dimensions.map(
    (dimension, d) =>
      `select ${d} as dimension, cast(${keyOf(dimension)} as varchar) as k, ${sums.join(', ')} from counted as f group by k`,
  )
  return {
    text: `with marked as (select f.*, ${marks.join(', ')} from ${dialect.table(store, 'cases')} as f),
      counted as materialized (
        select ${[...keys, ...counts].join(', ')} from marked as f
        where ${sets.map((_, i) => `f.in${i}`).join(' or ')} group by ${keys.map((_, i) => i + 1).join(', ')}
      )
      ${selects.join(' union all ')}`,
    values: values.list,
  }
}
