import { ALERT_RULES } from '../catalog/alert-levels.ts'
import type { SnapshotCatalog } from '../catalog/snapshot-catalog.ts'
import type { Engine, SqlValue } from '../engine/engine.ts'
import { insertRows } from '../model/insert-rows.ts'
import { backTest } from './back-test.ts'
import { episodesOf } from './episodes.ts'
import { FIRST_WEEK, methodsFor } from './alert-methods.ts'
import { callWeeks, subjectOf } from './called.ts'
import { Riser, type WeekTested } from './rises.ts'
import { weeklySeries } from './weekly-series.ts'

/** Weeks of the past that are searched too, to see how alerts would have done. */
const WEEKS_BACK = 104

const ALERT_COLUMNS = [
  'week_to',
  'area_id',
  'field',
  'code',
  'level',
  'since',
  'weeks',
  'seen',
  'expected',
  'low',
  'high',
  'p',
  'q',
] as const

/**
 * Fills `alert`, `alert_run`, `episode` and `back_test`: rises in any area of the default level and any kind of case, week by
 * week over the last two years. Nothing where there is less than a quarter of a year of cases. `tell` hears of the weeks done.
 */
export async function deriveAlerts(
  engine: Engine,
  catalog: SnapshotCatalog,
  tell: (done: number, of: number) => void = () => {},
): Promise<void> {
  const series = await weeklySeries(engine, catalog)
  if (series === null || series.weeks <= FIRST_WEEK) return
  const methodOf = methodsFor(series)
  const riser = new Riser(series, methodOf)
  const first = Math.max(FIRST_WEEK, series.weeks - WEEKS_BACK)
  const tested: WeekTested[] = []
  for (let w = first; w < series.weeks; w++) {
    tested.push(riser.test(w))
    tell(w - first + 1, series.weeks - first)
    await new Promise((resume) => setImmediate(resume))
  }
  const rules = catalog.city.alerts ?? ALERT_RULES
  const called = callWeeks(tested, first, rules)
  await insertRows(
    engine,
    'alert',
    ALERT_COLUMNS,
    called.map((one): Record<string, SqlValue> => {
      const { week, since, level, weeks, seen, expected, low, high, p, q } = one
      const days = { week_to: series.weekTo(week), since: series.weekTo(since) }
      return {
        ...days,
        ...subjectOf(series, one.series),
        field: series.field,
        level,
        weeks,
        seen,
        expected,
        low,
        high,
        p,
        q,
      }
    }),
  )
  const perWeek = new Map<number, number>()
  for (const { week } of called) perWeek.set(week, (perWeek.get(week) ?? 0) + 1)
  await insertRows(
    engine,
    'alert_run',
    ['week_to', 'level', 'method', 'series', 'tests', 'false_alarms', 'alerts'],
    tested.map(({ tests, falseAlarms }, i) => ({
      week_to: series.weekTo(first + i),
      level: series.level,
      method: methodOf(first + i).id,
      series: series.areas.length * series.codes.length,
      tests,
      false_alarms: falseAlarms(rules.most_false.blue),
      alerts: perWeek.get(first + i) ?? 0,
    })),
  )
  const episodes = episodesOf(series, catalog, first, called)
  await insertRows(
    engine,
    'episode',
    ['source', 'area_id', 'code', 'from_day', 'to_day', 'seen', 'expected', 'alerted', 'level'],
    episodes.rows,
  )
  await insertRows(
    engine,
    'back_test',
    [
      'most_false',
      'from_day',
      'to_day',
      'weeks',
      'alerts',
      'confirmed',
      'episodes',
      'found',
      'false_alarms',
      'delay_days',
      'lead_days',
      'borne_out',
      'known',
      'known_found',
      'known_confirmed',
      'known_delay_days',
      'known_lead_days',
    ],
    backTest(series, tested, first, rules, episodes),
  )
}
