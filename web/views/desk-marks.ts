import type { AlertsBody } from '../../api/schema/alerts.ts'
import { ALERT_LEVELS, type AlertLevel } from '../../warehouse/catalog/alert-levels.ts'
import type { ChartMark } from '../charts/alert-marks.ts'
import type { Areas } from '../data/client.ts'
import type { ViewState } from '../state/view-state.ts'
import { dayNumber } from '../text/dates.ts'
import type { Language } from '../text/language.ts'
import { formatNumber } from '../text/numbers.ts'

const SHAPES: Record<AlertLevel, ChartMark['shape']> = {
  blue: 'circle',
  yellow: 'triangle',
  orange: 'diamond',
  red: 'octagon',
}
const urgency = new Map(ALERT_LEVELS.map(({ id }, i) => [id, i]))

interface Raised {
  /** Day on which it was raised. */
  day: string
  level: AlertLevel
  area: AlertsBody['alerts'][number]['area']
  kind: { code: string; label: { zh: string; en: string } }
  seen: number
  expected: number
}

/** Alerts of the last week, and those that were raised for a rise of the past. */
function raised({ alerts, episodes, run }: AlertsBody): Raised[] {
  const past = episodes.flatMap(({ alerted, level, ...rest }): Raised[] =>
    alerted === null || level === null ? [] : [{ ...rest, day: alerted, level }],
  )
  return [...(run ? alerts.map((each) => ({ ...each, day: run.week_to })) : []), ...past]
}

/** Areas with those above them, by their shapes. */
function chains(shapes: readonly (Areas | null)[]): (code: string) => string[] {
  const parents = new Map(
    shapes.flatMap(
      (each) => each?.features.map(({ properties }) => [properties.code, properties.parent] as const) ?? [],
    ),
  )
  const chain = (code: string): string[] => {
    const above = parents.get(code)
    return above ? [code, ...chain(above)] : [code]
  }
  return chain
}

/**
 * Alerts under the desk's filters, one mark a step with the gravest level's shape. `starts` are first days of the steps,
 * ascending; alerts before the first and after `until` are left out. An alert is known by area and kind: filters by
 * anything else leave none.
 */
export function alertMarks(
  body: AlertsBody,
  filters: ViewState['filters'],
  groupOf: (category: string) => string | undefined,
  shapes: readonly (Areas | null)[],
  steps: { starts: readonly string[]; until: string },
  colours: Readonly<Record<AlertLevel, string>>,
  language: Language,
): ChartMark[] {
  const { area, category, category_group: group, channel, department, urban_class: urban, status } = filters
  if (channel.length + department.length + urban.length + status.length > 0) return []
  const chain = chains(shapes)
  const isAsked = ({ area: at, kind }: Raised) =>
    (area.length === 0 || chain(at.code).some((code) => area.includes(code))) &&
    (category.length === 0 || category.includes(kind.code)) &&
    (group.length === 0 || group.includes(kind.code) || group.includes(groupOf(kind.code) ?? ''))
  const byStep = new Map<number, Raised[]>()
  for (const each of raised(body).filter(isAsked)) {
    const step = steps.starts.findLastIndex((start) => start <= each.day)
    if (step >= 0 && each.day <= steps.until) byStep.set(step, [...(byStep.get(step) ?? []), each])
  }
  return [...byStep]
    .toSorted(([a], [b]) => a - b)
    .map(([step, list]): ChartMark => {
      const [first, ...rest] = list.toSorted((a, b) => (urgency.get(b.level) ?? 0) - (urgency.get(a.level) ?? 0))
      const all = first ? [first, ...rest] : []
      const level = first?.level ?? 'blue'
      return {
        at: dayNumber(steps.starts[step] ?? '') * 86_400_000,
        shape: SHAPES[level],
        color: colours[level],
        labels: all.map((alert) => said(alert, language)),
      }
    })
}

function said({ level, area, kind, seen, expected }: Raised, language: Language): string {
  const words = ALERT_LEVELS.find(({ id }) => id === level)
  const size = `${formatNumber(seen)} / ${formatNumber(expected, 1)}`
  return language === 'zh'
    ? `${words?.colour.zh ?? ''}预警 ${area.label.zh} ${kind.label.zh} ${size}`
    : `${words?.colour.en ?? ''} alert: ${area.label.en}, ${kind.label.en} ${size}`
}
