import { describe, expect, it } from 'vitest'
import type { SnapshotCatalog } from '../../../warehouse/catalog/snapshot-catalog.ts'
import { deriveAreaUp } from '../../../warehouse/derive/area-up.ts'
import { deriveCellArea } from '../../../warehouse/derive/cell-area.ts'
import { deriveDegreeOfUrbanisation, squaresOf } from '../../../warehouse/derive/degree-of-urbanisation.ts'
import { openEngine } from '../../../warehouse/engine/duckdb.ts'
import { createTables } from '../../../warehouse/model/create.ts'
import { records } from '../../../warehouse/answer/records.ts'

/** Degrees of longitude and latitude of a kilometre at 30° north. */
const [X, Y] = [1 / 96.49, 1 / 110.85]
const box = (x: number, y: number, width: number, height: number) => {
  const ring = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
    [x, y],
  ].map(([a = 0, b = 0]) => [120 + a * X, 30 + b * Y])
  return JSON.stringify({ type: 'Polygon', coordinates: [ring] })
}

const LEVELS = [
  { id: 'city', label: { zh: '市', en: 'City' } },
  { id: 'street', label: { zh: '街道', en: 'Street' }, parent: 'city' },
]
const catalog = {
  city: { id: 'tiny', levels: LEVELS, cells: { finest: 10, map: 8 } },
  populationYears: { resident: [2020, 2025], registered: [] },
  dataTo: '2026-10-31',
} as unknown as SnapshotCatalog

/** Streets: 36 km² with 108,000 people, 16 km² beside it with 8,000, and 100 km² of hills far off with 1,500. */
async function city() {
  const engine = await openEngine({ threads: 1 })
  await createTables(engine, ['city', 'street'])
  await engine.exec({
    text: `insert into area (area_id, code, level, parent_id, name_zh, name_en, geometry) values
      (1, '99', 'city', null, '市', 'City', null), (2, '01', 'street', 1, '城', 'Core', ?),
      (3, '02', 'street', 1, '镇', 'Town', ?), (4, '03', 'street', 1, '山', 'Hills', ?)`,
    values: [box(0, 0, 6, 6), box(20, 0, 4, 4), box(40, 0, 10, 10)],
  })
  await engine.exec({
    text: `insert into population (area_id, year, sex, basis, n, load_id) values
      (2, 2025, 'all', 'resident', 108000, 1), (3, 2025, 'all', 'resident', 8000, 1), (4, 2025, 'all', 'resident', 1500, 1),
      (4, 2020, 'all', 'resident', 900000, 1)`,
  })
  await deriveAreaUp(engine)
  await deriveCellArea(engine, catalog.city, 10)
  return engine
}

describe('the degree of urbanisation of areas', () => {
  it('is that of the squares where their people live, at every level', async () => {
    const engine = await city()
    expect(await deriveDegreeOfUrbanisation(engine, catalog)).toBe(4)
    const found = records<{ area_id: number; class: string; centre: number; rural: number; year: number }>(
      await engine.query({ text: 'select * from area_degurba order by area_id' }),
    )
    expect(found.map((row) => [row.area_id, row.class])).toEqual([
      [1, 'city'],
      [2, 'city'],
      [3, 'town'],
      [4, 'rural'],
    ])
    expect(found[1]?.centre).toBeGreaterThan(0.95)
    expect(found[3]?.rural).toBe(1)
    expect(new Set(found.map(({ year }) => year))).toEqual(new Set([2025]))
    await engine.close()
  })

  it('is not computed from cells too coarse for squares of 1 km', async () => {
    const engine = await city()
    const coarse = { ...catalog, city: { ...catalog.city, cells: { finest: 8, map: 7 } } }
    expect(await deriveDegreeOfUrbanisation(engine, coarse)).toBe(0)
    await engine.close()
  })
})

describe('squares of 1 km', () => {
  it('hold everyone once, and have equal area wherever they lie', () => {
    const points = Array.from({ length: 40_000 }, (_, i) => [(i % 200) / 10, Math.floor(i / 200) / 10] as const)
    const people = new Float64Array(points.length).fill(10)
    const lon = Float64Array.from(points, ([x]) => 120 + x * X)
    const lat = Float64Array.from(points, ([, y]) => 30 + y * Y)
    const { people: counted, land, square } = squaresOf({ lon, lat, people }, 0.01)
    const known = [...counted].filter((n) => !Number.isNaN(n))
    expect(known.reduce((sum, n) => sum + n, 0)).toBe(400_000)
    expect(new Set(square).size).toBe(known.length)
    // 20 km by 20 km of points, a hundred a square.
    expect(known.filter((n) => n >= 950 && n <= 1050).length).toBeGreaterThan(300)
    expect(Math.max(...(land ?? []))).toBe(1)
  })
})
