import type { CatalogBody } from '../data/client.ts'
import { change, language, toggleFilter, view } from '../state/store.ts'
import { LISTS, type ListName } from '../state/view-state.ts'
import { addDays } from '../text/dates.ts'
import { word } from '../text/words.ts'

interface EmptyProps {
  catalog: CatalogBody
  from: string
  to: string
  /** What a filtered code is called, where the catalog does not know it. */
  nameOf?: (name: ListName, code: string) => string
}

const YEAR_DAYS = 365

/** Names the filters and the period that leave nothing, and offers to relax each. */
export function FaceEmpty({ catalog, from, to, nameOf }: EmptyProps) {
  const lang = language.value
  const yearAgo = addDays(catalog.snapshot.data_to, 1 - YEAR_DAYS)
  const called = (name: ListName, code: string) =>
    nameOf?.(name, code) ??
    catalog.dimensions.find(({ id }) => id === name)?.members?.find((each) => each.code === code)?.label[lang] ??
    code
  const filters = LISTS.flatMap((name) =>
    view.value.filters[name].map((code) => ({ name, code, text: called(name, code) })),
  )
  return (
    <section class="panel desk-empty empty" aria-label={word('emptyTitle', lang)}>
      <h2>{word('emptyTitle', lang)}</h2>
      <p>
        {from} – {to}
        {filters.map(({ text }) => ` · ${text}`)}
      </p>
      <div class="desk-empty-tools">
        {filters.map(({ name, code, text }, i) => (
          <button
            key={`${name} ${code}`}
            type="button"
            class={i === 0 ? 'control control-strong' : 'control'}
            onClick={() => toggleFilter(name, code)}
          >
            {word('remove', lang)} {text}
          </button>
        ))}
        {(from > yearAgo || to < yearAgo) && (
          <button type="button" class="control" onClick={() => change({ from: yearAgo, to: null })}>
            {word('relaxPeriod', lang)}
          </button>
        )}
      </div>
    </section>
  )
}
