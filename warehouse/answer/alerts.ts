import { ALERT_LEVELS, ALERT_RULES, type AlertLevel, type AlertRules } from '../catalog/alert-levels.ts'
import { membersOf } from '../catalog/snapshot-catalog.ts'
import type { Label } from '../catalog/types.ts'
import type { Attached } from '../snapshot/types.ts'
import { addDays, daysBetween } from './days.ts'
import { type Composition, compositionsOf } from './alert-composition.ts'
import { sayAlert } from './alert-sentence.ts'
import { areaEntries } from './area-entries.ts'
import { refuseInStandard } from './outside-set.ts'
import { records } from './records.ts'
import type { Period } from './types.ts'

export interface Named {
  code: string
  label: Label
}

/** A rise in one area and one kind of case. */
export interface Alert extends Composition {
  level: AlertLevel
  area: Named
  kind: Named & { field: 'category' | 'category_group' }
  period: Period
  weeks: number
  /** Last day of the first of the alerting weeks in a row. */
  since: string
  seen: number
  expected: number
  low: number
  high: number
  excess: number
  p: number
  q: number
  /** Why there is an alert. */
  sentence: Label
}

export interface AlertRun {
  week_to: string
  method: 'farrington' | 'ears_t'
  series: number
  tests: number
  /** Alerts expected in this week were there no rise anywhere. */
  false_alarms: number
  alerts: number
}

/** A rise seen with hindsight, or a known event of the pack. */
export interface Episode {
  source: 'hindsight' | 'known'
  /** Code empty: the whole city. */
  area: Named
  kind: Named
  period: Period
  seen: number
  expected: number
  alerted: string | null
  /** Days from its beginning to the alert, and from the alert to its end; null without an alert. */
  delay_days: number | null
  lead_days: number | null
  level: AlertLevel | null
}

/** How alerts of the past would have done with a threshold. */
export interface BackTest {
  most_false: number
  from_day: string
  to_day: string
  weeks: number
  alerts: number
  confirmed: number
  episodes: number
  found: number
  false_alarms: number
  delay_days: number | null
  lead_days: number | null
  /** Alerts during a rise that hindsight confirms or a known event. */
  borne_out: number
  /** The same against the known events of the pack. */
  known: number
  known_found: number
  known_confirmed: number
  known_delay_days: number | null
  known_lead_days: number | null
}

export interface Alerts {
  /** Level of the areas watched; null where nothing can be watched. */
  level: string | null
  /** What a rise must show for each level. */
  rules: AlertRules
  /** The last week, and what was searched in it; null where nothing can be watched. */
  run: AlertRun | null
  /** Those of the last week, the most urgent first. */
  alerts: Alert[]
  /** Every week searched, in order of time. */
  runs: AlertRun[]
  back_test: BackTest[]
  episodes: Episode[]
}

interface Stored {
  area_id: number
  field: 'category' | 'category_group'
  code: number
}
type StoredAlert = Stored & Omit<Alert, 'area' | 'kind' | 'period' | 'sentence' | 'excess' | keyof Composition>
interface StoredEpisode extends Omit<Episode, 'area' | 'kind' | 'period' | 'delay_days' | 'lead_days'> {
  area_id: number | null
  code: number
  from_day: string
  to_day: string
}

const MOST_ALERTS = 200
const MOST_EPISODES = 200
const urgency = new Map(ALERT_LEVELS.map(({ id }, i) => [id, i]))

function namesIn({ catalog }: Attached) {
  const areas = areaEntries(catalog)
  return {
    area(id: number | null): Named {
      if (id === null) return { code: '', label: catalog.city.name }
      const entry = areas.get(id)
      return { code: entry?.code ?? '', label: { zh: entry?.name_zh ?? '', en: entry?.name_en ?? '' } }
    },
    kind(field: 'category' | 'category_group', code: number): Named {
      const entry = membersOf(catalog, field).find((member) => member.code === code)
      return { code: entry?.value ?? '', label: { zh: entry?.label_zh ?? '', en: entry?.label_en ?? '' } }
    },
  }
}

/**
 * Rises of the last week found at publish, what they are made of and why they are called; and how such alerts did in the
 * past. Errors: QuestionError in a city that publishes under `standard`.
 */
export async function readAlerts(snapshot: Attached): Promise<Alerts> {
  const { catalog, engine, store } = snapshot
  refuseInStandard(
    catalog.city,
    { zh: '预警', en: 'the list of alerts' },
    { zh: '可查询各区域各类别的月度件数。', en: 'Monthly counts by area and category are published.' },
  )
  const rows = async <T>(text: string, values: (string | number)[] = []) =>
    records<T>(await engine.query({ text, values }))
  const table = (name: string) => engine.dialect.table(store, name)
  const runs = await rows<AlertRun & { level: string }>(`select * from ${table('alert_run')} order by week_to`)
  const last = runs.at(-1)
  const names = namesIn(snapshot)
  const stored = last
    ? await rows<StoredAlert>(`select * from ${table('alert')} where week_to = ? order by q, area_id, code`, [
        last.week_to,
      ])
    : []
  const ordered = stored
    .sort((a, b) => (urgency.get(b.level) ?? 0) - (urgency.get(a.level) ?? 0) || a.q - b.q)
    .slice(0, MOST_ALERTS)
  const compositions = await compositionsOf(snapshot, ordered, last?.level ?? '', last?.week_to ?? '')
  const alerts = ordered.map((each, i): Alert => {
    const area = names.area(each.area_id)
    const kind = { ...names.kind(each.field, each.code), field: each.field }
    const to = last?.week_to ?? ''
    const period = { from: addDays(to, 1 - 7 * each.weeks), to }
    const { level, weeks, since, seen, expected, low, high, p, q } = each
    const made = compositions[i] ?? { places: [], departments: [], channels: [], callers: null }
    const sentence = sayAlert({
      area: area.label,
      kind: kind.label,
      period,
      weeks,
      seen,
      expected,
      low,
      high,
      p,
      ...made,
    })
    const excess = seen - expected
    return { level, area, kind, period, weeks, since, seen, expected, low, high, excess, p, q, ...made, sentence }
  })
  const field = membersOf(catalog, 'category').length > 0 ? 'category' : 'category_group'
  const episodes = await rows<StoredEpisode>(
    `select * from ${table('episode')} order by source desc, to_day desc, seen - expected desc limit ${MOST_EPISODES}`,
  )
  return {
    level: last?.level ?? null,
    rules: catalog.city.alerts ?? ALERT_RULES,
    run: last ? runOf(last) : null,
    alerts,
    runs: runs.map(runOf),
    back_test: await rows<BackTest>(`select * from ${table('back_test')} order by most_false`),
    episodes: episodes.map(({ source, area_id, code, from_day, to_day, seen, expected, alerted, level }) => ({
      source,
      area: names.area(area_id),
      kind: names.kind(field, code),
      period: { from: from_day, to: to_day },
      seen,
      expected,
      alerted,
      delay_days: alerted === null ? null : daysBetween(from_day, alerted),
      lead_days: alerted === null ? null : daysBetween(alerted, to_day),
      level,
    })),
  }
}

const runOf = ({ week_to, method, series, tests, false_alarms, alerts }: AlertRun): AlertRun => ({
  week_to,
  method,
  series,
  tests,
  false_alarms,
  alerts,
})
