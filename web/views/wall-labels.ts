import type { Areas } from '../data/client.ts'
import type { PlaceLabel } from '../map/layers/labels.ts'
import type { Language } from '../text/language.ts'
import { textWidth } from './wall-type.ts'

const LINE = 1.3
const GAP_PX = 8

/**
 * Names of areas that can be read at `size` px when the box of degrees fills `room` px: the largest area first, a name
 * that would touch one already placed is dropped.
 */
export function wallLabels(
  areas: Areas,
  bbox: readonly number[],
  language: Language,
  room: { width: number; height: number },
  size: number,
): PlaceLabel[] {
  const [west = 0, south = 0, east = 1, north = 1] = bbox
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const perDegree = Math.min(room.width / ((east - west) * shrink || 1), room.height / (north - south || 1))
  const kept: { x: number; y: number; half: number; label: PlaceLabel }[] = []
  const bySize = areas.features.toSorted((a, b) => (b.properties.land_km2 ?? 0) - (a.properties.land_km2 ?? 0))
  for (const { properties } of bySize) {
    const { lon, lat, name_zh, name_en } = properties
    const text = language === 'zh' ? name_zh : name_en
    const [x, y, half] = [lon * shrink * perDegree, lat * perDegree, textWidth(text, size) / 2]
    const isFree = kept.every((k) => Math.abs(k.x - x) > k.half + half + GAP_PX || Math.abs(k.y - y) > size * LINE)
    if (isFree) kept.push({ x, y, half, label: { text, at: [lon, lat] } })
  }
  return kept.map(({ label }) => label)
}
