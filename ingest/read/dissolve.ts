import { merge } from 'topojson-client'
import type { GeometryCollection, Polygon, Topology } from 'topojson-specification'
import type { Geometry } from '../locate/types.ts'
import { landKm2, polygonsOf } from './measure.ts'

/** Borders that do not quite meet leave gaps; a hole of less than a hectare is one. */
const SLIVER_KM2 = 0.01

/**
 * One geometry of several that touch: borders drawn by two of them vanish. Borders must have the same vertices on
 * both sides, as they have in TopoJSON and in files cut from one base; others stay as they are,
 * but slivers between them are closed. Null without polygons.
 */
export function dissolve(geometries: Geometry[]): Geometry | null {
  const polygons = geometries.flatMap(polygonsOf)
  if (polygons.length === 0) return null
  const [only] = polygons
  if (polygons.length === 1 && only) return { type: 'Polygon', coordinates: only }
  const arcs: number[][][] = []
  const known = new Map<string, number>()

  function arc(from: number[], to: number[]): number {
    const backwards = known.get(`${to.join(' ')},${from.join(' ')}`)
    if (backwards !== undefined) return ~backwards
    const name = `${from.join(' ')},${to.join(' ')}`
    const forwards = known.get(name)
    if (forwards !== undefined) return forwards
    known.set(name, arcs.push([from, to]) - 1)
    return arcs.length - 1
  }

  const members = polygons.map(
    (rings): Polygon => ({
      type: 'Polygon',
      arcs: rings.map((ring) =>
        ring.flatMap((from, k) => {
          const to = ring[k + 1]
          return to && (from[0] !== to[0] || from[1] !== to[1]) ? [arc(from, to)] : []
        }),
      ),
    }),
  )
  const objects: Record<string, GeometryCollection> = { parts: { type: 'GeometryCollection', geometries: members } }
  const topology: Topology = { type: 'Topology', objects, arcs }
  const coordinates = merge(topology, members).coordinates.map(([outer = [], ...holes]) => [
    outer,
    ...holes.filter((hole) => landKm2({ type: 'Polygon', coordinates: [hole] }) > SLIVER_KM2),
  ])
  const [first] = coordinates
  return coordinates.length === 1 && first
    ? { type: 'Polygon', coordinates: first }
    : { type: 'MultiPolygon', coordinates }
}
