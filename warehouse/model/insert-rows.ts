import type { Engine, SqlValue } from '../engine/engine.ts'

const AT_ONCE = 1000

/**
 * Inserts records built in this program, a thousand bound as one text that the engine takes apart: as values of their
 * own they cost four times as much. For thousands of rows; files go through Engine.load.
 */
export async function insertRows(
  engine: Engine,
  table: string,
  columns: readonly string[],
  rows: readonly Record<string, SqlValue>[],
): Promise<void> {
  const names = columns.map((name) => engine.dialect.ident(name)).join(', ')
  const texts = columns.map((_, i) => `row[${i + 1}]`).join(', ')
  const text = `insert into ${engine.dialect.ident(table)} (${names})
    select ${texts} from (select unnest(from_json(?, '[["VARCHAR"]]')) as row)`
  for (let i = 0; i < rows.length; i += AT_ONCE) {
    const batch = rows.slice(i, i + AT_ONCE).map((row) => columns.map((name) => textOf(row[name])))
    await engine.exec({ text, values: [JSON.stringify(batch)] })
  }
}

/** Half of a character becomes U+FFFD, as where text is bound. Errors: RangeError for a number that is none. */
function textOf(value: SqlValue | undefined): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`Value ${value}; insert null instead.`)
  return Buffer.from(String(value)).toString()
}
