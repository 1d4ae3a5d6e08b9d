import type { Alert, AlertsBody } from '../../api/schema/alerts.ts'
import { ALERT_LEVELS } from '../../warehouse/catalog/alert-levels.ts'
import { placeOn } from '../charts/dot-interval.tsx'
import type { Twin } from '../charts/twin.ts'
import { retries } from '../data/answer-to.ts'
import { alerts } from '../data/alert-questions.ts'
import { callOf } from '../data/calls.ts'
import { language, view } from '../state/store.ts'
import { EMPTY, writeState } from '../state/view-state.ts'
import { formatDay, formatPeriod } from '../text/dates.ts'
import { formatInterval, formatNumber, formatSigned } from '../text/numbers.ts'
import { AlertMark } from '../ui/alert-mark.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/states.tsx'
import { formatQ, methodSentence } from './alerts-model.ts'
import { alertWord } from './alerts-words.ts'

const WIDTH = 200
const HEIGHT = 28

/** Seen against expected: the grey band is what would be usual, the bar what was seen. */
function SeenExpected({ alert, most }: { alert: Alert; most: number }) {
  const at = (value: number) => placeOn([0, most], WIDTH, 6, value)
  return (
    <svg class="alert-plot" width={WIDTH} height={HEIGHT} aria-hidden="true">
      <rect
        class="alert-usual"
        x={at(alert.low)}
        width={Math.max(2, at(alert.high) - at(alert.low))}
        y="4"
        height="20"
      />
      <line class="alert-expected" x1={at(alert.expected)} x2={at(alert.expected)} y1="4" y2="24" />
      <line class="alert-seen-line" x1={at(alert.expected)} x2={at(alert.seen)} y1="14" y2="14" />
      <circle class="alert-seen" cx={at(alert.seen)} cy="14" r="5" />
    </svg>
  )
}

function deskLink(alert: Alert): string {
  const filters = { ...EMPTY.filters, area: [alert.area.code], [alert.kind.field]: [alert.kind.code] }
  const { lang, theme, v } = view.value
  return `/${writeState({ ...EMPTY, lang, theme, v, filters, from: alert.period.from, to: alert.period.to })}`
}

const PARTS = ['places', 'departments', 'channels'] as const

/** What the cases of an alert are made of: by place, office and channel. */
function MadeOf({ alert }: { alert: Alert }) {
  const lang = language.value
  return (
    <dl class="alert-parts">
      {PARTS.filter((part) => alert[part].length > 0).map((part) => (
        <div key={part}>
          <dt>{alertWord(part, lang)}</dt>
          <dd>{alert[part].map(({ label, n }) => `${label[lang]} ${formatNumber(n)}`).join(' · ')}</dd>
        </div>
      ))}
    </dl>
  )
}

function Row({ alert, most }: { alert: Alert; most: number }) {
  const lang = language.value
  const words = ALERT_LEVELS.find(({ id }) => id === alert.level)
  return (
    <li class="alert-row">
      <p class={`alert-level alert-word-${alert.level}`}>
        <AlertMark level={alert.level} size={18} />
        <span>
          {words?.colour[lang]}
          <small>{words?.word[lang]}</small>
        </span>
      </p>
      <div class="alert-what">
        <h3>
          {alert.area.label[lang]} · {alert.kind.label[lang]}
        </h3>
        <p>{alert.sentence[lang]}</p>
        <MadeOf alert={alert} />
        <p class="note">
          {alertWord('since', lang)} {formatDay(alert.since, lang)} ·{' '}
          <a href={deskLink(alert)}>{alertWord('openCases', lang)}</a>
        </p>
      </div>
      <div class="alert-numbers">
        <b>{formatNumber(alert.seen)}</b>
        <span class="note">
          {alertWord('expected', lang)} {formatNumber(alert.expected, 1)} ({formatInterval(alert.low, alert.high, 0)})
        </span>
        <span class="note">
          {alertWord('excess', lang)} {formatSigned(alert.excess, 1)} · q {formatQ(alert.q)}
        </span>
        <SeenExpected alert={alert} most={most} />
      </div>
    </li>
  )
}

function twinOf({ alerts: list }: AlertsBody): Twin {
  const lang = language.value
  const columns = (['area', 'kind', 'period', 'seen', 'expected', 'interval', 'excess', 'q'] as const).map((name) =>
    alertWord(name, lang),
  )
  return {
    columns,
    rows: list.map((one) => [
      one.area.label[lang],
      one.kind.label[lang],
      formatPeriod(one.period.from, one.period.to, lang),
      formatNumber(one.seen),
      formatNumber(one.expected, 1),
      formatInterval(one.low, one.high, 0),
      formatSigned(one.excess),
      formatQ(one.q),
    ]),
  }
}

/** The alerts of the last week, the most urgent first, each with the sentence that says why. */
export function AlertList() {
  const lang = language.value
  const { value, error, pending } = alerts.value
  const list = value?.alerts ?? []
  const most = Math.max(1, ...list.flatMap(({ seen, high }) => [seen, high]))
  const empty = value?.run ? 'noAlerts' : 'unwatched'
  const title =
    !value || list.length > 0 ? `${alertWord('alerts', lang)}${value ? ` ${list.length}` : ''}` : alertWord(empty, lang)
  return (
    <Panel
      call={callOf(alerts.value)}
      id="alerts"
      title={title}
      error={value ? null : error}
      pending={pending}
      onRetry={() => retries.value++}
      {...(list.length > 0 && value ? { twin: () => twinOf(value) } : {})}
    >
      {!value ? (
        <SkeletonRows rows={6} />
      ) : (
        <>
          {list.length === 0 && (
            <p class="alert-none">{alertWord(value.run ? 'noAlertsNote' : 'unwatchedNote', lang)}</p>
          )}
          <ol class="alert-list">
            {list.map((alert) => (
              <Row key={`${alert.area.code} ${alert.kind.code}`} alert={alert} most={most} />
            ))}
          </ol>
          {value.run && (
            <details class="alert-method">
              <summary>{alertWord('how', lang)}</summary>
              <p>{methodSentence(value.run, value.rules, lang)}</p>
            </details>
          )}
        </>
      )}
    </Panel>
  )
}
