import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { inspect } from '../../../ingest/inspect/inspect.ts'
import type { Known, Table } from '../../../ingest/inspect/table.ts'
import { silent } from '../../../ingest/progress.ts'

/** Writes files into a folder of their own. */
export function filesIn(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'inspect-test-'))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}

export async function seenTable(content: string | Uint8Array, name = 'table.csv'): Promise<Table> {
  const { tables, refused } = await inspect([join(filesIn({ [name]: content }), name)], silent)
  const [table] = tables
  if (!table) throw new Error(refused[0]?.because ?? 'nothing was seen')
  return table
}

export function columnOf(table: Table, name: string): Known {
  const column = table.columns.find((each) => each.name === name)
  if (!column) throw new Error(`there is no column ${name}`)
  return column
}
