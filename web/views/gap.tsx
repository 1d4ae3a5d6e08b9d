import type { GapBody } from '../../api/schema/gap.ts'
import { gap, gapSelection } from '../data/gap-questions.ts'
import { retries } from '../data/answer-to.ts'
import { INDICATOR_GROUPS } from '../../warehouse/catalog/words.ts'
import type { CatalogBody } from '../data/client.ts'
import { catalog } from '../data/live.ts'
import { canCompare, type GapSelection } from '../state/gap-selection.ts'
import { change, language, toggleFilter, view } from '../state/store.ts'
import { EMPTY, LISTS } from '../state/view-state.ts'
import { addDays } from '../text/dates.ts'
import { gapSentence } from '../text/gap-sentence.ts'
import { gapWord } from '../text/gap-words.ts'
import { say } from '../text/language.ts'
import { formatNumber } from '../text/numbers.ts'
import { word } from '../text/words.ts'
import { Icon } from '../ui/icons.tsx'
import { Method } from '../ui/method.tsx'
import { Select } from '../ui/select.tsx'
import { Waiting } from '../ui/states.tsx'
import { AgeBar } from './desk-age.tsx'
import { TopBar } from './desk-top.tsx'
import { GapClasses } from './gap-classes.tsx'
import { GapParts } from './gap-parts.tsx'
import { GapPillars } from './gap-pillars.tsx'
import { GapTrend } from './gap-trend.tsx'
import { GapBetween, GapUnder } from './gap-under.tsx'
import { GapWhere } from './gap-where.tsx'
import { FaceEmpty } from './face-empty.tsx'
import { FaceFailed, isRefusal } from './face-failed.tsx'
import { PageNotices } from './page-notices.tsx'
import '../charts/charts.css'
import '../map/map.css'
import '../ui/ui.css'
import './desk.css'
import './desk-panels.css'
import './gap.css'

interface Props {
  catalog: CatalogBody
  now: GapSelection
}

/** Filters can leave no case in either of the two. */
const isEmpty = (body: GapBody | null) =>
  LISTS.some((name) => view.value.filters[name].length > 0) &&
  body?.two.urban.numerator === 0 &&
  body.two.rural.numerator === 0

/** The urban–rural gap: how large, how it moves, where it comes from, and how much hangs on who is called urban. */
export function Gap() {
  const known = catalog.value.value
  const now = gapSelection.value
  if (!known || !now) return <Waiting />
  const { value, error } = gap.value
  const failed = isRefusal(error) || !value ? error : null
  return (
    <div class="gap-page">
      <TopBar catalog={known} />
      <Filters catalog={known} now={now} />
      <div class="notices">
        <PageNotices />
      </div>
      {failed ? (
        <FaceFailed
          error={failed}
          {...(isRefusal(failed) ? { title: gapWord('refusedTitle', language.value) } : {})}
          onRetry={() => retries.value++}
        />
      ) : isEmpty(value) ? (
        <main class="face-failed">
          <FaceEmpty catalog={known} from={now.from} to={now.to} />
        </main>
      ) : (
        <>
          <Lead catalog={known} now={now} />
          <main class="gap-body">
            <div class="gap-column">
              <GapTrend catalog={known} now={now} />
              <GapPillars catalog={known} now={now} />
            </div>
            <div class="gap-column">
              <GapClasses catalog={known} now={now} />
              <GapWhere catalog={known} now={now} />
            </div>
            <div class="gap-column">
              <GapParts catalog={known} now={now} />
              <GapUnder catalog={known} now={now} />
              <GapBetween />
              <Notes />
            </div>
          </main>
        </>
      )}
      <AgeBar catalog={known} />
    </div>
  )
}

function Lead({ catalog: known, now }: Props) {
  const { value } = gap.value
  if (!value) {
    return (
      <div class="lead">
        <i class="skeleton lead-skeleton" />
      </div>
    )
  }
  const asked = known.indicators.find(({ id }) => id === value.indicator) ?? now.indicator
  const pieces = gapSentence(value, known, asked, language.value)
  return (
    <div class="lead">
      <p aria-live="polite">{pieces.map((piece, i) => (piece.strong ? <b key={i}>{piece.text}</b> : piece.text))}</p>
      <Method indicator={asked} name="howComputed" />
    </div>
  )
}

/** What the answer itself must say beside the numbers. */
function Notes() {
  const notes = gap.value.value?.notes ?? []
  if (notes.length === 0) return null
  return (
    <section class="panel gap-notes">
      {notes.map((note) => (
        <p key={note.en} class="note">
          {say(note, language.value)}
        </p>
      ))}
    </section>
  )
}

const YEAR_DAYS = 365

function Filters({ catalog: known, now }: Props) {
  const lang = language.value
  const { value } = gap.value
  const { data_from, data_to } = known.snapshot
  const isAll = now.from === data_from && now.to === data_to
  const isYear = now.from === addDays(data_to, 1 - YEAR_DAYS) && now.to === data_to
  const preset = isAll ? 'all' : isYear ? 'year' : 'own'
  const chosen = value?.classifications.find(({ id }) => id === value.classification)
  const chips = (['category_group', 'category', 'channel', 'department'] as const).flatMap((name) =>
    now.filters[name].map((code) => ({ name, code })),
  )
  return (
    <div class="filters" role="search" aria-label={word('facets', lang)}>
      <Select
        label={word('indicator', lang)}
        value={now.indicator.id}
        options={known.indicators.filter(canCompare).map((each) => ({
          value: each.id,
          text: each.label[lang],
          group: INDICATOR_GROUPS[each.group][lang],
        }))}
        onChoose={(id) => change({ indicators: [id], strata: null })}
      />
      <Select
        label={word('period', lang)}
        value={preset}
        options={[
          { value: 'year', text: word('last365', lang) },
          { value: 'all', text: word('allData', lang) },
          ...(preset === 'own' ? [{ value: 'own', text: `${now.from} – ${now.to}` }] : []),
        ]}
        onChoose={(choice) => {
          if (choice === 'year') change({ from: null, to: null })
          if (choice === 'all') change({ from: data_from, to: null })
        }}
      />
      {value && chosen && (
        <Select
          label={gapWord('classes', lang)}
          value={chosen.id}
          options={value.classifications.map((each) => ({ value: each.id, text: each.label[lang] }))}
          onChoose={(id) => change({ classification: id, base: null })}
        />
      )}
      {value?.base && chosen && (
        <Select
          label={gapWord('base', lang)}
          value={value.base}
          options={chosen.vintages.map((year) => ({ value: year, text: lang === 'zh' ? `${year} 年` : year }))}
          onChoose={(base) => change({ base })}
        />
      )}
      {value?.parts && (
        <Select
          label={gapWord('strata', lang)}
          value={value.parts.strata}
          options={value.strata.map(({ id, label }) => ({ value: id, text: label[lang] }))}
          onChoose={(strata) => change({ strata })}
        />
      )}
      {value && <Base />}
      {chips.length > 0 && (
        <span class="chips">
          {chips.map(({ name, code }) => (
            <button key={`${name} ${code}`} type="button" class="chip" onClick={() => toggleFilter(name, code)}>
              {known.dimensions.find(({ id }) => id === name)?.members?.find((each) => each.code === code)?.label[
                lang
              ] ?? code}
              <Icon name="close" />
            </button>
          ))}
          <button type="button" class="link" onClick={() => change({ filters: EMPTY.filters })}>
            {word('clearAll', lang)}
          </button>
        </span>
      )}
    </div>
  )
}

/** What the comparison rests on. */
function Base() {
  const body = gap.value.value
  if (!body) return null
  const areas = body.classes.reduce((sum, each) => sum + each.areas, 0)
  const n = (body.two.urban.numerator ?? 0) + (body.two.rural.numerator ?? 0)
  const lang = language.value
  return (
    <span class="note base">
      {lang === 'zh'
        ? `n = ${formatNumber(n)}，${formatNumber(areas)} 个区域`
        : `n = ${formatNumber(n)}, ${formatNumber(areas)} areas`}
    </span>
  )
}
