import { lastFirmDay, membersOf, type SnapshotCatalog } from '../catalog/snapshot-catalog.ts'
import type { Engine } from '../engine/engine.ts'

const DAY_MS = 86_400_000
const dayAt = (day: string, offset: number) => new Date(Date.parse(day) + offset * DAY_MS).toISOString().slice(0, 10)

/**
 * Cases by week of every area of the default level and every kind of case, repeats of an earlier case left out: one caller who
 * calls again is no rise. Weeks are runs of seven days of which the last ends on the last day whose reports are in.
 */
export interface WeeklySeries {
  level: string
  field: 'category' | 'category_group'
  areas: number[]
  codes: number[]
  weeks: number
  /** Of series s = area × codes.length + code, week w at `s * weeks + w`. */
  counts: Float64Array
  /** First and last day of week w. */
  weekFrom: (w: number) => string
  weekTo: (w: number) => string
}

/** Reads them from `cases`; null where there are no areas, no kinds or no whole week. */
export async function weeklySeries(engine: Engine, catalog: SnapshotCatalog): Promise<WeeklySeries | null> {
  const { city, dataFrom, dataTo } = catalog
  const level = city.default_level
  const field = membersOf(catalog, 'category').length > 0 ? 'category' : 'category_group'
  const codes = membersOf(catalog, field).map(({ code }) => code)
  const areas = catalog.areas.filter((area) => area.level === level && area.valid_to === null).map((a) => a.area_id)
  const to = lastFirmDay(dataTo)
  const weeks = Math.floor(((Date.parse(to) - Date.parse(dataFrom)) / DAY_MS + 1) / 7)
  if (areas.length === 0 || codes.length === 0 || weeks < 1) return null
  const weekTo = (w: number) => dayAt(to, -7 * (weeks - 1 - w))
  const weekFrom = (w: number) => dayAt(weekTo(w), -6)
  const area = engine.dialect.ident(`area_${level}`)
  const { rows, columns } = await engine.query({
    text: `select ${area} as area, ${field} as code,
        cast(floor(date_diff('day', cast(? as date), cast(opened_at as date)) / 7) as integer) as week, count(*) as n
      from cases where opened_at >= cast(? as date) and opened_at < cast(? as date) + 1
        and repeat_of is null and ${area} is not null and ${field} is not null and (flags is null or flags & 4 = 0)
      group by all`,
    values: [weekFrom(0), weekFrom(0), to],
  })
  const areaAt = new Map(areas.map((id, i) => [id, i]))
  const codeAt = new Map(codes.map((code, i) => [code, i]))
  const counts = new Float64Array(areas.length * codes.length * weeks)
  for (let k = 0; k < rows; k++) {
    const [a, c] = [areaAt.get(Number(columns.area?.[k])), codeAt.get(Number(columns.code?.[k]))]
    if (a === undefined || c === undefined) continue
    counts[(a * codes.length + c) * weeks + Number(columns.week?.[k])] = Number(columns.n?.[k])
  }
  return { level, field, areas, codes, weeks, counts, weekFrom, weekTo }
}
