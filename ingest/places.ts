import type { Engine } from '../warehouse/engine/engine.ts'
import { insertRows } from '../warehouse/model/insert-rows.ts'
import type { AreaRow } from './locate/types.ts'
import { ancestors } from './read/areas.ts'
import type { Pack } from './recipe.ts'

type Level = Pack['levels'][number]

/** Stage table `place`: one row an area, its ancestor at each level and the class of the nearest classified one. */
export async function writePlaces(engine: Engine, levels: Level[], areas: AreaRow[]): Promise<void> {
  const columns = ['place_id', 'class', ...levels.map((level) => `up_${level.id}`)]
  const types = columns.map((name) => `${engine.dialect.ident(name)} ${name === 'class' ? 'VARCHAR' : 'INTEGER'}`)
  await engine.exec({ text: `create table place (${types.join(', ')})` })
  const up = ancestors(areas)
  const byId = new Map(areas.map((area) => [area.area_id, area]))
  const rows = areas.map((area) => {
    const chain = [...(up.get(area.area_id) ?? [])]
    const classified = chain.map(([, id]) => byId.get(id)?.urban_class ?? null).find((c) => c !== null)
    return {
      place_id: area.area_id,
      class: classified ?? null,
      ...Object.fromEntries(chain.map(([level, id]) => [`up_${level}`, id])),
    }
  })
  await insertRows(engine, 'place', columns, rows)
}

/** Levels strictly below `id` in its chain, nearest first. */
function below(levels: Level[], id: string): string[] {
  const found: string[] = []
  let front = [id]
  while (front.length > 0) {
    const next = levels.filter((l) => l.parent !== undefined && front.includes(l.parent) && !found.includes(l.id))
    front = next.map((level) => level.id)
    found.push(...front)
  }
  return found
}

/**
 * Expressions over rows `r` with `d_<level>` columns joined to `place`: the area at each level (found directly, else
 * by the parents of a lower one), the finest area, and its class.
 */
export function placeExpressions(levels: Level[], direct: string[], place: string) {
  const joins = direct.map((l) => `left join ${place} as "p_${l}" on "p_${l}".place_id = r."d_${l}"`).join(' ')
  const byLevel = levels.map(({ id }) => {
    const own = direct.includes(id) ? [`r."d_${id}"`] : []
    const through = below(levels, id)
      .filter((l) => direct.includes(l))
      .map((l) => `"p_${l}"."up_${id}"`)
    return { level: id, sql: coalesce([...own, ...through], 'integer') }
  })
  const finestFirst = [...levels].reverse()
  const finest = finestFirst.filter(({ id }) => direct.includes(id))
  return {
    joins,
    byLevel,
    areaId: coalesce(
      finest.map(({ id }) => `r."d_${id}"`),
      'integer',
    ),
    urbanClass: coalesce(
      finest.map(({ id }) => `"p_${id}".class`),
      'varchar',
    ),
  }
}

function coalesce(parts: string[], type: string): string {
  if (parts.length === 0) return `cast(null as ${type})`
  return parts.length === 1 ? (parts[0] ?? '') : `coalesce(${parts.join(', ')})`
}
