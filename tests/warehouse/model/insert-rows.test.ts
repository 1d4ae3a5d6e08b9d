import { expect, it } from 'vitest'
import { insertRows } from '../../../warehouse/model/insert-rows.ts'
import { openEngine } from '../../../warehouse/engine/duckdb.ts'

it('inserts values of every kind as they are, in order, over several batches', async () => {
  const engine = await openEngine()
  try {
    await engine.exec({ text: 'create table t (n INTEGER, "a b" VARCHAR, x DOUBLE, b BOOLEAN, c UBIGINT, d DATE)' })
    const texts = ['', `'";\\[]{}`, '澜城\n\t\u2028', 'null', '😀', '{"type":"Point"}', '\ud800']
    const rows = Array.from({ length: 2500 }, (_, n) => ({
      n,
      'a b': texts[n % texts.length] ?? null,
      x: n % 3 === 0 ? null : -n / 7 + n * 1e-9,
      b: n % 2 === 0,
      c: 0x8fffffffffffffffn - BigInt(n),
      d: '2026-02-28',
    }))
    await insertRows(engine, 't', ['n', 'a b', 'x', 'b', 'c', 'd'], rows)
    const found = await engine.query({ text: 'select * replace (cast(d as varchar) as d) from t' })
    const column = (name: string) => Array.from<unknown>(found.columns[name] ?? [])
    for (const name of ['n', 'x', 'b', 'c', 'd'] as const) expect(column(name)).toEqual(rows.map((row) => row[name]))
    expect(column('a b')).toEqual(rows.map((row) => row['a b']?.replace('\ud800', '\ufffd')))
    await expect(insertRows(engine, 't', ['x'], [{ x: Number.NaN }])).rejects.toThrow(RangeError)
  } finally {
    await engine.close()
  }
})
