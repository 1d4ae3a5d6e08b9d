import { isUnsure } from '../../warehouse/catalog/words.ts'
import type { Status } from '../../warehouse/catalog/types.ts'
import type { AnswerBody, Areas } from '../data/client.ts'
import type { Language } from '../text/language.ts'
import { classOf } from './classes.ts'

interface PaperMapProps {
  /** Areas that are filled, and those that are outlined and named. */
  areas: Areas
  named: Areas | null
  answer: AnswerBody
  breaks: readonly number[]
  bbox: readonly [number, number, number, number]
  width: number
  height: number
  label: string
  language: Language
}

/** Degrees to px: equal lengths at the middle of the box, as large as fits. */
export function projection(bbox: readonly [number, number, number, number], width: number, height: number) {
  const [west, south, east, north] = bbox
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = Math.min(width / ((east - west) * squeeze), height / (north - south))
  const left = (width - (east - west) * squeeze * scale) / 2
  const top = (height - (north - south) * scale) / 2
  const round = (v: number) => Math.round(v * 10) / 10
  return (lon: number, lat: number) =>
    [round(left + (lon - west) * squeeze * scale), round(top + (north - lat) * scale)] as const
}

type Place = ReturnType<typeof projection>

function pathOf({ geometry }: Areas['features'][number], place: Place): string {
  const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  return parts
    .flat()
    .map((ring) => `M${ring.map(([lon = 0, lat = 0]) => place(lon, lat).join(' ')).join('L')}Z`)
    .join('')
}

/** A map for paper: areas as shapes, no canvas, sharp at any size. */
export function PaperMap(props: PaperMapProps) {
  const { areas, named, answer, breaks, language, width, height } = props
  const place = projection(props.bbox, width, height)
  const codes = answer.keys[0]?.codes ?? []
  const series = answer.series[0]
  const rows = new Map(codes.map((code, row) => [code, row]))
  const names = named ?? areas
  return (
    <svg class="paper-map" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={props.label}>
      {areas.features.map((feature) => {
        const row = rows.get(feature.properties.code) ?? -1
        const status = (series?.status[row] ?? 'missing') as Status
        const step = classOf(series?.value[row] ?? null, status, breaks)
        const look = typeof step === 'number' ? `step${step}` : `paper-${step}`
        return (
          <path
            key={feature.properties.code}
            class={isUnsure(status) ? `paper-area ${look} paper-unsure` : `paper-area ${look}`}
            d={pathOf(feature, place)}
          />
        )
      })}
      {named?.features.map((feature) => (
        <path key={feature.properties.code} class="paper-edge" d={pathOf(feature, place)} />
      ))}
      {names.features.length <= 24 &&
        names.features.map(({ properties: { code, lon, lat, name_zh: zh, name_en: en } }) => {
          const [x, y] = place(lon, lat)
          return (
            <text key={code} class="paper-name" x={x} y={y} text-anchor="middle">
              {language === 'zh' ? zh : en.replace(/ (District|County)$/, '')}
            </text>
          )
        })}
    </svg>
  )
}
