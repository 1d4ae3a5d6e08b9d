import { cellToBoundary } from 'h3-js'
import type { Areas } from '../data/client.ts'
import type { Place } from './layers/places.ts'

const cells = new Map<string, [number, number][]>()

/** Hexagon of an H3 index as a closed ring of [lon, lat]; computed once a cell. */
function cellRing(code: string): [number, number][] {
  const known = cells.get(code)
  if (known) return known
  const ring = cellToBoundary(code, true) as [number, number][]
  cells.set(code, ring)
  return ring
}

export const cellPlaces = (codes: readonly string[]): Place[] =>
  codes.map((code) => ({ code, rings: [cellRing(code)] }))

/** Areas as places, one for each part of a multipolygon, and the row each part belongs to. */
export function areaPlaces(areas: Areas, rowOf: ReadonlyMap<string, number>): { places: Place[]; rows: number[] } {
  const places: Place[] = []
  const rows: number[] = []
  for (const { geometry, properties } of areas.features) {
    const row = rowOf.get(properties.code)
    if (row === undefined) continue
    const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
    for (const rings of parts) {
      places.push({ code: properties.code, rings: rings as [number, number][][] })
      rows.push(row)
    }
  }
  return { places, rows }
}
