import '../charts/charts.css'
import '../ui/alert-mark.css'
import '../ui/ui.css'
import './desk-panels.css'
import './report.css'
import { useRef } from 'preact/hooks'
import type { CatalogBody } from '../data/client.ts'
import { catalog } from '../data/live.ts'
import * as asked from '../data/report-questions.ts'
import type { ReportSpan } from '../state/report-span.ts'
import { change, language, linkTo, view } from '../state/store.ts'
import { saysUnit, unitOf } from '../text/sentence.ts'
import { word } from '../text/words.ts'
import { TakeAway } from '../ui/take-away.tsx'
import { PROFILES } from './desk-age.tsx'
import { FrozenNotice } from './frozen-notice.tsx'
import { LostNotice } from './lost-notice.tsx'
import { Due, Rises } from './report-lists.tsx'
import { reportNumbers, reportSentence, sourcesText, spanText } from './report-model.ts'
import { Days, Places } from './report-pictures.tsx'
import { reportWord } from './report-words.ts'

/** One page for paper: what happened, where, what rose, and what is due. */
export function Report() {
  const known = catalog.value.value
  const span = asked.span.value
  const sheet = useRef<HTMLElement>(null)
  if (!known || !span) return <div class="page-waiting" aria-busy="true" />
  return (
    <div class="report">
      <Tools span={span} sheet={() => sheet.current} />
      <LostNotice />
      <FrozenNotice />
      <main class="sheet" ref={sheet}>
        <Sheet catalog={known} span={span} />
      </main>
    </div>
  )
}

function Tools({ span, sheet }: { span: ReportSpan; sheet: () => Element | null }) {
  const lang = language.value
  return (
    <nav class="report-tools" aria-label={word('report', lang)}>
      <a class="link" href={linkTo('/')}>
        {word('desk', lang)}
      </a>
      {span.unit !== 'month' && (
        <span role="group" aria-label={reportWord('period', lang)}>
          {(['day', 'week'] as const).map((each) => (
            <button
              key={each}
              type="button"
              class="control"
              aria-pressed={span.unit === each}
              onClick={() => change({ period: each })}
            >
              {reportWord(each, lang)}
            </button>
          ))}
        </span>
      )}
      <button type="button" class="control" onClick={() => change({ lang: lang === 'zh' ? 'en' : 'zh' }, 'replace')}>
        {word('otherLanguage', lang)}
      </button>
      <TakeAway title={reportWord(span.unit, lang)} element={sheet} class="control" />
      <button type="button" class="control control-strong" onClick={() => print()}>
        {word('print', lang)}
      </button>
    </nav>
  )
}

function Sheet({ catalog: known, span }: { catalog: CatalogBody; span: ReportSpan }) {
  const lang = language.value
  const { value, error } = asked.numbers.value
  const alerts = asked.rises.value.value
  const numbers = value
    ? reportNumbers(
        value,
        known.indicators,
        (indicator) => (saysUnit(known, indicator, lang) ? '' : unitOf(known, indicator, lang)),
        (status) => known.statuses[status]?.[lang] ?? status,
        span,
        lang,
      )
    : []
  const loads = asked.sources.value.value
  return (
    <>
      <header class="sheet-head">
        <h1>
          {known.city.name[lang]} {reportWord(span.unit, lang)}
        </h1>
        <p>{spanText(span, lang)}</p>
      </header>
      <p class="report-lead" aria-live="polite">
        {error && !value ? error.sentence[lang] : reportSentence(numbers, alerts, known.city.name[lang], span, lang)}
        {!value && !error && <i class="skeleton report-skeleton" />}
      </p>
      <dl class="report-numbers">
        {numbers.map((each) => (
          <div key={each.id}>
            <dt>{each.name}</dt>
            <dd>
              <b>{each.value}</b> {each.unit}
            </dd>
            <dd class="note">{each.interval}</dd>
            <dd class="note">{each.change}</dd>
          </div>
        ))}
      </dl>
      <Places catalog={known} span={span} />
      <Days catalog={known} />
      <Rises catalog={known} />
      <Due catalog={known} />
      <footer class="sheet-foot">
        <p>
          {word('dataTo', lang)} <b>{known.snapshot.data_to}</b> · {word('loaded', lang)}{' '}
          {known.snapshot.published_at.slice(0, 16).replace('T', ' ')} · {word('snapshot', lang)}{' '}
          <b>{(view.value.v ?? known.snapshot.id).slice(0, 8)}</b> · {PROFILES[known.city.profile]?.[lang]}
        </p>
        {loads && (
          <p>
            {word('source', lang)}
            {lang === 'zh' ? '：' : ': '}
            {sourcesText(loads, lang)}
          </p>
        )}
      </footer>
    </>
  )
}
