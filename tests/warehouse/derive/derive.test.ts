import { cellToLatLng, getHexagonAreaAvg } from 'h3-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Measured } from '../../../warehouse/answer/types.ts'
import type { Indicator } from '../../../warehouse/catalog/types.ts'
import { breakPeriod } from '../../../warehouse/catalog/break-period.ts'
import { type Ask, daysIn, deriveBreaks } from '../../../warehouse/derive/breaks.ts'
import { cellsOf } from '../../../warehouse/derive/cells-of.ts'
import { deriveAreaUp } from '../../../warehouse/derive/area-up.ts'
import { deriveCellArea } from '../../../warehouse/derive/cell-area.ts'
import { openEngine } from '../../../warehouse/engine/duckdb.ts'
import type { Engine } from '../../../warehouse/engine/engine.ts'
import { createTables } from '../../../warehouse/model/create.ts'
import { TINY } from '../snapshot/tiny-store.ts'

const square = (west: number, south: number, size: number) =>
  JSON.stringify({
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [west + size, south],
        [west + size, south + size],
        [west, south + size],
        [west, south],
      ],
    ],
  })

const AREAS: [number, string, number | null, string | null][] = [
  [1, 'city', null, square(120, 29, 0.2)],
  [2, 'district', 1, square(120, 29, 0.1)],
  [3, 'district', 1, square(120.1, 29, 0.1)],
  [4, 'street', 2, square(120, 29, 0.05)],
  [5, 'street', 2, square(120.05, 29, 0.0001)],
  [6, 'street', 3, null],
]

let engine: Engine

beforeAll(async () => {
  engine = await openEngine()
  await createTables(engine, ['city', 'district', 'street'])
  for (const [id, level, parent, geometry] of AREAS) {
    await engine.exec({
      text: `insert into area (area_id, code, level, parent_id, name_zh, name_en, lon, lat, geometry)
        values (?, ?, ?, ?, '地', 'Place', 120.05005, 29.00005, ?)`,
      values: [id, String(id), level, parent, geometry],
    })
  }
  await engine.exec({
    text: `insert into population (area_id, year, sex, age_min, age_max, basis, n, load_id) values
      (4, 2024, 'female', 0, 59, 'resident', 30, 1), (4, 2024, 'female', 60, null, 'resident', 20, 1),
      (4, 2024, 'male', 0, 59, 'resident', 40, 1), (4, 2024, 'male', 60, null, 'resident', 10, 1),
      (4, 2025, 'all', null, null, 'resident', 120, 1), (4, 2025, 'female', null, null, 'resident', 60, 1),
      (5, 2025, 'all', null, null, 'registered', 7, 1), (6, 2025, 'all', null, null, 'resident', 9, 1),
      (2, 2025, 'all', null, null, 'resident', 999, 1)`,
  })
  await engine.exec({ text: `insert into cases (case_id, opened_at, cell, load_id) values ('a', '2025-01-01', 1, 1)` })
  await deriveAreaUp(engine)
  await deriveCellArea(engine, TINY, TINY.cells.finest)
})

afterAll(() => engine.close())

describe('ancestors', () => {
  it('hold each area and everything above it', async () => {
    const { columns } = await engine.query({
      text: 'select level, up_id from area_up where area_id = 5 order by up_id',
    })
    expect(columns).toEqual({ level: ['city', 'district', 'street'], up_id: Float64Array.of(1, 2, 5) })
  })
})

describe('cells of an area', () => {
  it('are those whose centre lies inside', () => {
    const cells = cellsOf(square(120, 29, 0.05), null, 9)
    const centres = Array.from(cells, (cell) => cellToLatLng(cell.toString(16)))
    expect(centres.every(([lat, lon]) => lat >= 29 && lat <= 29.05 && lon >= 120 && lon <= 120.05)).toBe(true)
    const km2 = 5.56 * 4.87
    expect(cells.length).toBeGreaterThan((0.8 * km2) / getHexagonAreaAvg(9, 'km2'))
  })

  it('are at least the one of its label point', () => {
    expect(cellsOf(square(120, 29, 0.0001), { lon: 120, lat: 29 }, 9)).toHaveLength(1)
  })
})

describe('people by cell', () => {
  it('spread evenly, add up, and count nobody twice', async () => {
    const { columns } = await engine.query({
      text: `select basis, year, round(sum(n), 6) as n, round(max(n) - min(n), 9) as spread, count(distinct cell) = count(*) as once
        from cell_population group by all order by all`,
    })
    expect(columns).toEqual({
      basis: ['registered', 'resident', 'resident'],
      year: Float64Array.of(2025, 2024, 2025),
      n: Float64Array.of(7, 100, 120),
      spread: Float64Array.of(0, 0, 0),
      once: [true, true, true],
    })
  })
})

const label = { zh: '率', en: 'Rate' }
const base = {
  version: 1,
  label,
  unit: 'cases',
  scale: 1,
  interval: 'none',
  polarity: 'none',
  minimum: 30,
  decimals: 0,
} as const
const rest = { ...base, disclosure: 'open', note: label, source: label, group: 'cases' } as const
const RATE: Indicator = {
  ...rest,
  id: 'case_rate',
  kind: 'rate',
  numerator: { from: 'cases' },
  denominator: { from: 'population' },
}
const SHARE: Indicator = {
  ...rest,
  id: 'share',
  kind: 'proportion',
  numerator: { from: 'cases' },
  denominator: { from: 'cases' },
}
const GAP: Indicator = { ...rest, id: 'ratio', kind: 'gap', of: 'case_rate' }

function series(indicator: string): Measured {
  const n = 70
  const denominator = Float64Array.from({ length: n + 1 }, (_, i) => (i === n ? 1 : 1000))
  const value = Float64Array.from({ length: n + 1 }, (_, i) => (i === n ? 1e6 : 365 * (i + 1)))
  return { indicator, numerator: value.map((v) => v / 100), denominator, value }
}

describe('class breaks', () => {
  it('come from the last whole year, else the last 365 days, else all there is', () => {
    expect(breakPeriod('2021-11-01', '2026-10-31')).toEqual({ from: '2025-01-01', to: '2025-12-31' })
    expect(breakPeriod('2023-01-01', '2023-12-31')).toEqual({ from: '2023-01-01', to: '2023-12-31' })
    expect(breakPeriod('2024-06-01', '2025-11-30')).toEqual({ from: '2024-12-01', to: '2025-11-30' })
    expect(breakPeriod('2025-06-01', '2025-11-30')).toEqual({ from: '2025-06-01', to: '2025-11-30' })
    expect(daysIn({ from: '2025-01-01', to: '2025-12-31' })).toBe(365)
  })

  it('are stored per day for what piles up, plain for shares, never for gaps, for every map with several places', async () => {
    const asked: Parameters<Ask>[] = []
    const ask: Ask = (...input) => {
      asked.push(input)
      return Promise.resolve(input[1].map(({ indicators }) => indicators.map(series)))
    }
    const year = breakPeriod('2021-11-01', '2026-10-31')
    expect(await deriveBreaks(engine, TINY, [RATE, SHARE, GAP], ask, year)).toBe(10)
    const [period, places] = asked[0] ?? []
    expect(asked).toHaveLength(1)
    expect(period).toEqual({ from: '2025-01-01', to: '2025-12-31' })
    expect(places?.map(({ dimension }) => dimension)).toEqual([
      'cell:7',
      'cell:8',
      'cell:9',
      'area:district',
      'area:street',
    ])
    const { columns } = await engine.query({
      text: `select * from breaks where dimension = 'area:street' order by indicator`,
    })
    expect(columns.per_day).toEqual([true, false])
    const perDay = JSON.parse(String(columns.breaks?.[0])) as number[]
    expect(perDay.map((b) => Math.round(b * 90 * 1e6) / 1e6)).toEqual([1000, 2000, 3000, 4000, 5000, 6000])
  })

  it('let a failure of the engine through', async () => {
    const ask = () => Promise.reject(new Error('out of memory'))
    await expect(deriveBreaks(engine, TINY, [RATE], ask, breakPeriod('2021-11-01', '2026-10-31'))).rejects.toThrow(
      'out of memory',
    )
  })
})
