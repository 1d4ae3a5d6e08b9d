import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Areas } from '../../../web/data/client.ts'
import { areaAt, boxAround, codesIn, isIn, nearest, type Spot, towards } from '../../../web/map/find-place.ts'

const square = (code: string, x: number, y: number, size: number, hole?: number): Areas['features'][number] => {
  const ring = (a: number, b: number, s: number) => [
    [a, b],
    [a + s, b],
    [a + s, b + s],
    [a, b + s],
    [a, b],
  ]
  const inner = hole === undefined ? [] : [ring(x + (size - hole) / 2, y + (size - hole) / 2, hole)]
  return {
    type: 'Feature',
    geometry: { type: 'Polygon', coordinates: [ring(x, y, size), ...inner] },
    properties: {
      code,
      level: 'street',
      parent: null,
      name_zh: code,
      name_en: code,
      urban_class: null,
      responsible: null,
      land_km2: null,
      lon: x + size / 2,
      lat: y + size / 2,
    },
  }
}
const areas: Areas = { type: 'FeatureCollection', features: [square('a', 0, 0, 2), square('b', 2, 0, 2, 1)] }
const spots: Spot[] = [
  { code: 'middle', at: [0, 0] },
  { code: 'east', at: [1, 0.1] },
  { code: 'far east', at: [3, 0] },
  { code: 'north', at: [0.2, 1] },
  { code: 'south west', at: [-1, -1.2] },
]

describe('the place at a point', () => {
  it('is the area around it, and none outside or in a hole', () => {
    expect(areaAt(areas, [1, 1])).toBe('a')
    expect(areaAt(areas, [2.2, 1])).toBe('b')
    expect(areaAt(areas, [3, 1])).toBeNull()
    expect(areaAt(areas, [9, 9])).toBeNull()
  })
})

describe('a box', () => {
  it('takes the places whose point lies in it, whichever corner the drag began at', () => {
    expect(codesIn(spots, boxAround([1.5, -0.5], [-0.5, 1.5]))).toEqual(['middle', 'east', 'north'])
  })

  it('holds both points it was drawn from', () => {
    const point = fc.tuple(
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.double({ min: -85, max: 85, noNaN: true }),
    )
    fc.assert(
      fc.property(point, point, (a, b) => {
        const box = boxAround(a, b)
        expect(isIn(box, a) && isIn(box, b)).toBe(true)
      }),
      { seed: 20_261_130 },
    )
  })
})

describe('an arrow key', () => {
  it('goes to the nearest place that way, not to one behind or far aside', () => {
    expect(towards(spots, [0, 0], 'right')?.code).toBe('east')
    expect(towards(spots, [1, 0.1], 'right')?.code).toBe('far east')
    expect(towards(spots, [0, 0], 'up')?.code).toBe('north')
    expect(towards(spots, [0, 0], 'down')?.code).toBe('south west')
    expect(towards(spots, [3, 0], 'right')).toBeNull()
  })

  it('begins at the place nearest to the middle of the map', () => {
    expect(nearest(spots, [0.1, 0.8])?.code).toBe('north')
    expect(nearest([], [0, 0])).toBeNull()
  })
})
