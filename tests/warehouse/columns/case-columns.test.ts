import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CaseColumns, countCases, loadCaseColumns, NONE } from '../../../warehouse/columns/case-columns.ts'
import { openEngine } from '../../../warehouse/engine/duckdb.ts'
import type { Engine, SqlValue } from '../../../warehouse/engine/engine.ts'
import { createTables } from '../../../warehouse/model/create.ts'

const CELLS = [0x8930e1d8a23ffffn, 0x8930e1d8a27ffffn, 0x8930e1c0003ffffn]
const CLASSES = ['urban', 'fringe', 'rural']
const DAY_MS = 86_400_000
const START = Date.parse('2026-01-01T00:00:00Z')
const dayOf = (n: number) => new Date(START + n * DAY_MS).toISOString().slice(0, 10)

let engine: Engine
let columns: CaseColumns

beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
  await createTables(engine, [])
  const rows = Array.from({ length: 600 }, (_, i): SqlValue[] => {
    const time = i % 2 === 0 ? '00:00:00' : '23:59:59'
    return [
      `c${i}`,
      `${dayOf((i * 17) % 60)} ${time}`,
      i % 7 === 6 ? null : i % 7,
      CELLS[i % 4] ?? null,
      CLASSES[(i * 3) % 4] ?? null,
    ]
  })
  await engine.exec({
    text: `insert into cases (case_id, opened_at, category, cell, urban_class, load_id) values ${rows.map(() => '(?, ?, ?, ?, ?, 1)').join(', ')}`,
    values: rows.flat(),
  })
  columns = await loadCaseColumns(engine, 'memory')
})
afterAll(() => engine.close())

const filters = fc.record({
  from: fc.integer({ min: -3, max: 62 }),
  days: fc.integer({ min: 0, max: 70 }),
  categories: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { maxLength: 3 }),
  urban: fc.subarray(CLASSES),
})

describe('counts from columns in memory', () => {
  it('hold every case, in the order of days', () => {
    expect(columns.rows).toBe(600)
    expect([...columns.cells]).toEqual([...CELLS].sort((a, b) => (a < b ? -1 : 1)))
    expect(columns.day.every((day, i) => i === 0 || (columns.day[i - 1] ?? 0) <= day)).toBe(true)
  })

  it('equal SQL under any filter, by cell, category and day', async () => {
    await fc.assert(
      fc.asyncProperty(filters, fc.constantFrom('cell', 'category', 'day'), async (asked, by) => {
        const filter = {
          from: dayOf(asked.from),
          to: dayOf(asked.from + asked.days),
          categories: asked.categories,
          urban: asked.urban,
        }
        const marks = (list: readonly unknown[]) => list.map(() => '?').join(', ')
        const where = ['cast(opened_at as date) between cast(? as date) and cast(? as date)']
        if (asked.categories.length > 0) where.push(`category in (${marks(asked.categories)})`)
        if (asked.urban.length > 0) where.push(`urban_class in (${marks(asked.urban)})`)
        const key = by === 'day' ? 'cast(cast(opened_at as date) as varchar)' : by
        const found = await engine.query({
          text: `select cast(${key} as varchar) as k, count(*) as n from cases where ${where.join(' and ')} group by 1`,
          values: [filter.from, filter.to, ...asked.categories, ...asked.urban],
        })
        const plain = new Map<string, number>()
        for (let i = 0; i < found.rows; i++) {
          const name = found.columns.k?.[i] ?? null
          if (name !== null || by === 'category') plain.set(String(name), Number(found.columns.n?.[i]))
        }
        const nameOf = (i: number) => {
          if (by === 'cell') return String(columns.cells[i])
          if (by === 'day') return dayOf(asked.from + i)
          return i === NONE ? 'null' : String(i)
        }
        const counted = [...countCases(columns, by, filter).entries()].filter(([, n]) => n > 0)
        expect(new Map(counted.map(([i, n]) => [nameOf(i), n]))).toEqual(plain)
      }),
      { seed: 20261122, numRuns: 200 },
    )
  })

  it('are none for a period that runs backwards', () => {
    const none = countCases(columns, 'cell', { from: dayOf(9), to: dayOf(3), categories: [], urban: [] })
    expect(none.every((n) => n === 0)).toBe(true)
  })
})
