import type { Engine } from '../warehouse/engine/engine.ts'
import { literal } from './cast/literal.ts'
import type { Decided } from '../warehouse/catalog/decisions.ts'
import { IngestError } from './ingest-error.ts'
import { REASONS } from './reasons.ts'
import type { Pack, Recipe } from './recipe.ts'
import { keyColumns, type Settled } from './settle.ts'

/** What differencing changed in the account of one load. */
export interface DifferenceChange {
  /** Records without a row left, because it was the first of its series. */
  filtered: number
  quarantined: number
  decided: Decided
}

const id = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Errors: IngestError when the recipe's `difference` cannot be taken. */
export function checkDifference(recipe: Recipe): void {
  const { difference, fields } = recipe
  if (!difference) return
  const at = { zh: `配方 ${recipe.id} 的 difference`, en: `Recipe ${recipe.id}, difference` }
  if (recipe.target !== 'measure') {
    throw new IngestError({
      zh: `${at.zh}：只有表 measure 的数值可以求差。`,
      en: `${at.en}: only figures of the table measure can be differenced.`,
    })
  }
  if (!['number', 'integer'].includes(fields[difference.of]?.type ?? '')) {
    throw new IngestError({
      zh: `${at.zh}.of：“${difference.of}”不是数值字段。`,
      en: `${at.en}.of: "${difference.of}" is no field with numbers.`,
    })
  }
  if (!fields[difference.order]) {
    throw new IngestError({
      zh: `${at.zh}.order：没有字段“${difference.order}”。`,
      en: `${at.en}.order: there is no field "${difference.order}".`,
    })
  }
  const known = [...difference.by, difference.order]
  const unkeyed = known.find((name) => !recipe.key.includes(name))
  if (unkeyed !== undefined) {
    throw new IngestError({
      zh: `${at.zh}：\`key\` 中没有“${unkeyed}”。请写入 ${known.join('、')}，使每一时刻只有一个累计值。`,
      en: `${at.en}: "${unkeyed}" is not in \`key\`. Put ${known.join(', ')} there, so that one total stands for each moment.`,
    })
  }
}

/**
 * Turns the running totals of all files of a source into increments, series by series. With `keep` each is taken from
 * the one before, so that they add up to the last; else from the highest so far, so that they add up to the highest.
 * Returns what stays, and what changed for each load.
 */
export async function takeDifferences(
  engine: Engine,
  recipe: Recipe,
  levels: Pack['levels'],
  settled: Settled,
  name: string,
): Promise<{ settled: Settled; changes: Map<number, DifferenceChange> }> {
  const { difference } = recipe
  if (!difference) return { settled, changes: new Map() }
  const { first, decreases } = difference
  const [table, value] = [`running_${name}`, id(`v_${difference.of}`)]
  const by = keyColumns(recipe, levels, difference.by)
  const order = `order by ${id(`v_${difference.order}`)}, load_id, line`
  const series = by.length > 0 ? `partition by ${by.join(', ')} ${order}` : order
  const earlier = `over (${series} rows between unbounded preceding and 1 preceding)`
  const base = decreases === 'keep' ? `last_value(${value}) ${earlier}` : `max(${value}) ${earlier}`
  await engine.exec({ text: `create table ${table} as select *, ${base} as base from (${settled.kept('')})` })
  const isBelow = `coalesce(${value} < base, false)`
  if (decreases === 'quarantine') await setAside(engine, recipe, table, isBelow)
  const spoiled = `select load_id, line from ${table} where ${isBelow}`
  const stays = [
    ...(first === 'drop' ? ['base is not null'] : []),
    ...(decreases === 'quarantine' ? [recipe.unpivot ? `(load_id, line) not in (${spoiled})` : `not ${isBelow}`] : []),
  ]
  const increment = decreases === 'zero' ? `greatest(${value} - base, 0)` : `${value} - base`
  const kept = `kept_steps_${name}`
  await engine.exec({
    text: `create table ${kept} as select * exclude (base) replace (case when base is null then ${value} else ${increment} end as ${value})
      from ${table} where ${stays.length > 0 ? stays.join(' and ') : 'true'}`,
  })
  const changes = await countChanges(engine, recipe, { table, kept, isBelow })
  await engine.exec({ text: `drop table ${table}` })
  const counts: Settled['counts'] = new Map(
    [...settled.counts].map(([load, { loaded, duplicate }]) => {
      const { filtered = 0, quarantined = 0 } = changes.get(load) ?? {}
      return [load, { loaded: loaded - filtered - quarantined, duplicate }]
    }),
  )
  const rows = (store: string) => `select * from ${store}${kept}`
  return { settled: { counts, kept: rows, unplaced: rows }, changes }
}

async function setAside(engine: Engine, recipe: Recipe, table: string, isBelow: string): Promise<void> {
  const { of = '', order = '' } = recipe.difference ?? {}
  const column = recipe.fields[of]?.from?.[0] ?? of
  const value = id(`v_${of}`)
  const text = `cast(${id(`v_${order}`)} as varchar) || ': ' || ${value} || ' after ' || base`
  await engine.exec({
    text: `insert into quarantine (load_id, line, field, reason, raw, suggestion_zh, suggestion_en)
      select load_id, line, ${literal(column)}, 'decrease', arg_min(${text}, ${id(`v_${order}`)}),
        ${literal(REASONS.decrease.suggestion.zh)}, ${literal(REASONS.decrease.suggestion.en)}
      from ${table} where ${isBelow} group by load_id, line`,
  })
}

async function countChanges(
  engine: Engine,
  recipe: Recipe,
  { table, kept, isBelow }: { table: string; kept: string; isBelow: string },
): Promise<Map<number, DifferenceChange>> {
  const { first, decreases } = recipe.difference ?? {}
  const found = await engine.query({
    text: `with lines as (
        select load_id, line, bool_or(${isBelow}) as has_below, count(*) filter (${isBelow}) as below,
          count(*) filter (base is null) as firsts, count(*) as rows
        from ${table} group by load_id, line)
      select load_id, count(*) filter (has_below) as spoiled, sum(below) as below, sum(firsts) as firsts,
        count(*) filter (k.line is null) as gone
      from lines left join (select distinct load_id, line from ${kept}) as k using (load_id, line) group by load_id`,
  })
  const changes = new Map<number, DifferenceChange>()
  for (let i = 0; i < found.rows; i++) {
    const n = (name: string) => Number(found.columns[name]?.[i] ?? 0)
    const quarantined = decreases === 'quarantine' ? n('spoiled') : 0
    const decided: Decided = {}
    if (first === 'drop' && n('firsts') > 0) decided.first_dropped = n('firsts')
    if (decreases === 'keep' && n('below') > 0) decided.decrease_kept = n('below')
    if (decreases === 'zero' && n('below') > 0) decided.decrease_zeroed = n('below')
    changes.set(n('load_id'), { filtered: n('gone') - quarantined, quarantined, decided })
  }
  return changes
}
