import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { City } from '../../warehouse/catalog/city.ts'
import { INDICATORS } from '../../warehouse/catalog/index.ts'
import { Indicator } from '../../warehouse/catalog/schema.ts'
import type { Engine } from '../../warehouse/engine/engine.ts'
import { insertRows } from '../../warehouse/model/insert-rows.ts'
import type { Pack } from '../recipe.ts'
import { REASONS } from '../reasons.ts'
import { readYaml } from '../yaml-file.ts'

export const cityOf = (pack: Pack): City => ({
  id: pack.id,
  name: pack.name,
  time_zone: pack.time_zone,
  levels: pack.levels.map(({ id, label, parent }) => (parent === undefined ? { id, label } : { id, label, parent })),
  profile: pack.profile,
  cells: pack.cells,
  default_level: pack.default_level,
  default_indicator: pack.default_indicator,
  currency: pack.currency,
  holidays: pack.calendar.holidays,
  workdays: pack.calendar.workdays,
  notes: pack.notes,
  known_events: pack.known_events,
  ...(pack.risk === undefined ? {} : { risk: pack.risk }),
  ...(pack.evaluation === undefined ? {} : { evaluation: pack.evaluation }),
  ...(pack.alerts === undefined ? {} : { alerts: pack.alerts }),
})

/** Indicators of the pack's own indicators.yaml; none without the file. */
export function packIndicators(packFolder: string): z.output<typeof Indicator>[] {
  const file = join(packFolder, 'indicators.yaml')
  return existsSync(file) ? readYaml(file, z.array(Indicator).max(50)) : []
}

interface Period {
  from: string
  to: string
  asOf: string
}

/** Share of a usual day's cases from which the last day counts as full. */
const FULL_DAY_SHARE = 0.5

/**
 * First and last full day of the cases, and the last instant covered. A last day with less than half of the median of
 * the four weeks before it was cut off by the export and does not count. Cases known by month only cover that month.
 * Without cases: the years of the population.
 */
export async function coveredPeriod(engine: Engine): Promise<Period> {
  const days = await engine.query({
    text: `with days as (select cast(opened_at as date) as day, count(*) as n from cases where flags & 4 = 0 group by 1),
      last as (select max(day) as day from days)
      select cast(min(days.day) as varchar) as first, cast(max(days.day) as varchar) as last,
        cast(max(days.day) - 1 as varchar) as before,
        max(n) filter (where days.day = last.day) as n_last,
        median(n) filter (where days.day < last.day and days.day >= last.day - 28) as usual,
        (select cast(date_trunc('second', max(opened_at)) as varchar) from cases where flags & 4 = 0) as latest
      from days, last`,
  })
  const cell = (name: string) => days.columns[name]?.[0] ?? null
  const months = await coveredMonths(engine)
  if (cell('first') !== null) {
    const isFull = cell('usual') === null || Number(cell('n_last')) >= FULL_DAY_SHARE * Number(cell('usual'))
    const to = String(isFull ? cell('last') : cell('before'))
    const from = String(cell('first'))
    const ofDays = { from, to, asOf: isFull ? `${to} 23:59:59` : String(cell('latest')) }
    if (!months) return ofDays
    return { ...(months.to > to ? months : ofDays), from: months.from < from ? months.from : from }
  }
  if (months) return months
  const years = await engine.query({
    text: 'select min(year) as first, max(year) as last from (select year from population union select year from housing union select year from measure)',
  })
  const [first, last] = [years.columns.first?.[0] ?? 2000, years.columns.last?.[0] ?? 2000]
  return { from: `${first}-01-01`, to: `${last}-12-31`, asOf: `${last}-12-31 23:59:59` }
}

/** First to last month of the cases known by month only; null when there is none. */
async function coveredMonths(engine: Engine): Promise<Period | null> {
  const found = await engine.query({
    text: `select cast(cast(min(opened_at) as date) as varchar) as first, cast(last_day(max(opened_at)) as varchar) as last
      from cases where flags & 4 <> 0`,
  })
  const [from, to] = [found.columns.first?.[0] ?? null, found.columns.last?.[0] ?? null]
  return from === null ? null : { from: String(from), to: String(to), asOf: `${String(to)} 23:59:59` }
}

export async function writeMeta(engine: Engine, pack: Pack, packFolder: string, publishedAt: string): Promise<void> {
  const period = await coveredPeriod(engine)
  const facts = {
    city: JSON.stringify(cityOf(pack)),
    data_from: period.from,
    data_to: period.to,
    as_of: period.asOf,
    published_at: publishedAt,
    reasons: JSON.stringify(Object.fromEntries(Object.entries(REASONS).map(([id, { label }]) => [id, label]))),
    indicators: JSON.stringify([...INDICATORS, ...packIndicators(packFolder)]),
  }
  await insertRows(
    engine,
    'snapshot_meta',
    ['key', 'value'],
    Object.entries(facts).map(([key, value]) => ({ key, value })),
  )
}
