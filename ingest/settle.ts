import type { Engine } from '../warehouse/engine/engine.ts'
import { IngestError } from './ingest-error.ts'
import { placeExpressions } from './places.ts'
import type { Pack, Recipe } from './recipe.ts'
import { findOutdated, periodOf } from './replace.ts'
import { count, type StagedFile } from './stage-file.ts'

export interface Settled {
  /** SELECT of the rows that stay, with `store` in front of each table: `stage.main.` after the stage is attached. */
  kept(store: string): string
  /** The same rows without their areas, which costs less. */
  unplaced(store: string): string
  /** By load id. */
  counts: Map<number, { loaded: number; duplicate: number }>
}

const id = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Sound rows of all files of a source. */
function sound(recipe: Recipe, files: StagedFile[], store: string): string {
  const rows = files.map(({ loadId }) => {
    const table = `${store}cast_${loadId}`
    const whole = recipe.unpivot ? ` and line not in (select line from ${table} where fault > 0)` : ''
    return `select ${loadId} as load_id, * from ${table} where fault is null${whole}`
  })
  return rows.join(' union all ')
}

/** Sound rows of all files of a source, placed at every level. */
function placed(recipe: Recipe, levels: Pack['levels'], files: StagedFile[], store: string): string {
  const direct = files[0]?.levels ?? []
  const place = placeExpressions(levels, direct, `${store}place`)
  const areas = place.byLevel.map(({ level, sql }) => `${sql} as ${id(`area_${level}`)}`)
  return `select r.*, ${[...areas, `${place.areaId} as area_id`, `${place.urbanClass} as urban_class`].join(', ')}
    from (${sound(recipe, files, store)}) as r ${place.joins}`
}

/** Columns of the placed rows that a recipe names as fields, levels or area. Errors: IngestError. */
export function keyColumns(recipe: Recipe, levels: Pack['levels'], names: string[]): string[] {
  return names.map((name) => {
    if (recipe.fields[name]) return id(`v_${name}`)
    if (name === 'area' || name === 'area_id') return 'area_id'
    if (levels.some((level) => level.id === name)) return id(`area_${name}`)
    const known = [...Object.keys(recipe.fields), 'area', ...levels.map((level) => level.id)].join(', ')
    throw new IngestError({
      zh: `配方 ${recipe.id} 的 key：“${name}”既不是字段，也不是层级。可用的有：${known}。`,
      en: `Recipe ${recipe.id}, key: "${name}" is neither a field nor a level. It may name ${known}.`,
    })
  })
}

/**
 * Of files that cover one period keeps the newest, where the recipe says `replace`; then of the rows with one key that
 * with the largest `as_of`, else the last by hash of its file and line. Load ids follow the hashes, so the order in
 * which files are given does not matter.
 */
export async function settle(
  engine: Engine,
  recipe: Recipe,
  levels: Pack['levels'],
  files: StagedFile[],
  name: string,
): Promise<Settled> {
  const keys = keyColumns(recipe, levels, recipe.key)
  const isCopied = recipe.unpivot !== undefined && (keys.length > 0 || recipe.replace !== undefined)
  const isPlaced = isCopied || recipe.key.some((name) => !recipe.fields[name])
  const all = isPlaced ? placed(recipe, levels, files, '') : sound(recipe, files, '')
  const lost = `lost_${name}`
  if (recipe.as_of !== undefined && !recipe.fields[recipe.as_of]) {
    throw new IngestError({
      zh: `配方 ${recipe.id} 的 as_of：没有字段 ${recipe.as_of}。`,
      en: `Recipe ${recipe.id}, as_of: there is no field ${recipe.as_of}.`,
    })
  }
  let current = all
  const gone: string[] = []
  if (recipe.replace) {
    const outdated = `outdated_${name}`
    await findOutdated(engine, outdated, recipe, files, all)
    const isOutdated = `${outdated} as o on o.load_id = a.load_id and o.period = ${periodOf(recipe)}`
    current = `select a.* from (${all}) as a anti join ${isOutdated}`
    gone.push(`select a.load_id, a.line from (${all}) as a semi join ${isOutdated}`)
  }
  const newest = recipe.as_of === undefined ? '' : `${id(`v_${recipe.as_of}`)} desc nulls last, `
  const rank = `row_number() over (partition by ${keys.join(', ')} order by ${newest}load_id desc, line desc)`
  const hasKey = `coalesce(${keys.map((key) => `${key} is not null`).join(' or ')}, false)`
  if (isCopied) {
    await engine.exec({
      text: `create table kept_${name} as ${current} ${keys.length > 0 ? `qualify ${rank} = 1` : ''}`,
    })
  } else {
    if (keys.length > 0) {
      const ranked = `select load_id, line, ${rank} as rank from (${current}) where ${hasKey}`
      gone.push(`select load_id, line from (${ranked}) where rank > 1`)
    }
    const none = 'select 0 as load_id, cast(0 as bigint) as line where false'
    await engine.exec({ text: `create table ${lost} as ${[none, ...gone].join(' union all ')}` })
  }
  const counts: Settled['counts'] = new Map()
  for (const file of files) {
    const good = file.records - file.filtered - file.quarantined
    const of = `where load_id = ${file.loadId}`
    const less = isCopied ? await swallowed(engine, name, file.loadId) : await count(engine, `${lost} ${of}`)
    counts.set(file.loadId, { loaded: good - less, duplicate: less })
  }
  if (isCopied) {
    const kept = (store: string) => `select * from ${store}kept_${name}`
    return { counts, kept, unplaced: kept }
  }
  const without = (rows: string, store: string) =>
    `select p.* from (${rows}) as p anti join ${store}${lost} using (load_id, line)`
  return {
    counts,
    kept: (store) => without(placed(recipe, levels, files, store), store),
    unplaced: (store) => without(sound(recipe, files, store), store),
  }
}

/** Records of a wide file all of whose rows gave way to another file's. */
function swallowed(engine: Engine, name: string, loadId: number): Promise<number> {
  const sound = `select line from cast_${loadId} group by line having bool_and(fault is null or fault = 0) and bool_or(fault is null)`
  return count(engine, `(${sound} except select line from kept_${name} where load_id = ${loadId})`)
}
