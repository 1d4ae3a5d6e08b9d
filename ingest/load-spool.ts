import type { Label } from '../warehouse/catalog/types.ts'
import { rmSync } from 'node:fs'
import type { Engine } from '../warehouse/engine/engine.ts'
import { IngestError } from './ingest-error.ts'
import type { Scanned } from './scan/scan-file.ts'

/** The line under which a spool holds the names of its columns. */
export const HEADER_LINE = 0

/**
 * Makes a spool readable as view `raw`, text columns `line`, c1, c2, …; the spool must stay as long as the view. What
 * the engine reads must be what the scanner wrote: as many records and columns, the same lines, every name in its own
 * column. Errors: IngestError when it is not.
 */
export async function openSpool(
  engine: Engine,
  raw: string,
  spool: string,
  scanned: Scanned,
  file: string,
): Promise<void> {
  const names = scanned.header.map((_, i) => `c${i + 1}`)
  const differs = (what: Label, cause?: unknown) =>
    new IngestError(
      {
        zh: `${file}：扫描器与引擎读出的${what.zh}不一致。请反馈这个文件。`,
        en: `${file}: the scanner and the engine read different ${what.en}. Please report this file.`,
      },
      cause,
    )
  const whole = `${raw}_and_names`
  await engine.viewOf(whole, { file: spool, columns: ['line', ...names], delimiter: scanned.delimiter })
  const found = await engine
    .query({ text: `select count(*) as n, sum(cast(line as bigint))::double as lines from ${whole}` })
    .catch((cause: unknown) => {
      throw differs({ zh: '列', en: 'columns' }, cause)
    })
  const loaded = Number(found.columns.n?.[0])
  if (loaded !== scanned.sound + 1)
    throw differs({
      zh: `记录数（${scanned.sound} 与 ${loaded - 1}）`,
      en: `numbers of records, ${scanned.sound} and ${loaded - 1}`,
    })
  const header = await engine.query({ text: `select * from ${whole} where line = '${HEADER_LINE}' limit 1` })
  const isSame = header.rows === 1 && scanned.header.every((name, i) => header.columns[`c${i + 1}`]?.[0] === name)
  if (!isSame) throw differs({ zh: '表头', en: 'headers' })
  if (Number(found.columns.lines?.[0]) !== scanned.lineSum) throw differs({ zh: '行号', en: 'lines' })
  await engine.exec({ text: `create or replace view ${raw} as select * from ${whole} where line <> '${HEADER_LINE}'` })
}

/** Drops the view and deletes the spool. */
export async function closeSpool(engine: Engine, raw: string, spool: string): Promise<void> {
  await engine.exec({ text: `drop view ${raw}` })
  await engine.exec({ text: `drop view ${raw}_and_names` })
  rmSync(spool)
}
