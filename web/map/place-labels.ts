import type { Areas } from '../data/client.ts'
import type { Language } from '../text/language.ts'
import type { PlaceLabel } from './layers/labels.ts'

const AIR = 6
const isWide = (letter: string) => letter > '\u2e7f'

/** Rough width of a text in ems: a Han character is one, a Latin letter a little over half. */
const emsOf = (text: string) => Array.from(text).reduce((sum, letter) => sum + (isWide(letter) ? 1 : 0.58), 0)

/** Latitude as the map draws it, in degrees of longitude. */
const mercator = (lat: number) => (Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * 180) / Math.PI

/**
 * Names of areas at their label points, largest area first, colliding ones dropped.
 * `scale` is CSS pixels a degree of longitude, `size` the type's height in CSS pixels.
 */
export function placeLabels(areas: Areas, scale: number, language: Language, size: number): PlaceLabel[] {
  const kept: { label: PlaceLabel; x: number; y: number; half: number }[] = []
  const bySize = areas.features.toSorted((a, b) => (b.properties.land_km2 ?? 0) - (a.properties.land_km2 ?? 0))
  for (const { properties } of bySize) {
    const { lon, lat } = properties
    const text = language === 'zh' ? properties.name_zh : properties.name_en
    const half = (emsOf(text) * size + AIR) / 2
    const [x, y] = [lon * scale, mercator(lat) * scale]
    const isFree = kept.every(
      (other) => Math.abs(other.x - x) > other.half + half || Math.abs(other.y - y) > size + AIR,
    )
    if (isFree) kept.push({ label: { text, at: [lon, lat] }, x, y, half })
  }
  return kept.map(({ label }) => label)
}
