import type { Engine } from '../../warehouse/engine/engine.ts'
import { areaColumn } from '../../warehouse/model/create.ts'
import { TABLES } from '../../warehouse/model/tables.ts'
import { literal } from '../cast/literal.ts'
import type { Recipe } from '../recipe.ts'
import { CODED } from './dict.ts'
import type { ReadySource } from './facts.ts'

const OWN = new Set(['area_id', 'load_id', 'cell', 'lon', 'lat', 'urban_class', 'reporter_key'])
const CLOSED_BEFORE_OPENED = 1
const OTHER_STEP_OUT_OF_ORDER = 2
const MONTH_ONLY = 4

const isCoded = (name: string) => (CODED as string[]).includes(name)

/** Bits for steps that stand before the step they follow. */
function flags(recipe: Recipe): string {
  const has = (name: string) => recipe.fields[name] !== undefined
  const bits = Object.entries(recipe.fields).flatMap(([name, { not_before: earlier }]) => {
    if (earlier === undefined || !has(earlier) || (name === 'closed_at' && earlier === 'opened_at')) return []
    return [`coalesce("v_${name}" < "v_${earlier}", false)`]
  })
  const parts = [`case when is_month then ${MONTH_ONLY} else 0 end`]
  if (bits.length > 0) parts.push(`case when ${bits.join(' or ')} then ${OTHER_STEP_OUT_OF_ORDER} else 0 end`)
  const isTurned = 'coalesce("v_closed_at" < "v_opened_at", false)'
  if (has('closed_at')) parts.push(`case when ${isTurned} then ${CLOSED_BEFORE_OPENED} else 0 end`)
  return parts.join(' | ')
}

function select({ recipe, settled }: ReadySource, store: string, levels: string[]): string {
  const has = (name: string) => recipe.fields[name] !== undefined
  const fields = (TABLES.find((table) => table.name === 'cases')?.columns ?? []).map(({ name, type }) => {
    if (OWN.has(name)) return `cast(r.${name} as ${type}) as ${name}`
    if (name === 'flags') return `${flags(recipe)} as flags`
    if (name === 'duration_h') {
      const hours = `epoch("v_closed_at" - "v_opened_at") / 3600.0`
      const sound = has('closed_at')
        ? `case when "v_closed_at" >= "v_opened_at" and not is_month then ${hours} end`
        : 'null'
      return `cast(${sound} as double) as duration_h`
    }
    if (name === 'case_id') {
      const made = `${literal(`${recipe.id}-`)} || load_id || '-' || line`
      return `${has(name) ? `coalesce("v_case_id", ${made})` : made} as case_id`
    }
    if (name === 'category_group' && !has(name) && has('category')) return `"n_category".parent as category_group`
    if (isCoded(name)) return `cast(${has(name) ? `"n_${name}".code` : 'null'} as ${type}) as ${name}`
    return `cast(${has(name) ? `"v_${name}"` : 'null'} as ${type}) as ${name}`
  })
  const areas = levels.map((level) => `r."${areaColumn(level)}"`)
  const joins = CODED.filter(has).map(
    (f) => `left join dict as "n_${f}" on "n_${f}".field = '${f}' and "n_${f}".value = r."v_${f}"`,
  )
  return `select ${[...fields, ...areas, 'r.line'].join(', ')} from (${settled.kept(store)}) as r ${joins.join(' ')}`
}

/** Cases sorted at once: they fill row groups, and memory is used again for the next. */
const AT_ONCE = 2_000_000
/** Files whose rows stand in no order are read as often as there are slices. */
const MOST_SLICES = 8

/** Conditions on the time opened that cut the cases into even slices of whole days, in order of time. */
async function slices(engine: Engine, sources: ReadySource[], store: string, atOnce: number): Promise<string[]> {
  const days = sources.map(
    ({ settled }) => `select cast("v_opened_at" as date) as day from (${settled.unplaced(store)})`,
  )
  const { columns } = await engine.query({
    text: `with counted as (select day, count(*) as n from (${days.join(' union all ')}) group by day),
      summed as (select day, sum(n) over (order by day) - n as before, sum(n) over () as total from counted),
      sliced as (select day, floor(before / total * greatest(1, least(${MOST_SLICES}, round(total / ${atOnce})))) as slice
        from summed)
      select cast(min(day) as varchar) as day from sliced group by slice order by slice`,
  })
  const starts = Array.from(columns.day ?? [], String).map((day) => `timestamp ${literal(day)}`)
  return starts.map((start, i) => {
    const next = starts[i + 1]
    return `"v_opened_at" >= ${start}${next ? ` and "v_opened_at" < ${next}` : ''}`
  })
}

/** Fills `cases` from all its sources, in order of time, so that a period is a run of rows. */
export async function fillCases(
  engine: Engine,
  sources: ReadySource[],
  store: string,
  levels: string[],
  atOnce = AT_ONCE,
): Promise<void> {
  const cases = sources.filter(({ target }) => target === 'cases')
  if (cases.length === 0) return
  const parts = cases.map((source) => select(source, store, levels))
  for (const slice of await slices(engine, cases, store, atOnce)) {
    const rows = parts.map((part) => `${part} where ${slice}`).join(' union all ')
    await engine.exec({
      text: `insert into cases select * exclude (line) from (${rows}) order by opened_at, load_id, line`,
    })
  }
}
