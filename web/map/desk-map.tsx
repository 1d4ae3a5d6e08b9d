import type { Layer } from '@deck.gl/core'
import { useMemo, useState } from 'preact/hooks'
import type { Status } from '../../warehouse/catalog/types.ts'
import type { Areas, AnswerBody, Basemap } from '../data/client.ts'
import type { Language } from '../text/language.ts'
import type { Theme } from '../theme/themes.ts'
import CityMap from './city-map.tsx'
import { classOf } from './classes.ts'
import { areaPlaces, cellPlaces } from './geometry.ts'
import { basemapLayers, landLayer } from './layers/ground.ts'
import { labelLayer } from './layers/labels.ts'
import { maskLayer } from './layers/mask.ts'
import { outlineLayer, type Place, placeLayers, type PlaceLooks, selectionLayers } from './layers/places.ts'
import { targetLayer } from './layers/targets.ts'
import { placeLabels } from './place-labels.ts'

export interface DeskMapProps {
  mode: 'cells' | 'areas'
  /** Values by cell or by area, after `mode`. */
  answer: AnswerBody | null
  breaks: readonly number[]
  city: Areas | null
  coarse: Areas | null
  level: Areas | null
  basemap: Basemap | null
  chosen: readonly string[]
  bbox: [number, number, number, number]
  theme: Theme
  language: Language
  label: string
  onHover: (code: string | null) => void
  onSelect: (code: string) => void
}

const LABEL_PX = 13
const FONT = 'PingFang SC, Microsoft YaHei, Source Han Sans SC, Noto Sans CJK SC, sans-serif'

const rowsByCode = (codes: readonly (string | null)[]) =>
  new Map(codes.flatMap((code, row) => (code === null ? [] : [[code, row] as const])))

/** Places of the answer's rows and how each looks. */
function filled(props: DeskMapProps): { places: Place[]; looks: PlaceLooks } {
  const codes = props.answer?.keys[0]?.codes ?? []
  const series = props.answer?.series[0]
  const isCells = props.mode === 'cells'
  const shown = isCells ? codes.flatMap((code, row) => (code === null ? [] : [{ code, row }])) : []
  const parts = !isCells && props.level ? areaPlaces(props.level, rowsByCode(codes)) : null
  const places = parts?.places ?? cellPlaces(shown.map(({ code }) => code))
  const rows = parts?.rows ?? shown.map(({ row }) => row)
  const statusOf = (row: number) => (series?.status[row] ?? 'missing') as Status
  return {
    places,
    looks: {
      classes: rows.map((row) => classOf(series?.value[row] ?? null, statusOf(row), props.breaks)),
      unsure: rows.map((row) => statusOf(row) === 'unreliable'),
    },
  }
}

/** The desk's map: a city drawn from its own shapes, coloured by one indicator. */
export default function DeskMap(props: DeskMapProps) {
  const { theme, city, coarse, level, basemap, bbox, language, chosen } = props
  const density = globalThis.devicePixelRatio || 1
  const [scale, setScale] = useState<number | null>(null)
  const body = useMemo(
    () => filled(props),
    [props.answer, props.mode, props.breaks.join(), props.mode === 'areas' ? level : null],
  )
  const targets = useMemo(() => {
    if (!level) return []
    return areaPlaces(level, new Map(level.features.map(({ properties }, row) => [properties.code, row]))).places
  }, [level])
  const isArea = (code: string) => targets.some((place) => place.code === code)
  const named = coarse ?? level
  const layers = useMemo(
    (): Layer[] => [
      ...(city ? [landLayer(city, theme)] : []),
      ...placeLayers(body.places, body.looks, theme, density, 5),
      ...(basemap ? basemapLayers(basemap, theme) : []),
      ...(city ? [maskLayer(city, bbox, theme)] : []),
      ...(level ? [outlineLayer('level', level, theme.boundaryThin, 0.6)] : []),
      ...(coarse ? [outlineLayer('coarse', coarse, theme.boundary, 1.2)] : []),
      ...(city ? [outlineLayer('city', city, theme.boundary, 1.6)] : []),
      ...selectionLayers(
        targets.filter((place) => chosen.includes(place.code)),
        theme,
      ),
      ...(named && scale ? [labelLayer(placeLabels(named, scale, language, LABEL_PX), theme, FONT, LABEL_PX)] : []),
      targetLayer(targets),
    ],
    [body, theme, city, coarse, level, basemap, targets, chosen.join(), language, bbox.join(), scale],
  )
  return (
    <CityMap
      layers={layers}
      bbox={bbox}
      background={theme.surface}
      label={props.label}
      padding={16}
      onHover={(code) => props.onHover(code !== null && isArea(code) ? code : null)}
      onSelect={(code) => isArea(code) && props.onSelect(code)}
      onScale={setScale}
    />
  )
}
