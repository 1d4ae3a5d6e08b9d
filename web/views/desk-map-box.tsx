import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { cellShapes } from '../data/cell-shapes.ts'
import {
  basemap,
  cityShapes,
  coarseShapes,
  hierarchy,
  levelShapes,
  wantsNames,
  within,
} from '../data/desk-questions.ts'
import type { CatalogBody } from '../data/client.ts'
import type { DeskMapProps } from '../map/desk-map.tsx'
import { cameraOf, metresAPixel } from '../state/map-selection.ts'
import { isBoxing, pointed, sight, wanted } from '../state/map-view.ts'
import type { Selection } from '../state/selection.ts'
import { change, language, setFilter, theme, toggleFilter, view } from '../state/store.ts'
import type { Benchmark } from '../text/benchmark.ts'
import { word } from '../text/words.ts'
import { goInto } from './desk-drill.ts'
import type { Drawing } from './desk-map-drawing.ts'
import { MapButtons } from './desk-map-tools.tsx'
import { mapWord } from './desk-map-words.ts'
import type { AreaRow } from './desk-model.ts'
import { Readout } from './desk-readout.tsx'

const drawn = signal<ComponentType<DeskMapProps> | null>(null)
const MOST_CHOSEN = 200
const TOLD_MS = 6_000
const NO_LOOKS: DeskMapProps['looks'] = new Map()

interface Props {
  catalog: CatalogBody
  now: Selection
  drawing: Drawing | null
  areas: readonly AreaRow[]
  benchmark: Benchmark | null
  label: string
}

/** Takes the map into the area that a link leads into, once it is known where that lies. */
function useFirstFocus(): void {
  const inside = within.value?.length === 1 ? hierarchy.value.find(within.value[0] ?? '')?.bbox : null
  const first = useRef(false)
  useEffect(() => {
    if (first.current || !inside) return
    first.current = true
    if (view.value.at === null && wanted.value === null) wanted.value = { box: inside }
  }, [inside?.join()])
}

/** Names are wanted once somebody turns to the map. */
const askNames = () => {
  wantsNames.value = true
}

/** The map with its readout and buttons in its corners. */
export function MapBox({ catalog, now, drawing, areas, benchmark, label }: Props) {
  const lang = language.value
  const { bbox } = catalog.city
  useEffect(() => {
    void import('../map/desk-map.tsx').then((module) => {
      drawn.value = module.default
    })
  }, [])
  const zoom = useRef<(by: number) => void>(() => undefined)
  const [told, setTold] = useState('')
  useEffect(() => {
    if (told === '') return undefined
    const timer = setTimeout(() => setTold(''), TOLD_MS)
    return () => clearTimeout(timer)
  }, [told])
  useFirstFocus()
  const kind = drawing?.kind ?? (now.map === 'areas' || now.map === 'verdict' ? 'areas' : 'cells')
  const name = kind === 'cells' ? 'cell' : 'area'
  const Draw = drawn.value
  const hasGeometry = catalog.levels.find((level) => level.id === now.level)?.has_geometry ?? false
  const hasShapes = (hasGeometry ? levelShapes : cityShapes).value.value !== null
  const { area, cell } = pointed.value
  if (kind === 'areas' && !hasGeometry) return <p class="note map-box">{word('noShapes', lang)}</p>
  return (
    <div class={isBoxing.value ? 'map-box map-boxing' : 'map-box'} onPointerEnter={askNames} onFocusCapture={askNames}>
      {Draw && hasShapes ? (
        <Draw
          kind={kind}
          resolution={drawing?.kind === 'cells' ? drawing.resolution : now.resolution}
          usual={catalog.city.cells.map}
          shapes={cellShapes.value.value}
          looks={drawing?.looks ?? NO_LOOKS}
          ramp={drawing?.ramp ?? 'sequential'}
          moved={drawing?.moved ?? null}
          city={cityShapes.value.value}
          coarse={coarseShapes.value.value}
          level={levelShapes.value.value}
          basemap={basemap.value.value}
          tiles={catalog.tiles}
          isInside={(within.value?.length ?? 0) > 0}
          chosen={[...now.filters.area, ...now.filters.cell]}
          pointed={kind === 'cells' ? cell : area}
          bbox={bbox}
          camera={cameraOf(view.peek().at)}
          focus={wanted.value}
          theme={theme.value}
          language={lang}
          label={label}
          keysId="map-keys"
          isBoxing={() => isBoxing.value}
          onPoint={(overArea, overCell) => {
            const last = pointed.peek()
            if (last.area !== overArea || last.cell !== overCell) pointed.value = { area: overArea, cell: overCell }
          }}
          onPick={(code) => toggleFilter(name, code)}
          onOpen={(code) => goInto(catalog, code, 'replace')}
          onBox={(codes) => {
            isBoxing.value = false
            const all = [...new Set([...now.filters[name], ...codes])]
            if (all.length > MOST_CHOSEN) setTold(mapWord('tooMany', lang))
            else if (codes.length > 0) setFilter(name, all)
          }}
          onEscape={() => {
            pointed.value = { area: null, cell: null }
            if (isBoxing.value) isBoxing.value = false
            else if (now.filters[name].length > 0) setFilter(name, [])
          }}
          onSight={(seen, at) => {
            sight.value = { scale: metresAPixel(seen.zoom, seen.lat), cover: seen.cover }
            if (at === null || at === view.peek().at) return
            wanted.value = null
            change({ at }, 'replace')
          }}
          onReady={(map) => {
            zoom.current = map.zoom
          }}
        />
      ) : (
        <div class="skeleton map-skeleton" aria-busy="true" />
      )}
      {drawing && <Readout catalog={catalog} now={now} drawing={drawing} areas={areas} benchmark={benchmark} />}
      <MapButtons zoom={(by) => zoom.current(by)} bbox={bbox} />
      <p class={told === '' ? 'said-only' : 'map-told'} role="status">
        {told}
      </p>
      <p id="map-keys" class="said-only">
        {mapWord('keys', lang)}
      </p>
    </div>
  )
}
