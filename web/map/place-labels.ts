import type { Areas } from '../data/client.ts'
import type { Language } from '../text/language.ts'
import type { PlaceLabel } from './layers/labels.ts'

/** Shares of the map a name takes up: a name nearer than this to one already placed is dropped. */
const WIDE = 0.1
const HIGH = 0.045

/** Names of areas at their label points, largest area first, colliding ones dropped. */
export function placeLabels(areas: Areas, bbox: readonly number[], language: Language): PlaceLabel[] {
  const [west = 0, south = 0, east = 1, north = 1] = bbox
  const kept: PlaceLabel[] = []
  const bySize = areas.features.toSorted((a, b) => (b.properties.land_km2 ?? 0) - (a.properties.land_km2 ?? 0))
  for (const { properties } of bySize) {
    const { lon, lat, name_zh, name_en } = properties
    const isFree = kept.every(
      ({ at }) => Math.abs(at[0] - lon) > WIDE * (east - west) || Math.abs(at[1] - lat) > HIGH * (north - south),
    )
    if (isFree) kept.push({ text: language === 'zh' ? name_zh : name_en, at: [lon, lat] })
  }
  return kept
}
