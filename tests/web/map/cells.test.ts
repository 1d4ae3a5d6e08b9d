import fc from 'fast-check'
import {
  cellsToMultiPolygon,
  cellToBoundary,
  cellToLatLng,
  cellToParent,
  getPentagons,
  gridDisk,
  latLngToCell,
} from 'h3-js'
import { describe, expect, it } from 'vitest'
import type { CellTable } from '../../../web/data/cell-table.ts'
import { cellAt, cellCentre, cellRing, coverOf, learnCells, unionRings } from '../../../web/map/cells.ts'
import { cellUnion } from '../../../web/map/geometry.ts'
import type { Box, LonLat } from '../../../web/map/find-place.ts'

/** Shapes as the server tells them. */
function tableOf(codes: readonly string[]): CellTable {
  const centres = codes.map((code) => cellToLatLng(code))
  const rings = codes.map((code) => cellToBoundary(code).flatMap(([y, x]) => [x, y]))
  const starts = [0]
  for (const ring of rings) starts.push((starts.at(-1) ?? 0) + ring.length)
  return { codes, lon: centres.map(([, x]) => x), lat: centres.map(([y]) => y), starts, outline: rings.flat() }
}

const HERE = [29.3, 120.9] as const
const here8 = gridDisk(latLngToCell(...HERE, 8), 30)
/** A pentagon and what lies around it, at odd and even resolutions. */
const pentagons = [5, 6, 7].map((resolution) => getPentagons(resolution)[0] ?? '')
const pentagonDisks = pentagons.map((code) => gridDisk(code, 4))
learnCells(tableOf(here8))
for (const disk of pentagonDisks) learnCells(tableOf(disk))

const vertices = (rings: readonly (readonly (readonly number[])[])[]) =>
  rings
    .flatMap((ring) => ring.slice(1))
    .map(([x = 0, y = 0]) => `${x.toFixed(6)} ${y.toFixed(6)}`)
    .sort()

describe('the shapes of cells', () => {
  it('are closed rings of five, six or more vertices around a centre', () => {
    for (const disk of [here8, ...pentagonDisks]) {
      for (const code of disk) {
        const ring = cellRing(code) ?? []
        expect(ring.at(0)).toEqual(ring.at(-1))
        expect(ring.slice(0, -1)).toEqual(cellToBoundary(code).map(([y, x]) => [x, y]))
        expect(cellCentre(code)).toEqual([...cellToLatLng(code)].reverse())
      }
    }
    expect(pentagonDisks.every((disk) => disk.some((code) => (cellRing(code) ?? []).length !== 7))).toBe(true)
    expect(cellRing('8a0000000007fff')).toBeUndefined()
  })

  it('tell which cell a point lies in, as h3-js does', () => {
    const around = (code: string, by: number) =>
      fc
        .tuple(fc.double({ min: -by, max: by, noNaN: true }), fc.double({ min: -by, max: by, noNaN: true }))
        .map(([dx, dy]): LonLat => {
          const [y, x] = cellToLatLng(code)
          return [x + dx, y + dy]
        })
    const cases = [
      { middle: here8[0] ?? '', resolution: 8, by: 0.1 },
      { middle: pentagons[1] ?? '', resolution: 6, by: 0.1 },
      { middle: pentagons[2] ?? '', resolution: 7, by: 0.04 },
    ]
    for (const { middle, resolution, by } of cases) {
      fc.assert(
        fc.property(around(middle, by), ([x, y]) => {
          expect(cellAt(resolution, [x, y])).toBe(latLngToCell(y, x, resolution))
        }),
        { seed: 20260803, numRuns: 300 },
      )
    }
    expect(cellAt(8, [0, 0])).toBeNull()
    expect(cellAt(3, [120.9, 29.3])).toBeNull()
  })
})

describe('what chosen cells cover together', () => {
  it('has the borders that h3-js finds, holes and separate parts among them', () => {
    for (const disk of [here8.slice(0, 120), ...pentagonDisks]) {
      fc.assert(
        fc.property(fc.subarray(disk, { minLength: 1 }), (codes) => {
          const rings = unionRings(codes)
          const expected = cellsToMultiPolygon(codes, true).flat()
          expect(rings.length).toBe(expected.length)
          expect(vertices(rings)).toEqual(vertices(expected))
          for (const ring of rings)
            expect(ring.at(0)?.map((d) => d.toFixed(6))).toEqual(ring.at(-1)?.map((d) => d.toFixed(6)))
        }),
        { seed: 20260803, numRuns: 60 },
      )
    }
  })

  it('is one place for each border, each resolution by itself, without cells that nobody knows', () => {
    const [one, two] = [here8[0] ?? '', here8.at(-1) ?? '']
    expect(cellUnion([one, one, two, pentagonDisks[0]?.[0] ?? '', '8928308280fffff'])).toHaveLength(3)
  })
})

describe('the cover of a view', () => {
  const inside = ([west, south, east, north]: Box, code: string) => {
    const [y, x] = cellToLatLng(code)
    return x >= west && x <= east && y >= south && y <= north
  }

  it('holds every finer cell of the view, within the most that are asked at once', () => {
    const side = fc.double({ min: 0.001, max: 0.3, noNaN: true })
    const shift = fc.double({ min: -0.2, max: 0.2, noNaN: true })
    const fine = gridDisk(latLngToCell(...HERE, 9), 30)
    fc.assert(
      fc.property(side, side, shift, shift, (width, height, dx, dy) => {
        const box: Box = [HERE[1] + dx, HERE[0] + dy, HERE[1] + dx + width, HERE[0] + dy + height]
        const cover = coverOf(box, 8)
        expect(cover.length).toBeGreaterThan(0)
        expect(cover.length).toBeLessThanOrEqual(150)
        expect(cover).toEqual([...new Set(cover)].sort())
        const seen = fine.filter((code) => inside(box, code))
        expect(seen.filter((code) => ![4, 5, 6].some((up) => cover.includes(cellToParent(code, up))))).toEqual([])
      }),
      { seed: 20260803, numRuns: 60 },
    )
  })

  it('is the nearest where the view lies beside the city, and nothing before any cell is known', () => {
    expect(coverOf([10, 10, 10.1, 10.1], 8)).toHaveLength(1)
    expect(coverOf([10, 10, 10.1, 10.1], 12)).toEqual([])
  })
})
