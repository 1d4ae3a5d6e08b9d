import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { IngestError } from '../ingest-error.ts'
import type { Progress } from '../progress.ts'
import { tableText } from './print.ts'
import type { Match } from './against.ts'
import { tableJson } from './json.ts'
import { see, type Seen } from './seen.ts'
import { groupTables, type Table } from './table.ts'

export interface Inspected {
  tables: Table[]
  /** Files that cannot be read, and why. */
  refused: { name: string; because: string }[]
}

const DATA = /\.(?:csv|tsv|txt|json|geojson|topojson|xlsx|gz|zip)$/i

/** Files of the arguments; of a folder those that may hold data. Errors: IngestError for what does not exist. */
export function filesOf(paths: string[]): string[] {
  return paths.flatMap((path) => {
    if (!existsSync(path)) throw new IngestError({ zh: `没有文件 ${path}。`, en: `There is no file ${path}.` })
    if (!statSync(path).isDirectory()) return [path]
    return readdirSync(path)
      .filter((name) => DATA.test(name))
      .toSorted()
      .map((name) => join(path, name))
  })
}

/** Reads files through and says what they are. What cannot be read is told, not thrown. */
export async function inspect(paths: string[], progress: Progress): Promise<Inspected> {
  const files: Seen[] = []
  const refused: Inspected['refused'] = []
  const found = filesOf(paths)
  const sizes = found.map((path) => statSync(path).size)
  progress.expect(sizes.reduce((sum, size) => sum + size, 0))
  for (const [i, path] of found.entries()) {
    progress.step('load', basename(path))
    try {
      files.push(...(await see(path, progress)))
    } catch (cause) {
      if (!(cause instanceof IngestError)) throw cause
      refused.push({ name: path, because: cause.message })
    }
    progress.passed(sizes[i] ?? 0)
  }
  progress.end()
  return { tables: groupTables(files), refused }
}

/** Everything for people. */
export function inspectedText({ tables, refused }: Inspected): string {
  const said = refused.map(({ name, because }) => `${name} cannot be read: ${because}\n`)
  return [...tables.map(tableText), ...said].join('\n')
}

/** Everything for scripts: one object a table, without values of personal columns. `against`: matches of each table. */
export const inspectedJson = ({ tables, refused }: Inspected, against: Match[][] = []): string => {
  const told = tables.map((table, i) => ({ ...tableJson(table), ...(against[i] ? { against: against[i] } : {}) }))
  return `${JSON.stringify({ tables: told, refused }, null, 2)}\n`
}
