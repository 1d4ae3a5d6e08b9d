import { hierarchy } from '../data/desk-questions.ts'
import type { CatalogBody } from '../data/client.ts'
import { type Box, isBoxing, wanted } from '../state/map-view.ts'
import { rankedLevels, type Selection } from '../state/selection.ts'
import { change, language, view } from '../state/store.ts'
import { Icon } from '../ui/icons.tsx'
import { goInto } from './desk-drill.ts'
import { mapWord } from './desk-map-words.ts'

interface Props {
  catalog: CatalogBody
  now: Selection
}

/** Where in the city the map is, coarsest first; each step leads back to it, the last names the level shown. */
export function Crumbs({ catalog, now }: Props) {
  const lang = language.value
  const [first, ...others] = now.filters.area
  const path = first !== undefined && others.length === 0 ? hierarchy.value.path(first) : []
  const level = rankedLevels(catalog).find((each) => each.id === now.level)
  const isCells = now.map === 'cells' || now.map === 'spots'
  return (
    <nav class="crumbs" aria-label={mapWord('path', lang)}>
      <ol>
        <li>
          <button type="button" class="crumb" onClick={() => goInto(catalog, null)}>
            {catalog.city.name[lang]}
          </button>
        </li>
        {path.map((area) => (
          <li key={area.code}>
            <button type="button" class="crumb" onClick={() => goInto(catalog, area.code)}>
              {area[lang]}
            </button>
          </li>
        ))}
        {isCells ? (
          <li aria-current="location">{mapWord('cells', lang)}</li>
        ) : (
          level && path.at(-1)?.level !== level.id && <li aria-current="location">{level.label[lang]}</li>
        )}
      </ol>
    </nav>
  )
}

/** The layers, as one choice, and what is drawn of them. */
export function LayerChoice({ catalog, now }: Props) {
  const lang = language.value
  const deepest = rankedLevels(catalog).findLast((level) => level.has_geometry)
  const isDeepest = deepest !== undefined && now.level === deepest.id && now.level !== catalog.city.default_level
  const canDeepen = deepest !== undefined && deepest.id !== catalog.city.default_level
  const choose = (map: Selection['map']) => change({ map, ...(map === 'areas' && isDeepest ? { level: null } : {}) })
  return (
    <div class="map-layers" role="group" aria-label={mapWord('layers', lang)}>
      {now.layers.map((each) => (
        <>
          <button
            key={each}
            type="button"
            class="segment"
            aria-pressed={now.map === each && !(each === 'areas' && isDeepest)}
            onClick={() => choose(each)}
          >
            {mapWord(each, lang)}
          </button>
          {each === 'areas' && canDeepen && (
            <button
              key="grid"
              type="button"
              class="segment"
              aria-pressed={now.map === 'areas' && isDeepest}
              onClick={() => change({ map: 'areas', level: deepest.id })}
            >
              {deepest.label[lang]}
            </button>
          )}
        </>
      ))}
    </div>
  )
}

export function MeasureChoice({ now }: { now: Selection }) {
  const lang = language.value
  if (now.map === 'spots' || now.map === 'verdict' || now.measures.length < 2) return null
  return (
    <label class="map-measure">
      <span class="note">{mapWord('show', lang)}</span>
      <select
        value={now.measure}
        onChange={(event) => {
          const measure = now.measures.find((each) => each === event.currentTarget.value)
          change({ show: measure === undefined || measure === 'value' ? null : measure })
        }}
      >
        {now.measures.map((each) => (
          <option key={each} value={each} selected={each === now.measure}>
            {mapWord(each, lang)}
          </option>
        ))}
      </select>
    </label>
  )
}

/** The map's own buttons, in its corner: nearer, farther, the whole city, and the box. */
export function MapButtons({ zoom, bbox }: { zoom: (by: number) => void; bbox: Box }) {
  const lang = language.value
  const tools = [
    { name: 'zoomIn', icon: 'plus', act: () => zoom(1) },
    { name: 'zoomOut', icon: 'minus', act: () => zoom(-1) },
  ] as const
  return (
    <div class="map-buttons">
      {tools.map(({ name, icon, act }) => (
        <button key={name} type="button" aria-label={mapWord(name, lang)} title={mapWord(name, lang)} onClick={act}>
          <Icon name={icon} />
        </button>
      ))}
      <button
        type="button"
        aria-label={mapWord('wholeCity', lang)}
        title={mapWord('wholeCity', lang)}
        onClick={() => {
          wanted.value = { box: bbox }
          if (view.value.at !== null) change({ at: null }, 'replace')
        }}
      >
        <Icon name="whole" />
      </button>
      <button
        type="button"
        aria-pressed={isBoxing.value}
        aria-label={mapWord('box', lang)}
        title={mapWord('box', lang)}
        onClick={() => {
          isBoxing.value = !isBoxing.value
        }}
      >
        <Icon name="box" />
      </button>
    </div>
  )
}
