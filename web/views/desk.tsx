import '../charts/charts.css'
import '../map/map.css'
import '../ui/facet.css'
import '../ui/ui.css'
import './desk.css'
import './desk-panels.css'
import './desk-map.css'
import './desk-search.css'
import './desk-when.css'
import './desk-print.css'
import { byArea, byCoarse, retries, selection, urbanClasses, whole } from '../data/desk-questions.ts'
import { memberName } from '../data/member-name.ts'
import type { CatalogBody } from '../data/client.ts'
import { catalog } from '../data/live.ts'
import type { Selection } from '../state/selection.ts'
import { language } from '../state/store.ts'
import type { ListName } from '../state/view-state.ts'
import { formatLarge, formatNumber } from '../text/numbers.ts'
import { leadSentence } from '../text/sentence.ts'
import { word } from '../text/words.ts'
import { Later } from '../ui/later.tsx'
import { Method } from '../ui/method.tsx'
import { Waiting } from '../ui/states.tsx'
import { benchmarkOf } from './desk-benchmark.ts'
import { Filters, MOST_NAMED } from './desk-filters.tsx'
import { TopBar } from './desk-top.tsx'
import { Notices } from './desk-notices.tsx'
import { isAbsent, refusal } from './desk-refused.ts'
import { FaceFailed } from './face-failed.tsx'
import { isTourOpen } from './tour-state.ts'
import { When } from './desk-when.tsx'

/** The trend comes first: it is the brush. What stands around it follows. */
const loadWhere = () => import('./desk-where.tsx').then((module) => module.Where)
const loadEvidence = () => import('./desk-evidence.tsx').then((module) => module.Evidence)
const loadFacets = () => import('./desk-facets.tsx').then((module) => module.Facets)
const loadSearch = () => import('./desk-search.tsx').then((module) => module.Search)
const loadAge = () => import('./desk-age.tsx').then((module) => module.AgeBar)
const loadAbsent = () => import('./desk-absent.tsx').then((module) => module.Absent)
const loadEmpty = () => import('./face-empty.tsx').then((module) => module.FaceEmpty)
const loadTour = () => import('./tour.tsx').then((module) => module.Tour)

/** The analyst's face: the sentence first, then where, when, and whether it is real. */
export function Desk() {
  const known = catalog.value.value
  const now = selection.value
  if (!known || !now) return <Waiting />
  const { value, error } = whole.value
  const failed = refusal() ?? (value ? null : error)
  return (
    <div class="desk">
      <TopBar
        catalog={known}
        search={<Later load={loadSearch} given={{ catalog: known }} meanwhile={<div class="search" />} />}
      />
      <Filters catalog={known} now={now} />
      <Notices catalog={known} />
      {failed ? (
        <FaceFailed error={failed} onRetry={() => retries.value++} />
      ) : (
        <>
          <Lead catalog={known} now={now} />
          <Body catalog={known} now={now} />
          {isTourOpen.value && value && <Later load={loadTour} given={{}} />}
        </>
      )}
      <Later load={loadAge} given={{ catalog: known }} meanwhile={<footer class="age" />} />
    </div>
  )
}

interface Props {
  catalog: CatalogBody
  now: Selection
}

function Lead({ catalog: known, now }: Props) {
  const lang = language.value
  const { value } = whole.value
  const levelName = known.levels.find((level) => level.id === now.level)?.label[lang] ?? now.level
  if (!value) {
    return (
      <section class="lead" aria-label={word('inShort', lang)}>
        <i class="skeleton lead-skeleton" />
      </section>
    )
  }
  const pieces = leadSentence({
    whole: value,
    areas: byArea.value.value,
    catalog: known,
    indicator: now.indicator,
    compare: now.compare,
    benchmark: benchmarkOf(now, byArea.value.value, byCoarse.value.value, lang, urbanClasses.value),
    levelName,
    scope: scopeOf(known, now),
    language: lang,
  })
  return (
    <section class="lead" aria-label={word('inShort', lang)}>
      <p aria-live="polite">{pieces.map((piece, i) => (piece.strong ? <b key={i}>{piece.text}</b> : piece.text))}</p>
      <Base />
      <Method indicator={now.indicator} name="howComputed" />
    </section>
  )
}

/** The chosen areas by name, or how many there are; and the chosen cells. */
function scopeOf(known: CatalogBody, { filters: { area, cell } }: Selection): string {
  const zh = language.value === 'zh'
  const named = area.map((code) => memberName(known, 'area', code))
  const areas = area.length > MOST_NAMED ? [zh ? `${area.length} 个区域` : `${area.length} areas`] : named
  const cells =
    cell.length === 0 ? [] : [zh ? `${cell.length} 个小格` : cell.length === 1 ? '1 cell' : `${cell.length} cells`]
  return [...areas, ...cells].join(zh ? '、' : ', ')
}

function Body({ catalog: known, now }: Props) {
  const total = whole.value.value?.total[0]
  const isEmpty = now.indicator.numerator?.from === 'cases' && total !== undefined && (total.numerator ?? 0) === 0
  return (
    <main class="desk-body">
      <Later load={loadFacets} given={{ catalog: known }} meanwhile={<nav class="facets" aria-busy="true" />} />
      {isAbsent(now) ? (
        <Later load={loadAbsent} given={{ catalog: known, now }} />
      ) : isEmpty && (total?.status === 'ok' || total?.status === 'zero_denominator' || total?.value === 0) ? (
        <Later
          load={loadEmpty}
          given={{
            catalog: known,
            from: now.from,
            to: now.to,
            nameOf: (name: ListName, code: string) => memberName(known, name, code),
          }}
        />
      ) : (
        <>
          <div class="desk-middle">
            <Later
              load={loadWhere}
              given={{ catalog: known, now }}
              meanwhile={<section class="panel where" aria-busy="true" />}
            />
            <When catalog={known} now={now} />
          </div>
          <Later
            load={loadEvidence}
            given={{ catalog: known, now }}
            meanwhile={<div class="desk-evidence" aria-busy="true" />}
          />
        </>
      )}
    </main>
  )
}

/** What the number of the page rests on. */
function Base() {
  const total = whole.value.value?.total[0]
  if (!total || total.numerator === null) return null
  const over =
    total.denominator === null || total.denominator <= 0 ? '' : ` / ${formatLarge(total.denominator, language.value)}`
  return (
    <span class="note base">
      n = {formatNumber(total.numerator)}
      {over}
    </span>
  )
}
