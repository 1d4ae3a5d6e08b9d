import { byArea, whole } from '../data/desk-questions.ts'
import type { CatalogBody, ServerError } from '../data/client.ts'
import type { Selection } from '../state/selection.ts'
import { change, language, view } from '../state/store.ts'
import { EMPTY } from '../state/view-state.ts'
import { formatPeriod } from '../text/dates.ts'
import { say } from '../text/language.ts'
import { word } from '../text/words.ts'
import { filtersOf } from './desk-filters.tsx'

/** The server's refusal of the page's own question: every panel would only say the same. */
export function refusal(): ServerError | null {
  const { error } = whole.value
  return error && error.status >= 400 && error.status < 500 ? error : null
}

/** One sentence for the whole page in place of its panels, and the way out. */
export function Refused({ error, now }: { error: ServerError; now: Selection }) {
  const lang = language.value
  const isFiltered = filtersOf(now).length > 0
  const isFrozen = view.value.v !== null
  const afresh = { indicators: [], level: null, from: null, to: null, compare: null, filters: EMPTY.filters, v: null }
  return (
    <main class="desk-refused">
      <section class="panel desk-empty" role="alert">
        <h2>{word('refused', lang)}</h2>
        <p>{say(error.sentence, lang)}</p>
        <div class="desk-empty-tools">
          {isFiltered && (
            <button type="button" class="control control-strong" onClick={() => change({ filters: EMPTY.filters })}>
              {word('removeFilters', lang)}
            </button>
          )}
          {isFrozen && (
            <button type="button" class="control" onClick={() => change({ v: null })}>
              {word('showNewest', lang)}
            </button>
          )}
          <button type="button" class="control" onClick={() => change(afresh)}>
            {word('startAfresh', lang)}
          </button>
        </div>
        {error.reference !== null && (
          <p class="note">
            {word('reference', lang)} {error.reference}
          </p>
        )}
      </section>
    </main>
  )
}

/** Whether neither the city nor any of its areas has a figure, for want of data rather than because of a filter. */
export function isAbsent(now: Selection): boolean {
  const total = whole.value.value?.total[0]
  const areas = byArea.value.value
  if (!total || total.value !== null || !areas || whole.value.pending || byArea.value.pending) return false
  if (areas.series[0]?.value.some((value) => value !== null)) return false
  if (total.status === 'zero_denominator') return filtersOf(now).length === 0
  return total.status === 'missing' || total.status === 'not_applicable'
}

/** Says in one sentence that the city has no data for an indicator, and leads back to one it has. */
export function Absent({ catalog, now }: { catalog: CatalogBody; now: Selection }) {
  const lang = language.value
  const own = catalog.indicators.find((each) => each.id === catalog.city.default_indicator)
  const city = catalog.city.name[lang]
  const period = formatPeriod(now.from, now.to, lang)
  const name = now.indicator.label[lang]
  return (
    <section class="panel desk-empty" aria-label={word('absentTitle', lang)}>
      <h2>{word('absentTitle', lang)}</h2>
      <p>
        {lang === 'zh'
          ? `${city}载入的数据里，${period}没有可以算出“${name}”的内容。`
          : `The data loaded for ${city} hold nothing for “${name}” from ${period}.`}
      </p>
      {own && own.id !== now.indicator.id && (
        <div class="desk-empty-tools">
          <button type="button" class="control control-strong" onClick={() => change({ indicators: [own.id] })}>
            {own.label[lang]}
          </button>
        </div>
      )}
    </section>
  )
}
