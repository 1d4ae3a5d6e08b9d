import type { Layer } from '@deck.gl/core'
import { useMemo, useState } from 'preact/hooks'
import type { GapBody } from '../../api/schema/gap.ts'
import type { Status } from '../../warehouse/catalog/types.ts'
import type { Areas, Basemap } from '../data/client.ts'
import type { Language } from '../text/language.ts'
import type { Theme } from '../theme/themes.ts'
import CityMap from './city-map.tsx'
import { classOf, type PlaceClass } from './classes.ts'
import { areaPlaces } from './geometry.ts'
import { basemapLayers, landLayer } from './layers/ground.ts'
import { labelLayer } from './layers/labels.ts'
import { maskLayer } from './layers/mask.ts'
import { outlineLayer, placeLayers } from './layers/places.ts'
import { targetLayer } from './layers/targets.ts'
import { placeLabels } from './place-labels.ts'
import type { Tiles } from './tiles.ts'

export interface GapMapProps {
  /** Values by distance from the whole, or the classes themselves. */
  mode: 'values' | 'classes'
  areas: GapBody['areas']
  /** Six distances from the whole, ascending around 0. */
  breaks: readonly number[]
  distanceOf: (value: number) => number
  shapes: Areas
  named: Areas | null
  city: Areas | null
  ground: Basemap | null
  /** Tiles of the user's own; then there is no ground. */
  tiles: Tiles | null
  bbox: [number, number, number, number]
  theme: Theme
  language: Language
  label: string
  onHover: (code: string | null) => void
}

const LABEL_PX = 13
const FONT = 'PingFang SC, Microsoft YaHei, Source Han Sans SC, Noto Sans CJK SC, sans-serif'
/** Step of the diverging ramp for each class: urban and rural as far apart as everywhere, the middle between. */
const STEP = { urban: 5, middle: 3, rural: 1 } as const

function looksOf({ mode, areas, breaks, distanceOf }: GapMapProps, rows: readonly number[]): PlaceClass[] {
  return rows.map((row) => {
    const id = areas.classes[row] ?? null
    if (mode === 'classes') return id === null ? 'missing' : STEP[id]
    const value = areas.values[row] ?? null
    const status = (areas.statuses[row] ?? 'missing') as Status
    return value === null
      ? classOf(null, status, breaks)
      : classOf(distanceOf(value) || Number.MIN_VALUE, status, breaks)
  })
}

/** Where the gap is: areas by how far they lie from the whole, in the colours of the two sides. */
export default function GapMap(props: GapMapProps) {
  const { areas, shapes, named, city, ground, bbox, theme, language, mode } = props
  const density = globalThis.devicePixelRatio || 1
  const [scale, setScale] = useState<number | null>(null)
  const { places, rows } = useMemo(
    () => areaPlaces(shapes, new Map(areas.codes.map((code, row) => [code, row] as const))),
    [shapes, areas],
  )
  const body = useMemo(() => {
    const unsure = rows.map((row) => mode === 'values' && areas.statuses[row] === 'unreliable')
    return { classes: looksOf(props, rows), unsure }
  }, [rows, mode, areas, props.breaks.join()])
  const layers = useMemo((): Layer[] => {
    const diverging = { ...theme, sequential: theme.diverging }
    return [
      ...(city ? [landLayer(city, theme)] : []),
      ...placeLayers(places, body, diverging, density, 5),
      ...(ground ? basemapLayers(ground, theme) : []),
      ...(city ? [maskLayer(city, bbox, theme)] : []),
      ...(named ? [outlineLayer('named', named, theme.boundary, 1.2)] : []),
      ...(city ? [outlineLayer('city', city, theme.boundary, 1.6)] : []),
      ...(named && scale ? [labelLayer(placeLabels(named, scale, language, LABEL_PX), theme, FONT, LABEL_PX)] : []),
      targetLayer(places),
    ]
  }, [places, body, theme, city, named, ground, language, bbox.join(), scale])
  return (
    <CityMap
      layers={layers}
      bbox={bbox}
      background={theme.surface}
      tiles={props.tiles}
      theme={theme}
      label={props.label}
      padding={16}
      onHover={props.onHover}
      onScale={setScale}
    />
  )
}
