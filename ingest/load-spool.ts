import { rmSync } from 'node:fs'
import type { Engine } from '../warehouse/engine/engine.ts'
import { IngestError } from './ingest-error.ts'
import type { Scanned } from './scan/scan-file.ts'

/** The line under which a spool holds the names of its columns. */
export const HEADER_LINE = 0

/**
 * Loads a spool into `table` as text columns `line`, c1, c2, … and deletes it. What the engine read must be what the
 * scanner wrote: as many records and columns, the same lines, every name in its own column.
 * Errors: IngestError when it is not.
 */
export async function loadSpool(
  engine: Engine,
  table: string,
  spool: string,
  scanned: Scanned,
  file: string,
): Promise<void> {
  const names = scanned.header.map((_, i) => `c${i + 1}`)
  const differs = (what: string, cause?: unknown) =>
    new IngestError(`${file}: the scanner and the engine read different ${what}. Please report this file.`, cause)
  const spec = { file: spool, columns: ['line', ...names], delimiter: scanned.delimiter }
  const loaded = await engine.load(table, spec).catch((cause: unknown) => {
    throw differs('columns', cause)
  })
  rmSync(spool)
  if (loaded !== scanned.sound + 1) throw differs(`numbers of records, ${scanned.sound} and ${loaded - 1}`)
  const header = await engine.query({ text: `select * from ${table} where line = '${HEADER_LINE}'` })
  const isSame = header.rows === 1 && scanned.header.every((name, i) => header.columns[`c${i + 1}`]?.[0] === name)
  if (!isSame) throw differs('headers')
  await engine.exec({ text: `delete from ${table} where line = '${HEADER_LINE}'` })
  const sum = await engine.query({ text: `select coalesce(sum(cast(line as bigint)), 0)::double as n from ${table}` })
  if (Number(sum.columns.n?.[0]) !== scanned.lineSum) throw differs('lines')
}
