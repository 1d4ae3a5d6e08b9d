import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { latticeCells } from '../../../ingest/locate/area-cells.ts'
import { cellsOf } from '../../../warehouse/derive/cells-of.ts'

type Ring = [number, number][]

/** A star around a point: its corners lie at growing angles, at distances between a tenth of and the whole size. */
const star = (lon: number, lat: number, size: number, distances: number[]): Ring => {
  const corners = distances.map((distance, k): [number, number] => {
    const angle = (2 * Math.PI * k) / distances.length
    return [lon + size * distance * Math.cos(angle), lat + size * distance * Math.sin(angle)]
  })
  return [...corners, corners[0] ?? [lon, lat]]
}

/** Around Hangzhou, Quito, Cape Town and Reykjavík, and across an edge of the icosahedron. */
const PLACES: Ring = [
  [120.1, 30.2],
  [-78.5, -0.2],
  [18.4, -33.9],
  [-21.9, 64.1],
  [11.2, 58.3],
  [10, 45],
]
const distance = fc.double({ min: 0.1, max: 1, noNaN: true })
const shape = fc.record({
  place: fc.constantFrom(...PLACES),
  resolution: fc.integer({ min: 6, max: 10 }),
  size: fc.double({ min: 0.3, max: 20, noNaN: true }),
  parts: fc.array(fc.array(distance, { minLength: 3, maxLength: 12 }), { minLength: 1, maxLength: 3 }),
  hole: fc.boolean(),
})

describe('cells of an area by the lattice', () => {
  it('are those of h3-js, wherever the area lies and whatever its shape', () => {
    fc.assert(
      fc.property(fc.array(shape, { minLength: 1, maxLength: 3 }), (shapes) => {
        const cells = latticeCells()
        for (const { place, resolution, size, parts, hole } of shapes) {
          const width = (size * 3) / Math.sqrt(7) ** resolution
          const polygons = parts.map((distances, k) => {
            const [lon, lat] = [place[0] + 2.5 * k * width, place[1]]
            const ring = star(lon, lat, width, distances)
            return hole
              ? [
                  ring,
                  star(
                    lon,
                    lat,
                    width,
                    distances.map((each) => each / 2),
                  ),
                ]
              : [ring]
          })
          const geometry = JSON.stringify(
            polygons.length === 1
              ? { type: 'Polygon', coordinates: polygons[0] }
              : { type: 'MultiPolygon', coordinates: polygons },
          )
          const label = { lon: place[0], lat: place[1] }
          const sorted = (list: BigUint64Array) => Array.from(list.toSorted(), (cell) => cell.toString(16))
          expect(sorted(cells(geometry, label, resolution))).toEqual(sorted(cellsOf(geometry, label, resolution)))
        }
      }),
      { seed: 20261123, numRuns: 60 },
    )
  })

  it('are those of h3-js for an area of a whole country, whose straight borders bend most', () => {
    const ring: Ring = [
      [112, 28],
      [124, 28],
      [124, 34],
      [112, 34],
      [112, 28],
    ]
    const geometry = JSON.stringify({ type: 'Polygon', coordinates: [ring] })
    expect(latticeCells()(geometry, null, 6).toSorted()).toEqual(cellsOf(geometry, null, 6).toSorted())
  })

  it('are none where nothing is drawn', () => {
    expect(latticeCells()(JSON.stringify({ type: 'Point', coordinates: [120, 30] }), null, 9)).toHaveLength(0)
  })
})
