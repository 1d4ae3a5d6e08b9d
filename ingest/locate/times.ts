import { holdsOn } from '../../warehouse/catalog/snapshot-catalog.ts'
import { changesOf } from '../read/validity.ts'
import type { Recipe } from '../recipe.ts'
import type { AreaRow } from './types.ts'

/** Areas that hold together. `from`: their first day; null for those that hold before all others, or always. */
export interface Time {
  from: string | null
  areas: AreaRow[]
}

const LONG_AGO = '0001-01-01'

/** The times between changes of these levels, latest first; one time with all areas where none of them ever changes. */
export function timesOf(areas: AreaRow[], levels: string[]): Time[] {
  const changes = changesOf(areas.filter(({ level }) => levels.includes(level)))
  if (changes.length === 0) return [{ from: null, areas }]
  return [null, ...changes]
    .map((from) => ({ from, areas: areas.filter((area) => holdsOn(area, from ?? LONG_AGO)) }))
    .filter((time) => time.areas.some(({ level }) => level === levels[0]))
    .toReversed()
}

/** What `find` gives in the time of the row: SQL over one expression for each time, latest first. */
export function inItsTime(times: Time[], find: string[], reached: (day: string) => string): string {
  const [only] = find
  if (times.length === 1 && times[0]?.from === null && only !== undefined) return only
  const cases = times.map(({ from }, k) =>
    from === null ? `else ${find[k]}` : `when ${reached(from)} then ${find[k]}`,
  )
  return cases.length === 0 ? 'null' : `case ${cases.join(' ')} end`
}

/**
 * Boolean, true where a row of this recipe belongs to `day` or later. Figures of a year or month belong to its last day,
 * cases known by month to its first. Names the typed columns of the cast.
 */
export function reachedSql({ target, fields }: Recipe): (day: string) => string {
  if (target === 'cases') return (day) => `"v_opened_at" >= timestamp '${day} 00:00:00'`
  if (target === 'measure' && fields.date) {
    const at = `case when is_month then last_day("v_date") else cast("v_date" as date) end`
    return (day) => `(${at}) >= date '${day}'`
  }
  const part = (name: string, last: number) =>
    fields[name] ? `coalesce(try_cast("v_${name}" as bigint), ${last})` : last
  const year = `try_cast("v_year" as bigint)`
  const number = target === 'measure' ? `${year} * 10000 + ${part('month', 12)} * 100 + ${part('day', 31)}` : null
  return (day) => (number === null ? `${year} >= ${day.slice(0, 4)}` : `(${number}) >= ${day.replaceAll('-', '')}`)
}
