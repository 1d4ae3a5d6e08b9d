import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { duckdbDialect } from '../../../warehouse/engine/duckdb-dialect.ts'
import { openEngine } from '../../../warehouse/engine/duckdb.ts'
import type { Engine } from '../../../warehouse/engine/engine.ts'
import { createTables } from '../../../warehouse/model/create.ts'
import type { CasesPlan, CodedColumn, Filters } from '../../../warehouse/query/plan.ts'
import { toSql } from '../../../warehouse/query/to-sql.ts'

const none: Filters = { areas: new Map(), cells: new Map(), coded: new Map(), urban: [], status: [] }
const plan = (change: Partial<CasesPlan>): CasesPlan => ({
  fact: 'cases',
  store: 'memory',
  asOf: '2026-08-31 23:59:59',
  by: [],
  at: 'opened_at',
  span: { from: '2026-08-01', before: '2026-09-01' },
  components: [{ from: 'cases' }],
  filters: none,
  ...change,
})

describe('the text of a statement', () => {
  it('holds no value of the question', () => {
    const { text, values } = toSql(
      plan({
        filters: { ...none, areas: new Map([['street', [4711]]]), urban: ["'; drop table cases; --"] },
        components: [{ from: 'cases', where: [{ field: 'repeat_of', op: '=', value: "x' or 1=1" }] }],
      }),
      duckdbDialect,
    )
    expect(text).not.toMatch(/4711|drop|or 1=1|2026/)
    expect(values).toEqual(["x' or 1=1", '2026-08-01', '2026-09-01', 4711, "'; drop table cases; --"])
    expect(text.match(/\?/g)?.length).toBe(values?.length)
  })

  it('quotes the level, whatever it is called', () => {
    expect(toSql(plan({ by: [{ kind: 'area', level: 'a" from x' }] }), duckdbDialect).text).toContain(
      '"area_a"" from x"',
    )
  })

  it('names no field that the catalog does not know', () => {
    const forged = plan({ components: [{ from: 'cases', sum: 'lon) from cases --' }] })
    expect(() => toSql(forged, duckdbDialect)).toThrow(/no field/)
  })
})

interface Row {
  day: number
  category: number
  channel: number
  district: number
  urban: string | null
  closed: boolean
}
const CLASSES = ['urban', 'fringe', 'rural']
const ROWS: Row[] = Array.from({ length: 400 }, (_, i) => ({
  day: 1 + ((i * 7) % 31),
  category: (i * 5) % 6,
  channel: (i * 11) % 4,
  district: (i * 13) % 5,
  urban: CLASSES[(i * 3) % 4] ?? null,
  closed: i % 3 === 0,
}))
const dayOf = (day: number) => `2026-08-${String(day).padStart(2, '0')}`

describe('the count of cases under any filter', () => {
  let engine: Engine
  beforeAll(async () => {
    engine = await openEngine({ threads: 1 })
    await createTables(engine, ['district'])
    const marks = ROWS.map(() => '(?, ?, ?, ?, ?, ?, ?, 1)').join(', ')
    await engine.exec({
      text: `insert into cases (case_id, opened_at, closed_at, category, channel, area_district, urban_class, load_id) values ${marks}`,
      values: ROWS.flatMap((row, i) => {
        const at = `${dayOf(row.day)} 23:30:00`
        return [`c${i}`, at, row.closed ? at : null, row.category, row.channel, row.district, row.urban]
      }),
    })
  })
  afterAll(() => engine.close())

  it('equals a plain count, by category and by week', async () => {
    const codes = (most: number) => fc.uniqueArray(fc.integer({ min: 0, max: most }), { maxLength: 3 })
    const question = fc.record({
      from: fc.integer({ min: 1, max: 31 }),
      days: fc.integer({ min: 0, max: 30 }),
      category: codes(6),
      channel: codes(4),
      district: codes(5),
      urban: fc.subarray(CLASSES),
      status: fc.subarray(['open', 'closed'] as const),
    })
    await fc.assert(
      fc.asyncProperty(question, async (asked) => {
        const to = Math.min(31, asked.from + asked.days)
        const kept = ROWS.filter(
          (row) =>
            row.day >= asked.from &&
            row.day <= to &&
            (asked.category.length === 0 || asked.category.includes(row.category)) &&
            (asked.channel.length === 0 || asked.channel.includes(row.channel)) &&
            (asked.district.length === 0 || asked.district.includes(row.district)) &&
            (asked.urban.length === 0 || (row.urban !== null && asked.urban.includes(row.urban))) &&
            (asked.status.length !== 1 || (asked.status[0] === 'closed') === row.closed),
        )
        const coded = new Map<CodedColumn, number[]>()
        if (asked.category.length > 0) coded.set('category', asked.category)
        if (asked.channel.length > 0) coded.set('channel', asked.channel)
        const areas = new Map(asked.district.length > 0 ? [['district', asked.district]] : [])
        const span = { from: dayOf(asked.from), before: to === 31 ? '2026-09-01' : dayOf(to + 1) }
        const filters: Filters = { areas, cells: new Map(), coded, urban: asked.urban, status: asked.status }
        const counted = async (by: CasesPlan['by']) => {
          const { rows, columns } = await engine.query(toSql(plan({ span, filters, by }), duckdbDialect))
          return new Map(Array.from({ length: rows }, (_, i) => [String(columns.k0?.[i]), Number(columns.c0?.[i])]))
        }
        const plainly = (key: (row: Row) => string) => {
          const counts = new Map<string, number>()
          for (const row of kept) counts.set(key(row), (counts.get(key(row)) ?? 0) + 1)
          return counts
        }
        const monday = (row: Row) => {
          const at = Date.parse(`${dayOf(row.day)}T00:00:00Z`)
          return new Date(at - ((new Date(at).getUTCDay() + 6) % 7) * 86_400_000).toISOString().slice(0, 10)
        }
        expect(await counted([{ kind: 'coded', column: 'category' }])).toEqual(plainly((row) => String(row.category)))
        expect(await counted([{ kind: 'time', grain: 'week' }])).toEqual(plainly(monday))
      }),
      { seed: 20261122, numRuns: 150 },
    )
  })
})
