import { change } from '../state/store.ts'
import { ageInWords } from '../text/data-sentence.ts'
import { bucketStart, dayNumber } from '../text/dates.ts'
import type { Language } from '../text/language.ts'
import { formatNumber } from '../text/numbers.ts'
import { Told } from '../ui/told.tsx'
import { formatShare, shareAside, type Tally } from './data-model.ts'
import { type DataWord, dataWord } from './data-words.ts'

export const COUNTS = ['records', 'loaded', 'duplicate', 'filtered', 'quarantined'] as const
export const COUNT_WORDS: Record<(typeof COUNTS)[number], DataWord> = {
  records: 'records',
  loaded: 'loaded',
  duplicate: 'duplicate',
  filtered: 'filtered',
  quarantined: 'aside',
}
export const countClass = (name: (typeof COUNTS)[number]) =>
  name === 'records' || name === 'quarantined' ? 'number' : 'number data-wide'
export const COLUMNS = 12

/** The five counts and the share set aside; a count set aside leads to its rows. */
export function Counts({ of, language: text, source }: { of: Tally; language: Language; source?: string }) {
  const toRows = () => change({ source: source ?? null, reason: null, field: null, page: 0 }, 'replace')
  return (
    <>
      {COUNTS.map((name) => (
        <td key={name} class={`${countClass(name)}${of[name] === 0 ? ' data-zero' : ''}`}>
          {name === 'quarantined' && source !== undefined && of[name] > 0 ? (
            <a href="#quarantine" onClick={toRows}>
              {formatNumber(of[name])}
            </a>
          ) : (
            <Told n={of[name]} language={text} />
          )}
        </td>
      ))}
      <td class={`number${of.quarantined === 0 ? ' data-zero' : ''}`}>
        <Told n={shareAside(of)} language={text} format={(share) => formatShare(share, text)} />
      </td>
    </>
  )
}

/** The days a source covers, in words and as a line on the axis all sources share, which ends today. */
export function Covered(props: { of: Tally; span: Tally; today: string; language: Language }) {
  const { of, span, today, language: text } = props
  if (of.from === null || of.to === null || span.from === null)
    return <td class="data-wide data-span data-zero">{dataWord('undated', text)}</td>
  const first = dayNumber(bucketStart(span.from))
  const length = Math.max(1, dayNumber(today) - first)
  const at = (day: string) => `${Math.min(100, Math.max(0, (100 * (dayNumber(day) - first)) / length)).toFixed(2)}%`
  const last = of.to.length === 4 ? `${of.to}-12-31` : of.to
  return (
    <td class="data-wide data-span">
      <span class="data-days">{of.from === of.to ? of.from : `${of.from} – ${of.to}`}</span>
      <svg width="96" height="12" aria-hidden="true">
        <line class="span-axis" x1="0" x2="100%" y1="6" y2="6" />
        <line class="span-line" x1={at(bucketStart(of.from))} x2={at(last)} y1="6" y2="6" />
        <line class="span-today" x1="100%" x2="100%" y1="1" y2="11" />
      </svg>
      <span class="data-age">{ageInWords(of.to, today, text)}</span>
    </td>
  )
}
