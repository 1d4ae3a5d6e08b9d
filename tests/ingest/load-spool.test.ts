import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkSpool, closeSpool, openSpool, readingSpool } from '../../ingest/load-spool.ts'
import { openEngine } from '../../warehouse/engine/duckdb.ts'
import type { Engine } from '../../warehouse/engine/engine.ts'

const folder = mkdtempSync(join(tmpdir(), 'spool-'))
const scanned = { header: ['a', 'b'], delimiter: ',', records: 2, sound: 2, bad: 0, footer: 0, lineSum: 5, trimmed: [] }
let engine: Engine
beforeAll(async () => {
  engine = await openEngine()
})
afterAll(async () => {
  await engine.close()
  rmSync(folder, { recursive: true, force: true })
})

async function load(spool: string): Promise<unknown[][]> {
  const path = join(folder, 'spool.csv')
  writeFileSync(path, spool)
  await engine.exec({ text: 'drop view if exists raw' })
  await engine.exec({ text: 'drop view if exists raw_and_names' })
  await openSpool(engine, 'raw', path, scanned, 'f.csv')
  const { rows, columns } = await readingSpool('f.csv', engine.query({ text: 'select * from raw order by line' }))
  const lines = Array.from(columns.line ?? [], Number)
  checkSpool({ records: rows, lineSum: lines.reduce((sum, line) => sum + line, 0) }, scanned, 'f.csv')
  await closeSpool(engine, 'raw', path)
  return Array.from({ length: rows }, (_, i) => Object.values(columns).map((column) => column[i]))
}

describe('what the engine read of a spool', () => {
  it('is what the scanner wrote, without the line of names', async () => {
    expect(await load('"0","a","b"\n2,1,"x\ny"\n3,3,\n')).toEqual([
      ['2', '1', 'x\ny'],
      ['3', '3', ''],
    ])
  })

  it.each([
    ['a record less', '"0","a","b"\n2,1,2\n', /different numbers of records, 2 and 1/],
    ['a record more', '"0","a","b"\n2,1,2\n3,1,2\n4,1,2\n', /different numbers of records, 2 and 3/],
    ['columns that changed places', '"0","b","a"\n2,1,2\n3,1,2\n', /different headers/],
    ['a column more', '"0","a","b"\n2,1,2,3\n3,1,2\n', /different columns/],
    ['a column less', '"0","a","b"\n2,1\n3,1,2\n', /different columns/],
    ['another line in place of one', '"0","a","b"\n2,1,2\n4,1,2\n', /different lines/],
  ])('is refused with %s', async (_, spool, said) => {
    await expect(load(spool)).rejects.toThrow(said)
  })
})
