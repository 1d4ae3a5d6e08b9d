import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exactIndex, rasterIndex, type Shape } from '../../../ingest/locate/polygons.ts'

const square = (x: number, y: number, side: number) => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
]

/** Star-shaped rings with jagged radii, as overlapping as chance has it, every other one with a hole. */
const shape = fc
  .record({
    x: fc.double({ min: 0, max: 10, noNaN: true }),
    y: fc.double({ min: 0, max: 10, noNaN: true }),
    radii: fc.array(fc.double({ min: 0.2, max: 4, noNaN: true }), { minLength: 3, maxLength: 12 }),
    hole: fc.boolean(),
  })
  .map(({ x, y, radii, hole }) => {
    const ring = (scale: number) =>
      radii.map((r, k) => {
        const angle = (2 * Math.PI * k) / radii.length
        return [x + r * scale * Math.cos(angle), y + r * scale * Math.sin(angle)]
      })
    return { type: 'Polygon' as const, coordinates: hole ? [ring(1), ring(0.5)] : [ring(1)] }
  })

describe('point to area', () => {
  it('gives the lowest area where two overlap, and nothing outside or in a hole', () => {
    const shapes: Shape[] = [
      { id: 2, geometry: { type: 'Polygon', coordinates: [square(0, 0, 10), square(4, 4, 2)] } },
      { id: 1, geometry: { type: 'MultiPolygon', coordinates: [[square(8, 8, 4)], [square(20, 20, 1)]] } },
    ]
    for (const at of [exactIndex(shapes), rasterIndex(shapes, 64)]) {
      expect(at?.(9, 9)).toBe(1)
      expect(at?.(2, 2)).toBe(2)
      expect(at?.(5, 5)).toBe(0)
      expect(at?.(20.5, 20.5)).toBe(1)
      expect(at?.(-1, 5)).toBe(0)
      expect(at?.(Number.NaN, 5)).toBe(0)
    }
  })

  it('equals the slow exact way on random overlapping shapes, corners and edges included', () => {
    fc.assert(
      fc.property(
        fc.array(shape, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 4, max: 70 }),
        (geometries, size) => {
          const shapes = geometries.map((geometry, k) => ({ id: k + 1, geometry }))
          const exact = exactIndex(shapes)
          const fast = rasterIndex(shapes, size)
          const points = geometries.flatMap((g) => g.coordinates.flat())
          for (let k = 0; k < 400; k++) points.push([((k * 7919) % 1777) / 127 - 2, ((k * 104729) % 1999) / 142 - 2])
          for (const [x = 0, y = 0] of points) expect(fast?.(x, y)).toBe(exact(x, y))
        },
      ),
      { numRuns: 150 },
    )
  })

  it('has no index without polygons', () => {
    expect(rasterIndex([{ id: 1, geometry: { type: 'Point', coordinates: [1, 2] } }])).toBeNull()
  })
})
