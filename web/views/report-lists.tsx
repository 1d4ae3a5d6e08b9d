import type { CatalogBody } from '../data/client.ts'
import { due, rises } from '../data/report-questions.ts'
import { language } from '../state/store.ts'
import { formatInterval, formatNumber } from '../text/numbers.ts'
import { ALERT_LEVELS } from '../../warehouse/catalog/alert-levels.ts'
import { AlertMark } from '../ui/alert-mark.tsx'
import { SkeletonRows } from '../ui/states.tsx'
import { reportWord } from './report-words.ts'

const MOST = 5

/** The gravest rises, each with what was expected. */
export function Rises({ catalog }: { catalog: CatalogBody }) {
  const lang = language.value
  const { value, error } = rises.value
  return (
    <section class="report-rises" aria-label={reportWord('rises', lang)}>
      <h2>{reportWord('rises', lang)}</h2>
      {catalog.published ? (
        <p class="note">{reportWord('notPublished', lang)}</p>
      ) : !value ? (
        error ? (
          <p class="note">{error.sentence[lang]}</p>
        ) : (
          <SkeletonRows rows={MOST} />
        )
      ) : value.alerts.length === 0 ? (
        <p class="note">{reportWord('noRises', lang)}</p>
      ) : (
        <table class="report-table">
          <thead>
            <tr>
              <th scope="col">{reportWord('rise', lang)}</th>
              <th scope="col" class="number">
                {reportWord('seen', lang)}
              </th>
              <th scope="col" class="number">
                {reportWord('expected', lang)}
              </th>
            </tr>
          </thead>
          <tbody>
            {value.alerts.slice(0, MOST).map((alert) => (
              <tr key={`${alert.area.code} ${alert.kind.code}`}>
                <td>
                  <AlertMark level={alert.level} size={12} />{' '}
                  {ALERT_LEVELS.find(({ id }) => id === alert.level)?.word[lang]} · {alert.area.label[lang]}{' '}
                  {alert.kind.label[lang]}
                </td>
                <td class="number">
                  <b>{formatNumber(alert.seen)}</b>
                </td>
                <td class="number">
                  {formatNumber(alert.expected, 1)} ({formatInterval(alert.low, alert.high, 0)})
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

const NOW = ['open', 'overdue', 'due_in_24h'] as const
const OF_THESE = ['closed', 'reopened'] as const

/** What is open and falls due now, and what became of the cases of these days. */
export function Due({ catalog }: { catalog: CatalogBody }) {
  const lang = language.value
  const { value, error } = due.value
  const count = (set: (typeof NOW | typeof OF_THESE)[number]) =>
    set === 'closed' ? (value?.steps.find(({ id }) => id === 'closed')?.n ?? null) : (value?.sets[set] ?? null)
  const rows = (sets: readonly (typeof NOW | typeof OF_THESE)[number][]) =>
    sets.map((set) => {
      const n = count(set)
      return (
        <tr key={set}>
          <th scope="row">{reportWord(set, lang)}</th>
          <td class="number">
            {n === null ? <span class="note">{reportWord('unrecorded', lang)}</span> : <b>{formatNumber(n)}</b>}
          </td>
        </tr>
      )
    })
  return (
    <section class="report-due" aria-label={reportWord('due', lang)}>
      <h2>{reportWord('due', lang)}</h2>
      {catalog.published ? (
        <p class="note">{reportWord('notPublished', lang)}</p>
      ) : value ? (
        <table class="report-table">
          <tbody>
            <tr>
              <th scope="rowgroup" colSpan={2} class="note">
                {reportWord('asOf', lang)} {value.as_of.slice(0, 16)}
              </th>
            </tr>
            {rows(NOW)}
            <tr>
              <th scope="rowgroup" colSpan={2} class="note">
                {reportWord('ofReceived', lang)} ({formatNumber(value.sets.received ?? 0)})
              </th>
            </tr>
            {rows(OF_THESE)}
          </tbody>
        </table>
      ) : error ? (
        <p class="note">{error.sentence[lang]}</p>
      ) : (
        <SkeletonRows rows={MOST} />
      )}
    </section>
  )
}
