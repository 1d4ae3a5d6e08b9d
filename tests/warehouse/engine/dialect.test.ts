import fc from 'fast-check'
import { cellToParent, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { openEngine } from '../../../warehouse/engine/duckdb.ts'
import { duckdbDialect as dialect } from '../../../warehouse/engine/duckdb-dialect.ts'

async function value(expr: string): Promise<unknown> {
  const engine = await openEngine()
  try {
    return (await engine.query({ text: `select ${expr} as v` })).columns.v?.[0]
  } finally {
    await engine.close()
  }
}

describe('duckdb dialect', () => {
  it('finds the same H3 ancestor as h3-js, at every resolution and place', async () => {
    const engine = await openEngine()
    const place = fc.tuple(
      fc.double({ min: -90, max: 90, noNaN: true }),
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.integer({ min: 0, max: 15 }),
      fc.integer({ min: 0, max: 15 }),
    )
    await fc.assert(
      fc.asyncProperty(place, async ([lat, lon, a, b]) => {
        const cell = latLngToCell(lat, lon, Math.max(a, b))
        const coarse = Math.min(a, b)
        const text = `select ${dialect.cellParent('?::ubigint', coarse)} as v`
        const found = await engine.query({ text, values: [BigInt(`0x${cell}`)] })
        expect(found.columns.v).toEqual([BigInt(`0x${cellToParent(cell, coarse)}`)])
      }),
      { numRuns: 200 },
    )
    await engine.close()
  })

  it('keeps an unknown cell unknown and refuses a resolution that H3 lacks', async () => {
    expect(await value(dialect.cellParent('null::ubigint', 7))).toBeNull()
    expect(() => dialect.cellParent('cell', 16)).toThrow('0 to 15')
  })

  it('begins weeks on Monday and counts weekdays from it', async () => {
    expect(await value(dialect.bucket('week', `timestamp '2026-11-22 23:59:59'`))).toBe('2026-11-16')
    expect(await value(dialect.weekday(`timestamp '2026-11-22 23:59:59'`))).toBe(7)
    expect(await value(dialect.hour(`timestamp '2026-11-22 23:59:59'`))).toBe(23)
    expect(
      await value(dialect.secondsBetween(`timestamp '2026-11-22 23:59:59'`, `timestamp '2026-11-23 00:00:01'`)),
    ).toBe(2)
  })

  it('counts nothing as 0 and sums nothing to null', async () => {
    expect(await value(dialect.countIf('false'))).toBe(0)
    expect(await value(dialect.sumIf('1', 'false'))).toBeNull()
  })

  it('quotes names so that a quote in one cannot end it', () => {
    expect(dialect.ident('a"b')).toBe('"a""b"')
    expect(dialect.table('v1', 'cases')).toBe('"v1".main."cases"')
  })
})
