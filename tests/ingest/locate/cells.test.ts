import fc from 'fast-check'
import { cellToLatLng, cellToVertexes, getPentagons, latLngToCell, vertexToLatLng } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { cellsAround } from '../../../ingest/locate/cells.ts'

type Point = [lon: number, lat: number]

/** What each way gives for the points; equal when no index differs. */
function differences(centre: Point, resolution: number, points: Point[]): number {
  const cells = new BigUint64Array(points.length)
  const [lons, lats] = [0, 1].map((axis) => Float64Array.from(points, (point) => point[axis] as number))
  if (lons && lats) cellsAround(...centre, resolution)(lons, lats, cells, points.length)
  return points.filter(([lon, lat], k) => cells[k] !== BigInt(`0x${latLngToCell(lat, lon, resolution)}`)).length
}

const degrees = (reach: number) => fc.double({ min: -reach, max: reach, noNaN: true })
const around = (reach: number) => fc.tuple(degrees(reach), degrees(reach))
const from = ([lon, lat]: Point, shifts: Point[]): Point[] =>
  shifts.map(([x, y]) => [((lon + x + 540) % 360) - 180, Math.max(-90, Math.min(90, lat + y))])

/** Corners and middle of a cell, and the middles of its edges. */
function edgeOf(cell: string): Point[] {
  const corners = cellToVertexes(cell).map((vertex): Point => {
    const [lat, lon] = vertexToLatLng(vertex)
    return [lon, lat]
  })
  const middles = corners.map(([x, y], k): Point => {
    const [nextX, nextY] = corners[(k + 1) % corners.length] ?? [x, y]
    return [(x + nextX) / 2, (y + nextY) / 2]
  })
  const [lat, lon] = cellToLatLng(cell)
  return [...corners, ...middles, [lon, lat]]
}

describe('cells of points', () => {
  it('equal h3-js in 200 cities anywhere on earth, near and far from their middle', () => {
    const city = fc.tuple(
      fc.double({ min: -179, max: 179, noNaN: true }),
      fc.double({ min: -75, max: 75, noNaN: true }),
    )
    fc.assert(
      fc.property(
        city,
        fc.integer({ min: 5, max: 11 }),
        fc.array(around(0.7), { minLength: 300, maxLength: 300 }),
        fc.array(around(6), { minLength: 50, maxLength: 50 }),
        (centre, resolution, near, far) => {
          expect(differences(centre, resolution, from(centre, [...near, ...far]))).toBe(0)
        },
      ),
      { numRuns: 200, seed: 7 },
    )
  })

  it('equal h3-js on 60,000 points of each of four cities', () => {
    const cities: Point[] = [
      [120.5, 22.9],
      [-71.06, 42.35],
      [-87.6, 41.8],
      [120.9, 29.3],
    ]
    for (const centre of cities) {
      const shifts = Array.from(
        { length: 60_000 },
        (_, k): Point => [((k * 7919) % 99991) / 7e4 - 0.7, ((k * 104729) % 99989) / 8e4 - 0.6],
      )
      expect(differences(centre, 9, from(centre, shifts))).toBe(0)
    }
  })

  it('equal h3-js on corners, middles and edges of cells, where rounding decides', () => {
    const shifts = fc.array(around(0.5), { minLength: 9, maxLength: 9 })
    fc.assert(
      fc.property(around(60), fc.integer({ min: 7, max: 11 }), shifts, (centre, resolution, near) => {
        const points = from(centre, [[0, 0], ...near]).flatMap(([x, y]) => edgeOf(latLngToCell(y, x, resolution)))
        expect(differences(centre, resolution, points)).toBe(0)
      }),
      { numRuns: 60, seed: 11 },
    )
  })

  it('equal h3-js around all twelve pentagons and across edges of faces', () => {
    const shifts = Array.from(
      { length: 1500 },
      (_, k): Point => [((k * 7919) % 1009) / 504.5 - 1, ((k * 104729) % 1013) / 506.5 - 1],
    )
    for (const pentagon of getPentagons(0)) {
      const [lat, lon] = cellToLatLng(pentagon)
      expect(differences([lon, lat], 8, from([lon, lat], shifts))).toBe(0)
      const beside: Point = [lon + (lon > 0 ? -1.2 : 1.2), lat + (lat > 0 ? -1.2 : 1.2)]
      expect(differences(beside, 8, from(beside, shifts))).toBe(0)
    }
    for (const centre of [
      [10.536, 64.7],
      [-36, 50.1],
      [31.7, 0],
      [0, 0],
    ] as Point[]) {
      expect(
        differences(
          centre,
          8,
          from(
            centre,
            shifts.map(([x, y]) => [x * 40, y * 20]),
          ),
        ),
      ).toBe(0)
    }
  })

  it('are 0 where a coordinate is missing', () => {
    const cells = new BigUint64Array(3)
    const gap = Number.NaN
    cellsAround(121, 31, 9)(Float64Array.of(gap, 121, 121), Float64Array.of(31, gap, 31), cells, 3)
    expect([...cells]).toEqual([0n, 0n, BigInt(`0x${latLngToCell(31, 121, 9)}`)])
  })
})
