import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gcj02ToBd09, toWgs84, wgs84ToGcj02 } from '../../../ingest/locate/coordinates.ts'

const METRES_PER_DEGREE = 111_320
const there = { lon: fc.double({ min: 74, max: 134, noNaN: true }), lat: fc.double({ min: 4, max: 53, noNaN: true }) }

function convert(crs: string, x: number, y: number): [number, number] {
  const out = new Float64Array(2)
  toWgs84(crs)(x, y, out)
  return [out[0] ?? Number.NaN, out[1] ?? Number.NaN]
}

const metres = (a: [number, number], b: [number, number]) =>
  Math.hypot((a[0] - b[0]) * Math.cos((a[1] * Math.PI) / 180), a[1] - b[1]) * METRES_PER_DEGREE

describe('coordinates to WGS-84', () => {
  it('shifts 天安门 as published', () => {
    const out = new Float64Array(2)
    wgs84ToGcj02(116.391305, 39.907375, out)
    expect(out[0]).toBeCloseTo(116.397549, 4)
    expect(out[1]).toBeCloseTo(39.908778, 4)
  })

  it('takes GCJ-02 back to within a centimetre anywhere in China', () => {
    fc.assert(
      fc.property(there.lon, there.lat, (lon, lat) => {
        const out = new Float64Array(2)
        wgs84ToGcj02(lon, lat, out)
        expect(metres(convert('gcj02', out[0] ?? 0, out[1] ?? 0), [lon, lat])).toBeLessThan(0.01)
      }),
      { numRuns: 2000 },
    )
  })

  it('takes BD-09 back to within a centimetre anywhere in China', () => {
    fc.assert(
      fc.property(there.lon, there.lat, (lon, lat) => {
        const out = new Float64Array(2)
        wgs84ToGcj02(lon, lat, out)
        gcj02ToBd09(out[0] ?? 0, out[1] ?? 0, out)
        expect(metres(convert('BD-09', out[0] ?? 0, out[1] ?? 0), [lon, lat])).toBeLessThan(0.01)
      }),
      { numRuns: 2000 },
    )
  })

  it('takes points back alike whatever was asked before, also across the border of the shift and far from the earth', () => {
    const points = [
      [137.834_699, 40],
      [137.834_701, 40],
      [72.0039, 30],
      [121.03, 29.33],
      [249.03, 29.33],
      [-0.5, -0.5],
      [250_000, 2_544_283],
      [Number.NaN, 29.33],
    ] as const
    for (const crs of ['gcj02', 'bd09']) {
      const fresh = points.map(([x, y]) => convert(crs, x, y))
      const used = toWgs84(crs)
      for (const order of [points.map((_, k) => k), points.map((_, k) => points.length - 1 - k)]) {
        for (const k of order) {
          const out = new Float64Array(2)
          used(points[k]?.[0] ?? 0, points[k]?.[1] ?? 0, out)
          expect([...out]).toEqual(fresh[k])
        }
      }
    }
    expect(convert('gcj02', 2, 48)).toEqual([2, 48])
  })

  it('reads a proj4 definition', () => {
    const taiwan = '+proj=tmerc +lat_0=0 +lon_0=121 +k=0.9999 +x_0=250000 +y_0=0 +ellps=GRS80 +units=m +no_defs'
    expect(metres(convert(taiwan, 250000, 2544283.12), [121, 23])).toBeLessThan(20)
    expect(convert('wgs84', 121, 23)).toEqual([121, 23])
  })

  it('names the systems it knows when asked for another', () => {
    expect(() => toWgs84('xian80')).toThrow(/wgs84, gcj02, bd09/u)
  })
})
