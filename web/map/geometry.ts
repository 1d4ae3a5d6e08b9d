import { codeResolution } from '../../warehouse/catalog/cell.ts'
import type { Areas } from '../data/client.ts'
import { cellRing, unionRings } from './cells.ts'
import type { Place } from './layers/places.ts'

const known = new Map<number, Set<string>>()
const lists = new Map<number, readonly string[]>()

/** All cells of a resolution met so far: the same list until a new one comes, so that their shapes stay where they are. */
export function knownCells(resolution: number, codes: Iterable<string>): readonly string[] {
  const met = known.get(resolution) ?? new Set()
  known.set(resolution, met)
  const before = met.size
  for (const code of codes) met.add(code)
  const list = lists.get(resolution)
  if (list && met.size === before) return list
  const longer = [...met]
  lists.set(resolution, longer)
  return longer
}

/** Cells whose shape is known, as places. */
export const cellPlaces = (codes: Iterable<string>): Place[] =>
  [...codes].flatMap((code) => {
    const ring = cellRing(code)
    return ring ? [{ code, rings: [ring] }] : []
  })

/** The same, and the row each belongs to. */
export function cellRows(rowOf: ReadonlyMap<string, number>): { places: Place[]; rows: number[] } {
  const places = cellPlaces(rowOf.keys())
  return { places, rows: places.map(({ code }) => rowOf.get(code) ?? 0) }
}

/** What several cells cover together, one place for each border: inner ones are left out. Cells of each resolution by themselves. */
export const cellUnion = (codes: readonly string[]): Place[] =>
  [...new Set(codes.map(codeResolution))].flatMap((resolution) =>
    unionRings(codes.filter((code) => codeResolution(code) === resolution)).map((ring, part) => ({
      code: `${resolution} ${part}`,
      rings: [ring],
    })),
  )

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
