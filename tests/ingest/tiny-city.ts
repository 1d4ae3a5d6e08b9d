import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IngestOptions } from '../../ingest/pipeline.ts'
import { openEngine } from '../../warehouse/engine/duckdb.ts'
import { TABLES } from '../../warehouse/model/tables.ts'

export const TINY = join(import.meta.dirname, 'tiny')

/** A copy of the tiny city, its recipes included, in a folder of its own. */
export function tinyCity(): IngestOptions & { from: string } {
  const folder = mkdtempSync(join(tmpdir(), 'tiny-city-'))
  cpSync(TINY, join(folder, 'pack'), { recursive: true })
  const data = join(folder, 'data')
  mkdirSync(join(data, 'tinyville'), { recursive: true })
  writeFileSync(join(data, 'tinyville/secret'), 'the same for all')
  const now = () => new Date('2026-11-01T00:00:00Z')
  return { pack: join(folder, 'pack'), from: join(folder, 'pack/files'), data, now }
}

/** The header and the lines of the tiny city's cases. */
export function caseLines(): { header: string; lines: string[] } {
  const [header = '', ...lines] = readFileSync(join(TINY, 'files/cases_a.csv'), 'utf8').split('\n')
  return { header, lines: lines.filter((line) => line !== '') }
}

async function inStore<T>(data: string, snapshot: string, task: (query: (sql: string) => Promise<T>) => Promise<T>) {
  const engine = await openEngine()
  try {
    await engine.attach(join(data, 'tinyville/snapshots', `${snapshot}.duckdb`), 'store')
    return await task(async (sql) => {
      const table = await engine.query({ text: sql.replaceAll('@', 'store.main.') })
      const columns = Object.values(table.columns)
      return Array.from({ length: table.rows }, (_, i) => columns.map((column) => column[i])) as T
    })
  } finally {
    await engine.close()
  }
}

/** Rows of a query on a snapshot; `@` stands before its tables. */
export const rowsOf = (data: string, snapshot: string, sql: string): Promise<unknown[][]> =>
  inStore<unknown[][]>(data, snapshot, (query) => query(sql))

/** Every table of a snapshot in the order in which it is stored. */
export async function tablesOf(data: string, snapshot: string): Promise<Record<string, unknown[][]>> {
  const tables: Record<string, unknown[][]> = {}
  await inStore<unknown[][]>(data, snapshot, async (query) => {
    for (const { name } of TABLES) tables[name] = await query(`from @${name}`)
    return []
  })
  return tables
}
