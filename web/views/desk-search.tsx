import { useMemo, useRef, useState } from 'preact/hooks'
import { areaNames, hierarchy, wantsNames } from '../data/desk-questions.ts'
import type { CatalogBody } from '../data/client.ts'
import type { NamedArea } from '../data/hierarchy.ts'
import { language } from '../state/store.ts'
import { findPlaces } from '../text/place-search.ts'
import { Icon } from '../ui/icons.tsx'
import { goInto } from './desk-drill.ts'
import { mapWord } from './desk-map-words.ts'

const SHOWN = 8
const LIST = 'place-list'

/** Finds an area by name, pinyin or code; what is chosen filters the page and takes the map there. */
export function Search({ catalog }: { catalog: CatalogBody }) {
  const lang = language.value
  const input = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState('')
  const [isOpen, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const areas = areaNames.value.value?.areas
  const places = useMemo(() => {
    const depth = new Map(catalog.levels.map(({ id }, i) => [id, i]))
    return (areas ?? []).map((area) => ({ ...area, depth: depth.get(area.level) ?? 0 }))
  }, [areas, catalog])
  const found = useMemo(() => findPlaces(query, places, SHOWN), [query, places])
  const isShown = isOpen && query.trim() !== ''
  const choose = (area: NamedArea | undefined) => {
    if (!area) return
    goInto(catalog, area.level === catalog.levels[0]?.id ? null : area.code)
    setQuery('')
    setOpen(false)
    input.current?.blur()
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.isComposing) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && found.length > 0) {
      setOpen(true)
      setAt((at + step + found.length) % found.length)
    } else if (event.key === 'Enter' && isShown) choose(found[at])
    else if (event.key === 'Escape') {
      if (isShown) setOpen(false)
      else setQuery('')
    } else return
    event.preventDefault()
  }
  return (
    <div class="search">
      <Icon name="search" />
      <input
        ref={input}
        data-search
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        aria-label={mapWord('search', lang)}
        aria-expanded={isShown}
        aria-controls={LIST}
        aria-autocomplete="list"
        aria-activedescendant={isShown && found[at] ? `${LIST}-${at}` : undefined}
        placeholder={mapWord('searchHint', lang)}
        value={query}
        onFocus={() => {
          wantsNames.value = true
        }}
        onInput={(event) => {
          setQuery(event.currentTarget.value)
          setAt(0)
          setOpen(true)
        }}
        onKeyDown={onKey}
        onBlur={() => setOpen(false)}
      />
      <kbd aria-hidden="true">/</kbd>
      <ul id={LIST} role="listbox" aria-label={mapWord('search', lang)} hidden={!isShown}>
        {isShown &&
          found.map((area, i) => (
            <li
              key={`${area.level} ${area.code}`}
              id={`${LIST}-${i}`}
              role="option"
              aria-selected={i === at}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(area)}
            >
              <Found area={area} catalog={catalog} />
            </li>
          ))}
        {isShown && found.length === 0 && (
          <li class="note" role="option" aria-selected={false} aria-disabled="true">
            {mapWord(areas ? 'noneFound' : 'loadingNames', lang)}
          </li>
        )}
      </ul>
      <span class="said-only" role="status">
        {isShown ? `${found.length} ${mapWord('found', lang)}` : ''}
      </span>
    </div>
  )
}

/** An area with its place in the city: what lies above it, its level, its code. */
function Found({ area, catalog }: { area: NamedArea; catalog: CatalogBody }) {
  const lang = language.value
  const above = hierarchy.value
    .path(area.code)
    .slice(0, -1)
    .map((each) => each[lang])
  const level = catalog.levels.find(({ id }) => id === area.level)?.label[lang] ?? ''
  return (
    <>
      <span class="found-name">
        <b>{area[lang]}</b> {lang === 'zh' ? area.en : area.zh}
      </span>
      <span class="note">
        {[...above, level].join(' › ')} · {area.code}
      </span>
    </>
  )
}
