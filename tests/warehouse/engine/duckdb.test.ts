import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openEngine } from '../../../warehouse/engine/duckdb.ts'
import type { Engine } from '../../../warehouse/engine/engine.ts'
import {
  EngineBusyError,
  EngineCancelledError,
  EngineError,
  TooManyRowsError,
} from '../../../warehouse/engine/errors.ts'

const ENDLESS = 'select sum(a.i * b.i) as s from range(100000000) a(i), range(100000000) b(i)'
const open: Engine[] = []
const folder = () => mkdtempSync(join(tmpdir(), 'engine-'))

async function engine(options?: Parameters<typeof openEngine>[0]): Promise<Engine> {
  const made = await openEngine(options)
  open.push(made)
  return made
}

afterEach(async () => {
  for (const made of open.splice(0)) await made.close()
})

describe('values in and out', () => {
  it('hands whole numbers out as numbers, cells as bigint, times as ISO text', async () => {
    const db = await engine()
    const table = await db.query({
      text: `select 3::bigint as n, 613196570331971583::ubigint as cell, 1.25::decimal(9, 2) as d,
        date '2026-08-03' as day, timestamp '2026-08-03 10:00:00' as at, null::integer as gap, sum(1) as s`,
    })
    expect(table).toEqual({
      rows: 1,
      columns: {
        n: Float64Array.of(3),
        cell: [613196570331971583n],
        d: Float64Array.of(1.25),
        day: ['2026-08-03'],
        at: ['2026-08-03 10:00:00'],
        gap: [null],
        s: Float64Array.of(1),
      },
    })
  })

  it('binds every kind of value and never reads text as SQL', async () => {
    const db = await engine()
    const values = [`1' or 1=1; --`, 7, 2 ** 40, 0.5, 2n ** 63n, true, null]
    const table = await db.query({
      text: 'select ? as a, ? as b, ? as c, ? as d, ? as e, ? as f, ?::text as g',
      values,
    })
    expect(Object.values(table.columns).map((column) => column[0])).toEqual(values)
  })

  it('refuses a whole number that a JavaScript number cannot hold', async () => {
    const db = await engine()
    await expect(db.query({ text: 'select 9007199254740993 as n' })).rejects.toThrow('Cast the column')
  })

  it('refuses several statements in one text and binding NaN', async () => {
    const db = await engine()
    await expect(db.query({ text: 'select 1; select 2' })).rejects.toBeInstanceOf(EngineError)
    await expect(db.query({ text: 'select ?', values: [Number.NaN] })).rejects.toThrow('bind null')
  })

  it.each([{}, { maxRows: 3_000_000 }])('ends a union of large parts, %o', async (options) => {
    const db = await engine()
    await db.exec({ text: 'create or replace table many as select i from range(1000000) r(i)' })
    const part = 'select a.i from many as a join many as b on a.i = b.i'
    const { rows } = await db.query({ text: `${part} union all ${part}` }, options)
    expect(rows).toBe(2_000_000)
  })

  it('stops at maxRows', async () => {
    const db = await engine()
    await expect(db.query({ text: 'from range(10000)' }, { maxRows: 5000 })).rejects.toBeInstanceOf(TooManyRowsError)
  })

  it('names the statement that failed', async () => {
    const db = await engine()
    await expect(db.exec({ text: 'drop table nowhere' })).rejects.toMatchObject({ sql: 'drop table nowhere' })
  })
})

describe('load', () => {
  it('keeps every field as text, empty ones and null words too', async () => {
    const file = join(folder(), 'a.csv')
    writeFileSync(file, '甲,"",\n"b ""q""\nnext",NULL,007\n')
    const db = await engine()
    expect(await db.load('raw', { file, columns: ['name', "o'dd", 'code'] })).toBe(2)
    const { columns } = await db.query({ text: 'select * from raw' })
    expect(columns).toEqual({ name: ['甲', 'b "q"\nnext'], "o'dd": ['', 'NULL'], code: ['', '007'] })
  })
})

describe('register', () => {
  it('runs a function on whole vectors, nulls included, in every type', async () => {
    const db = await engine()
    db.register({
      name: 'swap',
      takes: ['VARCHAR', 'INTEGER', 'UBIGINT', 'DOUBLE', 'BOOLEAN'],
      returns: 'VARCHAR',
      run: (args, rows) => Array.from({ length: rows }, (_, i) => args.map((a) => String(a[i])).join('|')),
    })
    db.register({
      name: 'half',
      takes: ['DOUBLE'],
      returns: 'DOUBLE',
      run: ([a]) => (a ?? []).map((v) => (v === null ? null : Number(v) / 2)),
    })
    const one = await db.query({ text: `select swap('x', null, 5::ubigint, 0.5, true) as s` })
    expect(one.columns.s).toEqual(['x|null|5|0.5|true'])
    const many = await db.query({
      text: 'select sum(half(case when i % 2 = 0 then i end)) as s, count(half(case when i % 2 = 0 then i end)) as n from range(10000) t(i)',
    })
    expect(many.columns).toEqual({ s: Float64Array.of(12_497_500), n: Float64Array.of(5000) })
  })

  it('answers each text for itself, short or long, met before or not, and null for null', async () => {
    const db = await engine()
    const sum = (text: string) => Buffer.from(text).reduce((all, byte) => (all * 31 + byte) % 1_000_003, 7)
    const told = (text: unknown) => (typeof text !== 'string' || text.startsWith('7') ? null : sum(text))
    let asked = 0
    db.register({ name: 'told', find: (text) => (asked++, told(text)) })
    db.register({
      name: 'told_plainly',
      takes: ['VARCHAR'],
      returns: 'INTEGER',
      run: ([texts = []]) => texts.map(told),
    })
    const found = await db.query({
      text: `select count(*) filter (told(t) is distinct from told_plainly(t)) as wrong, count(*) as n from (
        select case when i % 11 > 0 then left(md5((i % 30000)::varchar), (i % 17)::int) ||
          case when i % 3 = 0 then '三民' else '' end end as t from range(200000) r(i))`,
    })
    expect(found.columns).toEqual({ wrong: Float64Array.of(0), n: Float64Array.of(200_000) })
    expect(asked).toBeLessThan(150_000)
  })

  it('turns what the function throws into an engine error', async () => {
    const db = await engine()
    db.register({
      name: 'broken',
      takes: ['INTEGER'],
      returns: 'INTEGER',
      run: () => {
        throw new Error('no such lattice')
      },
    })
    await expect(db.query({ text: 'select broken(i::integer) from range(3) t(i)' })).rejects.toThrow('no such lattice')
  })
})

describe('cancelling', () => {
  it('ends 12 endless queries, queued ones too, and stays usable', async () => {
    const db = await engine({ threads: 2 })
    const stop = new AbortController()
    const all = Array.from({ length: 12 }, () => db.query({ text: ENDLESS }, { signal: stop.signal }))
    setTimeout(() => stop.abort(), 200)
    const ends = await Promise.allSettled(all)
    expect(ends.every((end) => end.status === 'rejected' && end.reason instanceof EngineCancelledError)).toBe(true)
    expect((await db.query({ text: 'select 1 as one' })).columns.one).toEqual(Float64Array.of(1))
  })

  it('refuses the 71st question while 6 run and 64 wait, and close ends them all', async () => {
    const db = await openEngine({ threads: 1 })
    const all = Array.from({ length: 70 }, () => db.query({ text: ENDLESS }))
    const ends = Promise.allSettled(all)
    await expect(db.query({ text: 'select 1' })).rejects.toBeInstanceOf(EngineBusyError)
    await db.close()
    expect((await ends).every((end) => end.status === 'rejected')).toBe(true)
    await expect(db.query({ text: 'select 1' })).rejects.toBeInstanceOf(EngineCancelledError)
  })
})

describe('one opening of a store', () => {
  it('refuses a second opening in the process until the first is closed', async () => {
    const path = join(folder(), 'a.duckdb')
    const first = await openEngine({ path })
    await expect(openEngine({ path })).rejects.toThrow('open in this process already')
    const reader = await engine()
    await expect(reader.attach(path, 'v1')).rejects.toThrow('being written')
    await first.exec({ text: 'create table t as select 1 as a' })
    await first.close()
    await reader.attach(path, 'v1')
    await expect(openEngine({ path })).rejects.toThrow('open in this process already')
    await reader.detach('v1')
    await (await openEngine({ path })).close()
  })

  it('says so when the file is not a store', async () => {
    const path = join(folder(), 'a.duckdb')
    writeFileSync(path, 'a,b\n1,2\n'.repeat(2000))
    await expect(openEngine({ path })).rejects.toThrow('could not be opened')
  })
})

describe('lock-down', () => {
  it('reads stores of its folder and nothing else', async () => {
    const inside = folder()
    const outside = folder()
    for (const dir of [inside, outside]) {
      const db = await openEngine({ path: join(dir, 'a.duckdb') })
      await db.exec({ text: 'create table t as select 42 as a' })
      await db.close()
      writeFileSync(join(dir, 'a.csv'), 'a\n1\n')
    }
    const db = await engine({ readOnlyDirectory: inside, memoryLimit: '64MB', threads: 1 })
    await db.attach(join(inside, 'a.duckdb'), 'v1')
    expect((await db.query({ text: 'select a from v1.main.t' })).columns.a).toEqual(Float64Array.of(42))
    await expect(db.exec({ text: 'insert into v1.main.t values (1)' })).rejects.toThrow('read-only')
    await expect(db.attach(join(outside, 'a.duckdb'), 'v2')).rejects.toBeInstanceOf(EngineError)
    await expect(db.attach(join(inside, '..', 'x.duckdb'), 'v2')).rejects.toBeInstanceOf(EngineError)
    await expect(db.query({ text: `from read_csv('${join(outside, 'a.csv')}')` })).rejects.toThrow('Permission')
    await expect(db.exec({ text: `set memory_limit='4GB'` })).rejects.toThrow('locked')
    await expect(db.exec({ text: 'install httpfs' })).rejects.toBeInstanceOf(EngineError)
  })

  it('may still spill a large sort', async () => {
    const db = await engine({ readOnlyDirectory: folder(), memoryLimit: '48MB', threads: 1 })
    const sorted = await db.query({
      text: `select count(*) as n from (select hash(i) as h, repeat('x', 40) || i as s from range(1000000) t(i) order by h offset 10)`,
    })
    expect(sorted.columns.n).toEqual(Float64Array.of(999_990))
  })
})
