import fc from 'fast-check'
import { gridDisk, latLngToCell } from 'h3-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deriveAreaUp } from '../../../warehouse/derive/area-up.ts'
import { classify, deriveHotSpots } from '../../../warehouse/derive/hot-spots.ts'
import { openEngine } from '../../../warehouse/engine/duckdb.ts'
import type { Engine } from '../../../warehouse/engine/engine.ts'
import { createTables } from '../../../warehouse/model/create.ts'
import { readCatalog } from '../../../warehouse/snapshot/read-catalog.ts'
import { neighboursFrom } from '../../../warehouse/stats/neighbours.ts'
import { TINY } from '../snapshot/tiny-store.ts'

const SIDE = 20

/** A square of cells, each beside the up to eight around it. */
function square() {
  const at = (x: number, y: number) => (x >= 0 && x < SIDE && y >= 0 && y < SIDE ? [y * SIDE + x] : [])
  return neighboursFrom(
    Array.from({ length: SIDE * SIDE }, (_, i) => {
      const [x, y] = [i % SIDE, Math.floor(i / SIDE)]
      const around = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => [x + dx, y + dy] as const))
      return around.flatMap(([a, b]) => (a === x && b === y ? [] : at(a, b)))
    }),
  )
}

/** Poisson draws by the product of uniforms. */
function drawn(mean: number, next: () => number): number {
  let [n, product] = [0, next()]
  for (const limit = Math.exp(-mean); product > limit; n++) product *= next()
  return n
}

function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state + 0.5) / 2 ** 32
  }
}

describe('classes of hot and cold spots', () => {
  it('flag next to nothing where everybody calls as often, however unevenly people live', () => {
    const neighbours = square()
    let flagged = 0
    let tested = 0
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (seed) => {
        const next = generator(seed)
        const people = Float64Array.from({ length: SIDE * SIDE }, () => 100 * Math.exp(2 * next()))
        const found = classify(
          people.map((n) => drawn(n / 100, next)),
          { people, neighbours },
        )
        flagged += found.q.filter((q) => q < 0.05).length
        tested += found.tested
      }),
      { numRuns: 60, seed: 20211101 },
    )
    expect(tested).toBe(60 * SIDE * SIDE)
    expect(flagged / tested).toBeLessThan(0.01)
  })

  it('find a place where five times as many call, and what they flag stands around it', () => {
    const neighbours = square()
    const next = generator(7)
    const people = new Float64Array(SIDE * SIDE).fill(300)
    const centre = 10 * SIDE + 10
    const risen = new Set([centre, ...neighbours.index.slice(neighbours.start[centre], neighbours.start[centre + 1])])
    const found = classify(
      people.map((_, i) => drawn(risen.has(i) ? 15 : 3, next)),
      { people, neighbours },
    )
    const hot = Array.from(found.q.keys()).filter((i) => (found.q[i] as number) < 0.05 && (found.z[i] as number) > 0)
    expect(found.q[centre]).toBeLessThan(1e-6)
    for (const i of hot) {
      const [dx, dy] = [Math.abs((i % SIDE) - 10), Math.abs(Math.floor(i / SIDE) - 10)]
      expect(Math.max(dx, dy)).toBeLessThanOrEqual(2)
    }
  })

  it('test no place around which fewer than five cases would be expected, and keep it in the study', () => {
    const people = Float64Array.of(1000, 1000, 1000, 10, 10, 10)
    const neighbours = neighboursFrom([
      [1, 2],
      [0, 2],
      [0, 1, 3],
      [2, 4, 5],
      [3, 5],
      [3, 4],
    ])
    const found = classify(Float64Array.of(10, 12, 14, 0, 1, 0), { people, neighbours })
    expect(Array.from(found.q, Number.isNaN)).toEqual([false, false, false, false, true, true])
    expect(found.tested).toBe(4)
    expect(found.expected.reduce((a, b) => a + b)).toBeCloseTo(37, 9)
  })
})

describe('hot spots of a store', () => {
  let engine: Engine
  const city = { ...TINY, cells: { finest: 8, map: 8 } }
  const centre = latLngToCell(29, 120, 8)
  const ground = gridDisk(centre, 8)

  beforeAll(async () => {
    engine = await openEngine()
    await createTables(engine, ['city', 'district', 'street'])
    const facts = { city: JSON.stringify(city), indicators: '[]', data_from: '2024-01-01', data_to: '2025-12-31' }
    for (const [key, value] of Object.entries({ ...facts, as_of: '2025-12-31 23:59:59', published_at: '2026-01-01' }))
      await engine.exec({ text: 'insert into snapshot_meta values (?, ?)', values: [key, value] })
    for (const [i, cell] of ground.entries()) {
      const area = i + 1
      await engine.exec({
        text: `insert into area (area_id, code, level, name_zh, name_en) values (?, ?, 'district', '区', 'District')`,
        values: [area, String(area)],
      })
      await engine.exec({
        text: 'insert into population (area_id, year, sex, basis, n, load_id) values (?, 2025, ?, ?, 1000, 1)',
        values: [area, 'all', 'resident'],
      })
      await engine.exec({ text: 'insert into cell_area values (?, ?, 1)', values: [BigInt(`0x${cell}`), area] })
      const n = gridDisk(centre, 1).includes(cell) ? 12 : 2
      await engine.exec({
        text: `insert into cases (case_id, opened_at, category, cell, area_id, area_district, load_id)
          select ? || '-' || i, timestamp '2025-06-01', i % 2, ?, ?, ?, 1 from range(${n}) t(i)`,
        values: [String(area), BigInt(`0x${cell}`), area, area],
      })
    }
    await engine.exec({ text: `insert into cases (case_id, opened_at, load_id) values ('late', '2025-12-31', 1)` })
    await deriveAreaUp(engine)
    await deriveHotSpots(engine, await readCatalog(engine, 'memory'))
  })

  afterAll(() => engine.close())

  it('stand where the cases are, among cells and among areas alike, for all kinds and for each', async () => {
    const { columns } = await engine.query({
      text: `select dimension, field, code, places, tested, hot, cold, cases, period_from, period_to, people_year
        from hot_spot_run order by all`,
    })
    expect(columns.dimension).toEqual([...Array(3).fill('area:district'), ...Array(3).fill('cell:8')])
    expect(columns.field).toEqual(['category', 'category', null, 'category', 'category', null])
    expect([...new Set<unknown>(columns.places)]).toEqual([ground.length])
    expect([...new Set<unknown>(columns.period_from)]).toEqual(['2024-12-30'])
    expect([...new Set<unknown>(columns.period_to)]).toEqual(['2025-12-29'])
    const spots = await engine.query({
      text: `select h.cell from hot_spot h where field is null and dimension = 'cell:8' and spot = 'hot' order by z desc`,
    })
    const hot = Array.from<unknown, string>(spots.columns.cell ?? [], (cell) => BigInt(cell as bigint).toString(16))
    expect(hot[0]).toBe(centre)
    expect(gridDisk(centre, 1).every((cell) => hot.includes(cell))).toBe(true)
    expect(hot.every((cell) => gridDisk(centre, 2).includes(cell))).toBe(true)
    const both = await engine.query({
      text: `select count(*) as n from hot_spot a join cell_area using (area_id)
        join hot_spot c on c.cell = cell_area.cell and c.field is null and abs(c.q - a.q) < 1e-9 where a.field is null`,
    })
    expect(Number(both.columns.n?.[0])).toBe(hot.length)
  })
})
