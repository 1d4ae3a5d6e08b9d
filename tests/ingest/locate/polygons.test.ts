import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exactIndex, rasterIndex, type Shape } from '../../../ingest/locate/polygons.ts'

type Position = number[]

const ring = (...corners: Position[]) => [...corners, corners[0] ?? []]
const square = (x: number, y: number, side: number) => ring([x, y], [x + side, y], [x + side, y + side], [x, y + side])

/** What the raster gives for the points; null where there is no raster. */
function byRaster(shapes: Shape[], size: number, points: Position[]): number[] | null {
  const fill = rasterIndex(shapes, size)
  const out = new Int32Array(points.length)
  const [xs, ys] = [0, 1].map((axis) => Float64Array.from(points, (point) => point[axis] ?? Number.NaN))
  if (!fill || !xs || !ys) return null
  fill(xs, ys, out, points.length)
  return [...out]
}

function expectEqual(shapes: Shape[], size: number, points: Position[]): number[] {
  const exact = exactIndex(shapes)
  const told = points.map(([x = Number.NaN, y = Number.NaN]) => exact(x, y))
  expect(byRaster(shapes, size, points)).toEqual(told)
  return told
}

/** Corners, middles of edges, and a scatter over and beyond the shapes. */
function trialPoints(shapes: Shape[]): Position[] {
  const rings = shapes.flatMap(({ geometry }) =>
    geometry.type === 'MultiPolygon'
      ? geometry.coordinates.flat()
      : geometry.type === 'Polygon'
        ? geometry.coordinates
        : [],
  )
  const middles = rings.flatMap((corners) =>
    corners.map(([x = 0, y = 0], k) => {
      const [nextX = x, nextY = y] = corners[(k + 1) % corners.length] ?? []
      return [(x + nextX) / 2, (y + nextY) / 2]
    }),
  )
  const scatter = Array.from({ length: 300 }, (_, k) => [
    ((k * 7919) % 1777) / 127 - 2,
    ((k * 104729) % 1999) / 142 - 2,
  ])
  return [...rings.flat(), ...middles, ...scatter]
}

/** Star-shaped rings with jagged radii, as overlapping as chance has it, every other one with a hole. */
const star = fc
  .record({
    x: fc.double({ min: 0, max: 10, noNaN: true }),
    y: fc.double({ min: 0, max: 10, noNaN: true }),
    radii: fc.array(fc.double({ min: 0.2, max: 4, noNaN: true }), { minLength: 3, maxLength: 12 }),
    hole: fc.boolean(),
  })
  .map(({ x, y, radii, hole }) => {
    const scaled = (scale: number) =>
      radii.map((r, k) => {
        const angle = (2 * Math.PI * k) / radii.length
        return [x + r * scale * Math.cos(angle), y + r * scale * Math.sin(angle)]
      })
    return { type: 'Polygon' as const, coordinates: hole ? [scaled(1), scaled(0.5)] : [scaled(1)] }
  })

/**
 * A city cut without gaps: a grid of blocks whose inner corners are moved, with one block on an island as well and one
 * taken out of a hole of another. Neighbours draw the edge they share in opposite directions.
 */
const cutCity = fc
  .record({
    across: fc.integer({ min: 1, max: 5 }),
    moves: fc.array(
      fc.tuple(fc.double({ min: -0.4, max: 0.4, noNaN: true }), fc.double({ min: -0.4, max: 0.4, noNaN: true })),
      {
        minLength: 36,
        maxLength: 36,
      },
    ),
    isLevel: fc.boolean(),
  })
  .map(({ across, moves, isLevel }): Shape[] => {
    const corner = (i: number, j: number) => {
      const [dx = 0, dy = 0] = moves[i * 6 + j] ?? []
      return isLevel ? [2 * i, 2 * j] : [2 * i + dx, 2 * j + dy]
    }
    const blocks = Array.from({ length: across * across }, (_, k) => {
      const [i, j] = [k % across, Math.floor(k / across)]
      return ring(corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1))
    })
    const lake = square(0.7, 0.7, 0.6)
    return [
      ...blocks.map((outer, k): Shape => {
        if (k > 0) return { id: k + 1, geometry: { type: 'Polygon', coordinates: [outer] } }
        return { id: 1, geometry: { type: 'MultiPolygon', coordinates: [[outer, lake], [square(11, 11, 0.5)]] } }
      }),
      { id: 99, geometry: { type: 'Polygon', coordinates: [lake.toReversed()] } },
    ]
  })

describe('point to area', () => {
  it('gives the lowest area where two overlap or touch, and nothing outside or in a hole', () => {
    const shapes: Shape[] = [
      { id: 2, geometry: { type: 'Polygon', coordinates: [square(0, 0, 10), square(4, 4, 2)] } },
      { id: 1, geometry: { type: 'MultiPolygon', coordinates: [[square(8, 8, 4)], [square(20, 20, 1)]] } },
      { id: 3, geometry: { type: 'Polygon', coordinates: [square(10, 0, 5)] } },
    ]
    const points = [
      [9, 9],
      [2, 2],
      [5, 5],
      [20.5, 20.5],
      [-1, 5],
      [Number.NaN, 5],
      [10, 3],
      [10, 0],
      [12, 0],
      [12, 12],
      [4, 5],
    ]
    expect(expectEqual(shapes, 64, points)).toEqual([1, 2, 0, 1, 0, 0, 2, 2, 3, 1, 2])
  })

  it('equals the slow exact way on 300 sets of overlapping shapes, corners and edges included', () => {
    fc.assert(
      fc.property(
        fc.array(star, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 4, max: 70 }),
        (geometries, size) => {
          const shapes = geometries.map((geometry, k) => ({ id: k + 1, geometry }))
          expectEqual(shapes, size, trialPoints(shapes))
        },
      ),
      { numRuns: 300, seed: 3 },
    )
  })

  it('equals it in 300 cities cut without gaps, and leaves no point of them without an area', () => {
    fc.assert(
      fc.property(cutCity, fc.integer({ min: 4, max: 90 }), (shapes, size) => {
        const points = trialPoints(shapes)
        expectEqual(shapes, size, points)
        const corners = shapes.flatMap(({ geometry }) =>
          geometry.type === 'Polygon' ? geometry.coordinates.flat() : [],
        )
        const inner = corners.filter(([x = 0, y = 0]) => x > 0.5 && y > 0.5)
        expect(byRaster(shapes, size, inner)?.every((id) => id > 0)).toBe(true)
      }),
      { numRuns: 300, seed: 5 },
    )
  })

  it('gives a point on a shared border to one area, whichever way round the two draw it', () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
        fc.tuple(fc.double({ min: 2, max: 3, noNaN: true }), fc.double({ min: 2, max: 3, noNaN: true })),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (low, high, part) => {
          const shapes: Shape[] = [
            { id: 1, geometry: { type: 'Polygon', coordinates: [ring([-5, low[1]], low, high, [-5, high[1]])] } },
            { id: 2, geometry: { type: 'Polygon', coordinates: [ring([9, high[1]], high, low, [9, low[1]])] } },
          ]
          const on = [low[0] + part * (high[0] - low[0]), low[1] + part * (high[1] - low[1])]
          const [found] = expectEqual(shapes, 16, [on])
          expect([1, 2]).toContain(found)
        },
      ),
      { numRuns: 500, seed: 9 },
    )
  })

  it('has no index without polygons', () => {
    expect(rasterIndex([{ id: 1, geometry: { type: 'Point', coordinates: [1, 2] } }])).toBeNull()
  })
})
