import type { Layer } from '@deck.gl/core'
import type { Map as MapLibre } from 'maplibre-gl'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { isCell } from '../../warehouse/catalog/cell.ts'
import type { Reading } from '../state/block.ts'
import type { CellTable } from '../data/cell-table.ts'
import type { Areas, Basemap } from '../data/client.ts'
import type { Language } from '../text/language.ts'
import type { Theme } from '../theme/themes.ts'
import { cellAt, cellCentre, coverOf, learnCells } from './cells.ts'
import CityMap from './city-map.tsx'
import type { PlaceClass } from './classes.ts'
import { areaAt, type Box, boxAround, codesIn, type LonLat, nearest, type Spot, towards } from './find-place.ts'
import { areaPlaces, cellPlaces, cellRows, cellUnion, knownCells } from './geometry.ts'
import { hear } from './gestures.ts'
import { basemapLayers, landLayer } from './layers/ground.ts'
import { labelLayer } from './layers/labels.ts'
import { maskLayer } from './layers/mask.ts'
import { movedLayers, outlineLayer, placeLayers, selectionLayers } from './layers/places.ts'
import { paint, paintOf, paletteOf } from './paint.ts'
import { placeLabels } from './place-labels.ts'
import type { Tiles } from './tiles.ts'

/** What of the map is in sight: its zoom and latitude, and coarse cells that cover it, for the finest are asked there only. */
interface Sight {
  zoom: number
  lat: number
  cover: readonly string[]
}

/** How the place of a code looks. */
export interface Look {
  class: PlaceClass
  isHatched: boolean
}

export interface DeskMapProps {
  kind: 'cells' | 'areas'
  /** H3 resolution of the cells. */
  resolution: number
  /** H3 resolution of which all cells are known before finer ones are asked. */
  usual: number
  /** Shapes of cells, as far as they are known. */
  shapes: readonly CellTable[] | null
  /** Looks of the places that have any, by code. */
  looks: ReadonlyMap<string, Look>
  ramp: 'sequential' | 'diverging'
  /** Values under a moving brush, in place of looks, with the breaks of their classes; `step` rises with each change. */
  moved: { reading: Reading; step: number; breaks: readonly number[] } | null
  city: Areas | null
  coarse: Areas | null
  level: Areas | null
  basemap: Basemap | null
  /** Tiles of the user's own; then there is no base map. */
  tiles: Tiles | null
  /** Whether the level is that of one area: its own names are shown. */
  isInside: boolean
  /** Codes of what is chosen: areas and cells. */
  chosen: readonly string[]
  /** The place under the pointer or the keyboard. */
  pointed: string | null
  bbox: Box
  camera: { lon: number; lat: number; zoom: number } | null
  focus: { box: Box } | null
  theme: Theme
  language: Language
  label: string
  /** Element that says what keys do. */
  keysId: string
  /** Whether a plain drag draws a box. */
  isBoxing: () => boolean
  onPoint: (area: string | null, cell: string | null) => void
  onPick: (code: string) => void
  onOpen: (code: string) => void
  onBox: (codes: string[]) => void
  onEscape: () => void
  /** After each move: what is in sight, and the middle with the zoom where a person moved it. */
  onSight: (sight: Sight, at: string | null) => void
  onReady: (map: { zoom: (by: number) => void }) => void
}

const LABEL_PX = 13
const HATCH_PX = 5
const FONT = 'PingFang SC, Microsoft YaHei, Source Han Sans SC, Noto Sans CJK SC, sans-serif'
const NONE: Look = { class: 'none', isHatched: false }

/** Says what is in sight. */
function tell(map: MapLibre, { usual, onSight }: DeskMapProps, isMoved: boolean): void {
  const { lng, lat } = map.getCenter()
  const zoom = map.getZoom()
  const at = `${lng.toFixed(5)},${lat.toFixed(5)},${zoom.toFixed(2)}`
  const box = map.getBounds().toArray().flat() as Box
  onSight({ zoom, lat, cover: coverOf(box, usual) }, isMoved ? at : null)
}

/** Hears what is done to the map, in terms of its places. */
function listen(map: MapLibre, now: () => DeskMapProps & { spots: () => Spot[] }): () => void {
  const codeAt = (at: LonLat): string | null => {
    const { kind, level, looks, resolution } = now()
    if (kind === 'areas') return level && areaAt(level, at)
    const cell = cellAt(resolution, at)
    return cell !== null && looks.has(cell) ? cell : null
  }
  const point = (at: LonLat | null) => {
    const { level, kind, onPoint } = now()
    if (!at) return onPoint(null, null)
    onPoint(level && areaAt(level, at), kind === 'cells' ? codeAt(at) : null)
  }
  let corner: LonLat | null = null
  const focused = (): Spot | null => {
    const { pointed, spots } = now()
    return spots().find(({ code }) => code === pointed) ?? null
  }
  map.on('moveend', (event) => tell(map, now(), Boolean(event.originalEvent)))
  tell(map, now(), false)
  const pick = (spot: Spot | null) => {
    if (!spot) return
    if (!map.getBounds().contains(spot.at)) map.panTo(spot.at)
    point(spot.at)
    if (now().kind === 'areas') now().onPoint(spot.code, null)
  }
  return hear(map, {
    onPoint: point,
    onPick: (at) => {
      const code = codeAt(at)
      if (code) now().onPick(code)
    },
    onOpen: (at) => {
      const code = now().kind === 'areas' ? codeAt(at) : null
      if (code) now().onOpen(code)
      else map.easeTo({ zoom: map.getZoom() + 1, around: at })
    },
    onBox: (box) => now().onBox(codesIn(now().spots(), box)),
    isBoxing: () => now().isBoxing(),
    onArrow: (way) => {
      const from = focused()
      const middle = map.getCenter().toArray() as LonLat
      pick(from ? (towards(now().spots(), from.at, way) ?? from) : nearest(now().spots(), middle))
    },
    onEnter: () => {
      const spot = focused()
      if (!spot) return
      const { isBoxing, chosen, kind, onOpen, onPick } = now()
      if (!isBoxing()) return kind === 'areas' && chosen.includes(spot.code) ? onOpen(spot.code) : onPick(spot.code)
      if (corner) now().onBox(codesIn(now().spots(), boxAround(corner, spot.at)))
      corner = corner ? null : spot.at
    },
    onSpace: () => {
      const spot = focused()
      if (spot) now().onPick(spot.code)
    },
    onEscape: () => {
      corner = null
      now().onEscape()
    },
  })
}

/** Places of the members a brush moves, and their colours at each step. */
function useMoved({ moved, kind, level, shapes, theme }: DeskMapProps, density: number): Layer[] | null {
  const codes = moved?.reading.view.codes
  const made = useMemo(() => {
    if (!codes) return null
    const rowOf = new Map(codes.flatMap((code, row) => (code === null ? [] : [[code, row] as const])))
    const parts = kind === 'cells' || !level ? cellRows(rowOf) : areaPlaces(level, rowOf)
    return { ...parts, colours: paintOf(codes.length) }
  }, [codes, kind, level, shapes])
  const palette = useMemo(() => paletteOf(theme), [theme])
  return useMemo(() => {
    if (!moved || !made) return null
    const start = performance.now()
    paint(moved.reading, moved.breaks, palette, made.colours)
    performance.measure('brush-colours', { start, end: performance.now() })
    return movedLayers(made.places, made.rows, made.colours, moved.step, { theme, density, gap: HATCH_PX })
  }, [made, moved?.step, moved?.breaks.join(), palette])
}

/** The desk's map: a city drawn from its own shapes, coloured by one indicator. Shapes stay; colours change. */
export default function DeskMap(props: DeskMapProps) {
  const { theme, city, coarse, level, basemap, bbox, language, kind, looks, resolution, shapes } = props
  useMemo(() => shapes?.forEach(learnCells), [shapes])
  const density = globalThis.devicePixelRatio || 1
  const [scale, setScale] = useState<number | null>(null)
  const cells = useMemo(
    () => (kind === 'cells' ? knownCells(resolution, looks.keys()) : null),
    [kind, resolution, looks],
  )
  const places = useMemo(() => {
    if (cells) return cellPlaces(cells)
    if (!level) return []
    return areaPlaces(level, new Map(level.features.map(({ properties }, row) => [properties.code, row]))).places
  }, [cells, kind === 'cells' ? shapes : level])
  const spots = useMemo(() => {
    let made: Spot[] | null = null
    const of = (): Spot[] =>
      kind === 'cells'
        ? [...looks.keys()].flatMap((code) => {
            const at = cellCentre(code)
            return at ? [{ code, at }] : []
          })
        : (level?.features ?? []).map(({ properties: { code, lon, lat } }) => ({ code, at: [lon, lat] }))
    return () => {
      made ??= of()
      return made
    }
  }, [kind, looks, level, shapes])
  const now = useRef({ ...props, spots })
  now.current = { ...props, spots }
  const shown = useRef<MapLibre | null>(null)
  useEffect(() => {
    if (shown.current) tell(shown.current, now.current, false)
  }, [shapes])
  const body = useMemo(() => {
    const found = places.map(({ code }) => looks.get(code) ?? NONE)
    return { classes: found.map((each) => each.class), unsure: found.map((each) => each.isHatched) }
  }, [places, looks])
  const named = props.isInside ? level : (coarse ?? level)
  const moved = useMoved(props, density)
  const filling = useMemo((): Layer[] => {
    const ramp = props.ramp === 'diverging' ? { ...theme, sequential: theme.diverging } : theme
    return placeLayers(places, body, ramp, density, HATCH_PX)
  }, [places, body, theme, props.ramp])
  const land = useMemo((): Layer[] => (city ? [landLayer(city, theme)] : []), [city, theme])
  const above = useMemo(
    (): Layer[] => [
      ...(basemap ? basemapLayers(basemap, theme) : []),
      ...(city ? [maskLayer(city, bbox, theme)] : []),
      ...(level ? [outlineLayer('level', level, theme.boundaryThin, 0.6)] : []),
      ...(coarse ? [outlineLayer('coarse', coarse, theme.boundary, 1.2)] : []),
      ...(city ? [outlineLayer('city', city, theme.boundary, 1.6)] : []),
    ],
    [theme, city, coarse, level, basemap, bbox.join()],
  )
  const labels = useMemo(
    () => (named && scale ? [labelLayer(placeLabels(named, scale, language, LABEL_PX), theme, FONT, LABEL_PX)] : []),
    [named, scale, language, theme],
  )
  const marked = [...new Set([...props.chosen, ...(props.pointed === null ? [] : [props.pointed])])]
  const selected = useMemo(() => {
    const areas = level && areaPlaces(level, new Map(marked.map((code) => [code, 0]))).places
    const cell = props.pointed !== null && isCell(props.pointed) ? [props.pointed] : []
    const chosen = props.chosen.filter((code) => isCell(code) && code !== props.pointed)
    return selectionLayers([...(areas ?? []), ...cellUnion(chosen), ...cellPlaces(cell)], theme)
  }, [level, shapes, marked.join(), props.pointed, theme])
  const layers = useMemo(
    () => [...land, ...(moved ?? filling), ...above, ...selected, ...labels],
    [land, moved, filling, above, selected, labels],
  )
  return (
    <CityMap
      layers={layers}
      bbox={bbox}
      camera={props.camera}
      focus={props.focus}
      background={theme.surface}
      tiles={props.tiles}
      theme={theme}
      label={props.label}
      padding={16}
      onScale={setScale}
      onReady={(map) => {
        map.getCanvas().setAttribute('aria-describedby', props.keysId)
        props.onReady({ zoom: (by) => void map.zoomTo(map.getZoom() + by) })
        shown.current = map
        const leave = listen(map, () => now.current)
        return () => {
          shown.current = null
          leave()
        }
      }}
    />
  )
}
