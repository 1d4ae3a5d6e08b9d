import { membersOf } from '../catalog/snapshot-catalog.ts'
import type { Label } from '../catalog/types.ts'
import type { SqlValue } from '../engine/engine.ts'
import type { Attached } from '../snapshot/types.ts'
import { areaEntries } from './area-entries.ts'
import { addDays } from './days.ts'
import { records } from './records.ts'

interface Share {
  code: string
  label: Label
  n: number
}

/** What the cases behind an alert are made of. */
export interface Composition {
  /** Areas one level down and their cases, most first. */
  places: Share[]
  /** Offices that have them and ways they came in, most first; empty where none is recorded. */
  departments: Share[]
  channels: Share[]
  /** Different callers; null where the city keeps no keys of callers. */
  callers: number | null
}

interface Behind {
  area_id: number
  field: 'category' | 'category_group'
  code: number
  weeks: number
}

const MOST = 3

/** The cases behind each alert of the week that ends on `weekTo`, in the order of `alerts`. `level`: that of their areas. */
export async function compositionsOf(
  { catalog, engine, store }: Attached,
  alerts: readonly Behind[],
  level: string,
  weekTo: string,
): Promise<Composition[]> {
  if (alerts.length === 0) return []
  const { dialect } = engine
  const below = catalog.city.levels.find((each) => each.parent === level && !catalog.emptyLevels.includes(each.id))
  const place = below ? dialect.ident(`area_${below.id}`) : 'null'
  const values: SqlValue[] = alerts.flatMap(({ area_id, code, weeks }, i) => [
    i,
    area_id,
    code,
    addDays(weekTo, 1 - 7 * weeks),
  ])
  const marks = alerts.map(() => '(?, ?, ?, cast(? as date))').join(', ')
  const field = alerts[0]?.field === 'category_group' ? 'category_group' : 'category'
  const behind = `from (values ${marks}) as a(nr, area, code, since) join ${dialect.table(store, 'cases')} c
    on c.${dialect.ident(`area_${level}`)} = a.area and c.${field} = a.code
    and c.opened_at >= a.since and c.opened_at < cast(? as date) + 1
    and c.repeat_of is null and (c.flags is null or c.flags & 4 = 0)`
  const ask = async <T>(text: string) => records<T>(await engine.query({ text, values: [...values, weekTo] }))
  const split = (part: string) =>
    ask<{ nr: number; part: number; n: number }>(
      `select a.nr, ${part} as part, count(*) as n ${behind} where ${part} is not null group by all order by nr, n desc, part`,
    )
  const [places, departments, channels] = [
    below ? await split(place) : [],
    await split('c.department'),
    await split('c.channel'),
  ]
  const callers = await ask<{ nr: number; n: number }>(
    `select a.nr, count(distinct c.reporter_key) as n ${behind} group by all`,
  )
  const areas = areaEntries(catalog)
  const ofArea = (id: number) => {
    const entry = areas.get(id)
    return { code: entry?.code ?? '', label: { zh: entry?.name_zh ?? '', en: entry?.name_en ?? '' } }
  }
  const ofMember = (dictionary: 'department' | 'channel') => {
    const members = new Map(membersOf(catalog, dictionary).map((entry) => [entry.code, entry]))
    return (code: number) => {
      const entry = members.get(code)
      return { code: entry?.value ?? '', label: { zh: entry?.label_zh ?? '', en: entry?.label_en ?? '' } }
    }
  }
  const most = (i: number, all: typeof places, named: (part: number) => { code: string; label: Label }): Share[] =>
    all
      .filter(({ nr }) => nr === i)
      .slice(0, MOST)
      .map(({ part, n }) => ({ ...named(part), n }))
  return alerts.map((_, i) => ({
    places: most(i, places, ofArea),
    departments: most(i, departments, ofMember('department')),
    channels: most(i, channels, ofMember('channel')),
    callers: callers.find(({ nr }) => nr === i)?.n || null,
  }))
}
