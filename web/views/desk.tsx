import '../charts/charts.css'
import '../map/map.css'
import '../ui/facet.css'
import '../ui/ui.css'
import './desk.css'
import './desk-panels.css'
import { byArea, byCoarse, retries, selection, whole } from '../data/desk-questions.ts'
import type { CatalogBody } from '../data/client.ts'
import { catalog } from '../data/live.ts'
import type { Selection } from '../state/selection.ts'
import { change, language, toggleFilter } from '../state/store.ts'
import { addDays } from '../text/dates.ts'
import { leadSentence } from '../text/sentence.ts'
import { word } from '../text/words.ts'
import { Method } from '../ui/method.tsx'
import { Failure } from '../ui/states.tsx'
import { AgeBar } from './desk-age.tsx'
import { AreaTable } from './desk-areas.tsx'
import { Facets } from './desk-facets.tsx'
import { Filters, filtersOf, memberName } from './desk-filters.tsx'
import { Gap } from './desk-gap.tsx'
import { TopBar } from './desk-top.tsx'
import { Notices } from './desk-notices.tsx'
import { Absent, isAbsent, Refused, refusal } from './desk-refused.tsx'
import { When } from './desk-when.tsx'
import { Where } from './desk-where.tsx'

/** The analyst's face: the sentence first, then where, when, and whether it is real. */
export function Desk() {
  const known = catalog.value.value
  const now = selection.value
  if (!known || !now) return <div class="page-waiting" aria-busy="true" />
  const refused = refusal()
  return (
    <div class="desk">
      <TopBar catalog={known} />
      <Filters catalog={known} now={now} />
      <Notices catalog={known} />
      {refused ? (
        <Refused error={refused} now={now} />
      ) : (
        <>
          <Lead catalog={known} now={now} />
          <Body catalog={known} now={now} />
        </>
      )}
      <AgeBar catalog={known} />
    </div>
  )
}

interface Props {
  catalog: CatalogBody
  now: Selection
}

function Lead({ catalog: known, now }: Props) {
  const lang = language.value
  const { value, error } = whole.value
  const levelName = known.levels.find((level) => level.id === now.level)?.label[lang] ?? now.level
  if (!value) {
    return (
      <div class="lead">
        {error ? <Failure error={error} onRetry={() => retries.value++} /> : <i class="skeleton lead-skeleton" />}
      </div>
    )
  }
  const pieces = leadSentence({
    whole: value,
    areas: byArea.value.value,
    catalog: known,
    indicator: now.indicator,
    compare: now.compare,
    levelName,
    scope: now.filters.area.map((code) => memberName(known, 'area', code)).join(lang === 'zh' ? '、' : ', '),
    language: lang,
  })
  return (
    <div class="lead">
      <p aria-live="polite">{pieces.map((piece, i) => (piece.strong ? <b key={i}>{piece.text}</b> : piece.text))}</p>
      <Method indicator={now.indicator} name="howComputed" />
    </div>
  )
}

function Body({ catalog: known, now }: Props) {
  const total = whole.value.value?.total[0]
  const isEmpty = now.indicator.numerator?.from === 'cases' && total !== undefined && (total.numerator ?? 0) === 0
  return (
    <main class="desk-body">
      <Facets catalog={known} />
      {isAbsent(now) ? (
        <Absent catalog={known} now={now} />
      ) : isEmpty && (total?.status === 'ok' || total?.status === 'zero_denominator' || total?.value === 0) ? (
        <Empty catalog={known} now={now} />
      ) : (
        <>
          <div class="desk-middle">
            <Where catalog={known} now={now} />
            <When catalog={known} now={now} />
          </div>
          <div class="desk-evidence">
            {now.coarse !== null && (
              <AreaTable
                catalog={known}
                now={now}
                level={now.coarse}
                loaded={byCoarse.value}
                isExcess={false}
                rows={8}
              />
            )}
            <AreaTable catalog={known} now={now} level={now.level} loaded={byArea.value} isExcess rows={120} />
            <Gap catalog={known} now={now} />
          </div>
        </>
      )}
    </main>
  )
}

/** Names the filter that emptied the page and offers to relax it. */
function Empty({ catalog: known, now }: Props) {
  const lang = language.value
  const filters = filtersOf(now)
  const to = known.snapshot.data_to
  return (
    <section class="panel desk-empty" aria-label={word('emptyTitle', lang)}>
      <h2>{word('emptyTitle', lang)}</h2>
      <p>
        {now.from} – {now.to}
        {filters.map(({ name, code }) => ` · ${memberName(known, name, code)}`)}
      </p>
      <div class="desk-empty-tools">
        {filters.map(({ name, code }, i) => (
          <button
            key={`${name} ${code}`}
            type="button"
            class={i === 0 ? 'control control-strong' : 'control'}
            onClick={() => toggleFilter(name, code)}
          >
            {word('remove', lang)} {memberName(known, name, code)}
          </button>
        ))}
        <button type="button" class="control" onClick={() => change({ from: addDays(to, -364), to: null })}>
          {word('relaxPeriod', lang)}
        </button>
      </div>
    </section>
  )
}
