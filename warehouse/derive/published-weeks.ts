import { monthsOfWeek, type PublishedRow, weeksIn } from '../catalog/published.ts'
import { ALL } from '../catalog/published-tables.ts'
import type { Engine } from '../engine/engine.ts'
import { IS_DATED } from '../query/conditions.ts'
import type { Disclosure } from './published.ts'

/** Cases of each of the months by the weeks they touch, and whether a month holds cases of which only the month is known. */
async function countPieces(engine: Engine, months: readonly string[]) {
  const { dialect } = engine
  const [month, week] = (['month', 'week'] as const).map((grain) => dialect.bucket(grain, 'f.opened_at'))
  const { columns, rows } = await engine.query({
    text: `select cast(${month} as varchar) as month, cast(${week} as varchar) as week, cast(count(*) as double) as n,
      cast(${dialect.countIf(`not ${IS_DATED}`)} as double) as undated
      from cases as f where cast(${month} as varchar) in (${months.map(() => '?').join(', ')}) group by 1, 2`,
    values: [...months],
  })
  const n = new Map<string, number>()
  const undated = new Set<string>()
  for (let i = 0; i < rows; i++) {
    const name = String(columns.month?.[i])
    n.set(`${name} ${String(columns.week?.[i])}`, Number(columns.n?.[i]))
    if (Number(columns.undated?.[i]) > 0) undated.add(name)
  }
  return { of: (at: string, week: string) => n.get(`${at} ${week}`) ?? 0, undated }
}

/**
 * Weeks of the new months of a set, of all cases of the whole city. Nothing that is hidden shows by them: a week is published only where
 * the whole city is shown in each month it touches, so another set of counts that looks the same has as many cases in those months, and they
 * may keep their days. And whoever takes weeks from months finds parts of weeks: of a month in which one of them would be small, no week is published.
 * The part of a week that goes on after the last month is kept, unseen (`shown` null), for the version that has the rest; `before` holds that of the last.
 */
export async function publishWeeks(
  engine: Engine,
  months: readonly string[],
  before: readonly PublishedRow[],
  isShown: (month: string) => boolean,
  { rounded, mostHidden }: Pick<Disclosure, 'rounded' | 'mostHidden'>,
): Promise<PublishedRow[]> {
  if (months.length === 0) return []
  const pieces = await countPieces(engine, months)
  const isSmall = (n: number) => n > 0 && n <= mostHidden
  const isTold = (month: string) =>
    isShown(month) && !pieces.undated.has(month) && !weeksIn(month).some((week) => isSmall(pieces.of(month, week)))
  const told = new Set(months.filter(isTold))
  const begun = new Map(
    before.flatMap(({ grain, start, n, shown }) => (grain === 'week' && shown === null ? [[start, n]] : [])),
  )
  const last = months.at(-1) ?? ''
  return [...new Set([...told].flatMap(weeksIn))].sort().flatMap((week): PublishedRow[] => {
    const touched = monthsOfWeek(week)
    const isKnown = (month: string) => told.has(month) || month > last || (month < (months[0] ?? '') && begun.has(week))
    if (!touched.every(isKnown)) return []
    const n = touched.reduce((sum, month) => sum + (told.has(month) ? pieces.of(month, week) : 0), begun.get(week) ?? 0)
    const isWhole = touched.every((month) => month <= last)
    return [
      {
        table: ALL.table,
        grain: 'week',
        start: week,
        place: '',
        member: ALL.member,
        n,
        shown: isWhole ? rounded(n) : null,
      },
    ]
  })
}
