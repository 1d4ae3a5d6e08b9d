import type { Label } from '../warehouse/catalog/types.ts'
import { rmSync } from 'node:fs'
import type { Engine } from '../warehouse/engine/engine.ts'
import { IngestError } from './ingest-error.ts'
import type { Scanned } from './scan/scan-file.ts'

/** The line under which a spool holds the names of its columns. */
export const HEADER_LINE = 0

const differs = (file: string, what: Label, cause?: unknown) =>
  new IngestError(
    {
      zh: `${file}：扫描器与引擎读出的${what.zh}不一致。请反馈这个文件。`,
      en: `${file}: the scanner and the engine read different ${what.en}. Please report this file.`,
    },
    cause,
  )
const COLUMNS: Label = { zh: '列', en: 'columns' }

/**
 * Makes a spool readable as view `raw`, text columns `line`, c1, c2, …; the spool must stay as long as the view. Every
 * name must stand in its own column. Errors: IngestError when it does not.
 */
export async function openSpool(
  engine: Engine,
  raw: string,
  spool: string,
  scanned: Scanned,
  file: string,
): Promise<void> {
  const names = scanned.header.map((_, i) => `c${i + 1}`)
  const whole = `${raw}_and_names`
  await engine.viewOf(whole, { file: spool, columns: ['line', ...names], delimiter: scanned.delimiter })
  const header = await engine.query({ text: `select * from ${whole} limit 1` }).catch((cause: unknown) => {
    throw differs(file, COLUMNS, cause)
  })
  const isSame =
    Number(header.columns.line?.[0]) === HEADER_LINE &&
    scanned.header.every((name, i) => header.columns[`c${i + 1}`]?.[0] === name)
  if (!isSame) throw differs(file, { zh: '表头', en: 'headers' })
  await engine.exec({ text: `create or replace view ${raw} as select * from ${whole} where line <> '${HEADER_LINE}'` })
}

/** What the engine read of a spool: records, and the sum of their lines. */
export interface SpoolRead {
  records: number
  lineSum: number
}

/** Runs what reads a spool whole. Errors: IngestError where a record has other columns than the scanner counted. */
export async function readingSpool<T>(file: string, read: Promise<T>): Promise<T> {
  return read.catch((cause: unknown) => {
    const isOfRecords = cause instanceof Error && cause.message.includes('CSV Error on Line')
    throw isOfRecords ? differs(file, COLUMNS, cause) : cause
  })
}

/** Errors: IngestError when the engine read anything but what the scanner wrote. */
export function checkSpool(read: SpoolRead, scanned: Scanned, file: string): void {
  if (read.records !== scanned.sound)
    throw differs(file, {
      zh: `记录数（${scanned.sound} 与 ${read.records}）`,
      en: `numbers of records, ${scanned.sound} and ${read.records}`,
    })
  if (read.lineSum !== scanned.lineSum) throw differs(file, { zh: '行号', en: 'lines' })
}

/** Drops the view and deletes the spool. */
export async function closeSpool(engine: Engine, raw: string, spool: string): Promise<void> {
  await engine.exec({ text: `drop view ${raw}` })
  await engine.exec({ text: `drop view ${raw}_and_names` })
  rmSync(spool)
}
