import type { Engine } from '../../warehouse/engine/engine.ts'
import { textExpression } from '../cast/value.ts'
import type { DecisionId } from '../../warehouse/catalog/decisions.ts'
import type { ReasonId } from '../reasons.ts'
import type { Recipe } from '../recipe.ts'
import { DAMAGES } from './places.ts'
import type { Located, Pair } from './types.ts'

type Axis = 'lon' | 'lat'

function sources(recipe: Recipe, axis: Axis): string[] {
  const field = recipe.fields[axis]
  return field ? (field.from ?? [axis]) : []
}

/** Whether the recipe has columns for longitude and latitude. */
export const hasPoints = (recipe: Recipe) => sources(recipe, 'lon').length > 0 && sources(recipe, 'lat').length > 0

/** The column an axis comes from, to name in a report. */
export const pointColumn = (recipe: Recipe, axis: Axis) => sources(recipe, axis)[0] ?? axis

/** Both numbers of the published pair, NaN where there is none, from expressions for the columns. */
export function pairSql(recipe: Recipe, column: (name: string) => string): { x: string; y: string } {
  const number = (axis: Axis) => {
    const field = recipe.fields[axis]
    const parts = sources(recipe, axis).map(column)
    const text = parts.length > 1 ? `coalesce(${parts.join(', ')})` : (parts[0] ?? 'null')
    return `coalesce(try_cast(${field ? textExpression(field, text) : text} as double), 'nan'::double)`
  }
  return { x: number('lon'), y: number('lat') }
}

/** Pairs that a file repeats too often, and its sound rows that have their point there. */
export interface Repeated {
  pairs: Pair[]
  rows: number
}

/** Rows are counted in so many heaps before pairs are: a pair can be frequent only where its heap is. */
const HEAPS = 2 ** 16

/** The pairs that more than `points.repeated.over` rows of a cast table share. */
export async function repeatedPairs(engine: Engine, table: string, recipe: Recipe): Promise<Repeated> {
  if (!hasPoints(recipe)) return { pairs: [], rows: 0 }
  const { over } = recipe.points.repeated
  const found = await engine.query({
    text: `with pair as (
        select try_cast(v_lon as double) as x, try_cast(v_lat as double) as y, hash(v_lon, v_lat) % ${HEAPS} as heap,
          fault is null and lon is not null and damage = ${DAMAGES.indexOf('none')} as is_used
        from ${table}),
      high as (select heap from pair group by heap having count(*) > ?)
      select x, y, count(*) as n, count(*) filter (is_used) as used from pair semi join high using (heap)
      where isfinite(x) and isfinite(y) and not (x = 0 and y = 0)
      group by x, y having n > ? order by n desc, x, y`,
    values: [over, over],
  })
  const { x: xs = [], y: ys = [], used = [] } = found.columns
  const pairs = Array.from({ length: found.rows }, (_, i): Pair => [Number(xs[i]), Number(ys[i])])
  return { pairs, rows: Array.from(used, Number).reduce((sum, n) => sum + n, 0) }
}

/** 1.0 where the published pair is one of those, else 0.0. */
export function repeatedSql(pairs: Pair[]): string {
  if (pairs.length === 0) return '0.0'
  const values = pairs.map(([a, b]) => `(${a}::double, ${b}::double)`).join(', ')
  return `case when (pair_x, pair_y) in (values ${values}) then 1.0 else 0.0 end`
}

/** What the recipe does about damaged points: rows to set aside, and decisions to count. */
export function damageRules(recipe: Recipe): Pick<Located, 'failures' | 'decided'> {
  const { swapped, zero, outside, repeated } = recipe.points
  const treatments = { swapped, zero, outside, repeated: repeated.treat }
  const failures: Located['failures'] = []
  const decided: Located['decided'] = []
  for (const [number, damage] of DAMAGES.entries()) {
    if (damage === 'none') continue
    const sql = `(point.damage = ${number})`
    const name = `point_${damage}` as const satisfies ReasonId & DecisionId
    if (treatments[damage] === 'quarantine') failures.push({ sql, reason: name, field: pointColumn(recipe, 'lon') })
    else decided.push({ decision: name, sql })
  }
  return { failures, decided }
}
