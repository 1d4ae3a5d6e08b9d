import type { AlertsBody } from '../../api/schema/alerts.ts'
import { WeekBars } from '../charts/week-bars.tsx'
import { alerts } from '../data/alert-questions.ts'
import { callOf } from '../data/calls.ts'
import { language } from '../state/store.ts'
import { formatPeriod } from '../text/dates.ts'
import { formatNumber } from '../text/numbers.ts'
import { AlertMark } from '../ui/alert-mark.tsx'
import { Panel } from '../ui/panel.tsx'
import { shareOf } from './alerts-model.ts'
import { ALERT_METHODS } from './alerts-methods.ts'
import { alertWord } from './alerts-words.ts'

const SHOWN = 24

function pastSentence({ back_test, rules }: AlertsBody): string {
  const lang = language.value
  const used = back_test.find(({ most_false }) => most_false === rules.most_false.blue)
  if (!used) return ''
  const { episodes, found, alerts: n, borne_out, delay_days, known, known_found, known_lead_days } = used
  const delay = delay_days === null ? '' : formatNumber(delay_days)
  const lead = known_lead_days === null ? '' : formatNumber(known_lead_days)
  if (lang === 'zh') {
    const told =
      known === 0 ? '' : `；城市确认的 ${known} 件事件发现 ${known_found} 件${lead && `，一般在结束前 ${lead} 天`}`
    return `事后认定的 ${episodes} 次异常中，预警发现 ${found} 次${delay && `，一般在开始后 ${delay} 天`}${told}；${n} 次预警中 ${borne_out} 次属实。`
  }
  const told =
    known === 0
      ? ''
      : `, of ${known} events the city confirmed ${known_found}${lead && `, typically ${lead} days before their end`}`
  return `Of ${episodes} rises that hindsight confirms, ${found} had an alert${delay && `, typically ${delay} days in`}${told}; of ${n} alerts, ${borne_out} fell within one of either.`
}

const orDash = (days: number | null) => (days === null ? '–' : formatNumber(days))

/** A share with its parts; a dash where there is nothing to share. */
function Share({ part, whole }: { part: number; whole: number }) {
  return (
    <td class="number">
      {shareOf(part, whole, language.value)}{' '}
      <span class="note">
        ({part}/{whole})
      </span>
    </td>
  )
}

function Thresholds({ value }: { value: AlertsBody }) {
  const lang = language.value
  const measured = ['precision', 'recall', 'delay', 'lead'] as const
  const isKnown = value.back_test.some(({ known }) => known > 0)
  const sides = isKnown ? (['againstHindsight', 'againstKnown'] as const) : (['againstHindsight'] as const)
  return (
    <div class="past-table" role="group" aria-label={alertWord('backTest', lang)} tabIndex={0}>
      <table class="data-table">
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              {alertWord('threshold', lang)}
            </th>
            {(['alerts', 'falseAlarms'] as const).map((name) => (
              <th key={name} scope="col" rowSpan={2} class="number">
                {alertWord(name, lang)}
              </th>
            ))}
            {sides.map((side) => (
              <th key={side} scope="colgroup" colSpan={measured.length} class="past-side">
                {alertWord(side, lang)}
              </th>
            ))}
          </tr>
          <tr>
            {sides.flatMap((side) =>
              measured.map((name) => (
                <th key={`${side} ${name}`} scope="col" class="number">
                  {alertWord(name, lang)}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {value.back_test.map((one) => (
            <tr key={one.most_false} class={one.most_false === value.rules.most_false.blue ? 'chosen' : ''}>
              <th scope="row">{one.most_false}</th>
              <td class="number">{formatNumber(one.alerts)}</td>
              <td class="number">{formatNumber(one.false_alarms, 1)}</td>
              <Share part={one.confirmed} whole={one.alerts} />
              <Share part={one.found} whole={one.episodes} />
              <td class="number">{orDash(one.delay_days)}</td>
              <td class="number">{orDash(one.lead_days)}</td>
              {isKnown && (
                <>
                  <Share part={one.known_confirmed} whole={one.alerts} />
                  <Share part={one.known_found} whole={one.known} />
                  <td class="number">{orDash(one.known_delay_days)}</td>
                  <td class="number">{orDash(one.known_lead_days)}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const COUNTED = ['seen', 'expected', 'delay', 'lead']

function Episodes({ value }: { value: AlertsBody }) {
  const lang = language.value
  const head = ['area', 'kind', 'period', 'seen', 'expected', 'alerted', 'delay', 'lead', 'source'] as const
  return (
    <div class="past-table" role="group" aria-label={alertWord('episodes', lang)} tabIndex={0}>
      <table class="data-table">
        <caption class="said-only">{alertWord('episodes', lang)}</caption>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col" class={COUNTED.includes(name) ? 'number' : ''}>
                {alertWord(name, lang)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {value.episodes.slice(0, SHOWN).map((one) => (
            <tr key={`${one.source} ${one.area.code} ${one.kind.code} ${one.period.from}`}>
              <td>{one.area.code === '' ? alertWord('wholeCity', lang) : one.area.label[lang]}</td>
              <td>{one.kind.label[lang]}</td>
              <td>{formatPeriod(one.period.from, one.period.to, lang)}</td>
              <td class="number">{formatNumber(one.seen)}</td>
              <td class="number">{formatNumber(one.expected, 1)}</td>
              <td>
                {one.level && <AlertMark level={one.level} size={12} />} {one.alerted ?? alertWord('missed', lang)}
              </td>
              <td class="number">{orDash(one.delay_days)}</td>
              <td class="number">{orDash(one.lead_days)}</td>
              <td>{alertWord(one.source, lang)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** How such alerts did over the past two years, and how other thresholds would have done. */
export function BackTest() {
  const lang = language.value
  const { value } = alerts.value
  if (!value || value.back_test.length === 0) return null
  const [first] = value.back_test
  const weekly = `${alertWord('weekly', lang)}: ${formatNumber(value.runs.reduce((sum, run) => sum + run.alerts, 0))}`
  return (
    <>
      <Panel
        call={callOf(alerts.value)}
        id="back-test"
        class="wide"
        title={alertWord('backTest', lang)}
        indicator={ALERT_METHODS.past}
        sub={`${pastSentence(value)} ${first ? formatPeriod(first.from_day, first.to_day, lang) : ''}`}
      >
        <Thresholds value={value} />
        <figure class="past-weeks">
          <figcaption class="note">
            {lang === 'zh'
              ? '每周预警数（柱）与预期误报（线）'
              : 'Alerts a week (bars) and false alarms expected (line)'}
          </figcaption>
          <WeekBars
            value={value.runs.map((run) => run.alerts)}
            chance={value.runs.map((run) => run.false_alarms)}
            width={720}
            height={88}
            label={weekly}
          />
          <p class="past-ends note">
            <span>{value.runs[0]?.week_to}</span>
            <span>{value.run?.week_to}</span>
          </p>
        </figure>
      </Panel>
      <Panel id="episodes" class="wide" title={alertWord('episodes', lang)} indicator={ALERT_METHODS.episodes}>
        <Episodes value={value} />
      </Panel>
    </>
  )
}
