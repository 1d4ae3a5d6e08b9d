import type { Engine, SqlValue } from '../warehouse/engine/engine.ts'

const AT_ONCE = 200

/** Inserts records built in this program, values bound. For thousands of rows; files go through Engine.load. */
export async function insertRows(
  engine: Engine,
  table: string,
  columns: readonly string[],
  rows: readonly Record<string, SqlValue>[],
): Promise<void> {
  const names = columns.map((name) => engine.dialect.ident(name)).join(', ')
  const one = `(${columns.map(() => '?').join(', ')})`
  for (let i = 0; i < rows.length; i += AT_ONCE) {
    const batch = rows.slice(i, i + AT_ONCE)
    const values = batch.flatMap((row) => columns.map((name) => row[name] ?? null))
    const text = `insert into ${engine.dialect.ident(table)} (${names}) values ${batch.map(() => one).join(', ')}`
    await engine.exec({ text, values })
  }
}
