import type { Alert, AlertsBody } from '../../api/schema/alerts.ts'
import { ALERT_LEVELS } from '../../warehouse/catalog/alert-levels.ts'
import { type Language, say } from '../text/language.ts'
import { formatInterval, formatNumber } from '../text/numbers.ts'
import { AlertMark } from '../ui/alert-mark.tsx'
import type { LastDay } from './wall-model.ts'
import { headline } from './wall-words.ts'

const wordsOf = (level: Alert['level']) => ALERT_LEVELS.find(({ id }) => id === level)

/** How alerts did in the past, in one line: how many were raised, and how many of them hindsight or the city bore out. */
export function recordOf({ back_test, runs, rules }: AlertsBody, language: Language): string {
  const used = back_test.find(({ most_false }) => most_false === rules.most_false.blue)
  if (!used) return ''
  const { alerts, borne_out, weeks } = used
  const share = alerts === 0 ? '' : formatNumber((100 * borne_out) / alerts)
  if (language === 'zh') return `近 ${weeks || runs.length} 周：报出 ${alerts} 次${share && `，属实 ${share}%`}`
  return `${weeks || runs.length} weeks: ${alerts} raised${share && `, ${share} % confirmed`}`
}

/** The headline where something red or orange stands; null where nothing does, and the usual finding leads. */
export function alertHeadline(
  last: LastDay | null,
  found: AlertsBody | null,
  language: Language,
): [string, string, string] | null {
  const first = found?.alerts.find(({ level }) => level === 'red' || level === 'orange')
  if (!first) return null
  const [day] = headline(last, null, language)
  const join = day === '' ? '' : language === 'zh' ? '；' : '; '
  const what = `${say(first.area.label, language)}${language === 'zh' ? '' : ' · '}${say(first.kind.label, language)}`
  const count = formatNumber(first.seen)
  return [
    `${day}${join}`,
    what,
    language === 'zh'
      ? ` ${first.weeks} 周 ${count} 件，预期 ${formatNumber(first.expected, 1)}`
      : `: ${count} in ${first.weeks} weeks, ${formatNumber(first.expected, 1)} expected`,
  ]
}

/** The alerts of the week, the most urgent first: shape and word, place and kind, seen against expected. */
export function AlertsPanel({ found, language, rows }: { found: AlertsBody; language: Language; rows: number }) {
  const { alerts } = found
  const zh = language === 'zh'
  const rest = alerts.length - rows
  const title =
    alerts.length === 0
      ? zh
        ? '本周没有预警'
        : 'No alert this week'
      : zh
        ? `预警 ${alerts.length} 项`
        : `${alerts.length} ${alerts.length === 1 ? 'alert' : 'alerts'}`
  return (
    <section class="wall-panel wall-alerts">
      <h2 class="wall-lead">{title}</h2>
      <p class="wall-note">{recordOf(found, language)}</p>
      {alerts.length === 0 && (
        <p class="wall-quiet">
          {zh ? '各区域各类诉求都在往常范围之内。' : 'Cases of every kind stay within their usual range in every area.'}
        </p>
      )}
      <ol class="wall-alert-list">
        {alerts.slice(0, rows).map((alert) => (
          <li key={`${alert.area.code} ${alert.kind.code}`}>
            <AlertMark level={alert.level} size={36} />
            <p>
              <b class={`alert-word-${alert.level}`}>{wordsOf(alert.level)?.word[language]}</b>{' '}
              {alert.area.label[language]} · {alert.kind.label[language]}
            </p>
            <p class="wall-note">
              {zh ? `${alert.weeks} 周` : `${alert.weeks} weeks`} <b>{formatNumber(alert.seen)}</b>
              {zh ? ' 件，预期 ' : ' cases, expected '}
              {formatNumber(alert.expected, 1)}
              {zh ? '（' : ' ('}
              {formatInterval(alert.low, alert.high, 0)}
              {zh ? '）' : ')'}
            </p>
          </li>
        ))}
      </ol>
      {rest > 0 && <p class="wall-note">{zh ? `另有 ${rest} 项` : `${rest} more`}</p>}
    </section>
  )
}
