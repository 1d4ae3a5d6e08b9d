import type { Dialect } from '../engine/dialect.ts'
import type { Sql } from '../engine/engine.ts'
import { aggregateSql, Values } from './conditions.ts'
import type { CasesPlan, Dimension, Grain } from './plan.ts'
import { caseKey, countedCases } from './to-sql.ts'

/** An H3 index keeps its base cell and digits in its lower 52 bits, which a double holds exactly. */
const CELL_DIGITS = 2n ** 52n
const DAY_S = 86_400
/** Stands for an unknown member. */
export const NO_MEMBER = -1

/** A cell at a resolution from the lower bits that `binsSql` and `seenCellsSql` give. */
export const cellOfDigits = (digits: number, resolution: number): bigint =>
  (1n << 59n) | (BigInt(resolution) << 52n) | BigInt(digits)

/** Text of an urban class; else a number: area id, code, lower bits of a cell. */
function memberSql(dimension: Dimension, plan: CasesPlan, dialect: Dialect): string {
  const key = caseKey(dimension, plan.at, dialect)
  if (dimension.kind === 'urban') return key
  return `coalesce(cast(${dimension.kind === 'cell' ? `(${key} % ${CELL_DIGITS})` : key} as double), ${NO_MEMBER})`
}

/**
 * Counts by bucket of time and member, all as numbers: `day` the first day of the bucket as days since 1970-01-01,
 * `k` the member where the plan goes by one, `c0`… the components.
 */
export function binsSql(plan: CasesPlan, grain: Grain, dialect: Dialect): Sql {
  const values = new Values()
  const seconds = dialect.secondsBetween("cast('1970-01-01' as timestamp)", dialect.bucket(grain, `f.${plan.at}`))
  const [dimension] = plan.by
  const keys = [
    `cast(${seconds} / ${DAY_S} as integer) as day`,
    ...(dimension ? [`${memberSql(dimension, plan, dialect)} as k`] : []),
  ]
  const counts = plan.components.map(
    (component, i) => `cast(${aggregateSql(component, plan.asOf, dialect, values, () => 'null')} as integer) as c${i}`,
  )
  const where = countedCases(plan, dialect, values)
  return {
    text: `select ${[...keys, ...counts].join(', ')} from ${dialect.table(plan.store, 'cases')} as f
      where ${where.join(' and ')} group by ${keys.map((_, i) => i + 1).join(', ')}`,
    values: values.list,
  }
}

/** Lower bits `k` of the cells that hold a case of the plan. */
export function seenCellsSql(plan: CasesPlan, resolution: number, dialect: Dialect): Sql {
  const values = new Values()
  const where = ['f.cell is not null', ...countedCases(plan, dialect, values)]
  const key = `(${dialect.cellParent('f.cell', resolution)} % ${CELL_DIGITS})`
  return {
    text: `select distinct cast(${key} as double) as k from ${dialect.table(plan.store, 'cases')} as f where ${where.join(' and ')}`,
    values: values.list,
  }
}
