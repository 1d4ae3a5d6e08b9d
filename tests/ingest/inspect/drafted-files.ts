import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { draftAll, writeDrafts } from '../../../ingest/inspect/draft.ts'
import { inspect } from '../../../ingest/inspect/inspect.ts'
import { ingest } from '../../../ingest/pipeline.ts'
import { silent } from '../../../ingest/progress.ts'
import { openEngine } from '../../../warehouse/engine/duckdb.ts'
import { filesIn } from './seen-file.ts'

export interface DraftedFiles {
  from: string
  pack: string
  /** A drafted file: `city.yaml` or `sources/….yaml`. */
  text(name: string): string
  /** All recipes, one after the other. */
  recipes(): string
  /** Ingests the draft as it is: of each recipe its records, those loaded, set aside and not ours. */
  run(): Promise<Record<string, [records: number, loaded: number, aside: number, others: number]>>
  /** Rows of a query on what was ingested last; `@` stands before its tables. */
  rows(sql: string): Promise<unknown[][]>
}

/** Inspects files, drafts a pack of them, and lets it be ingested. */
export async function draftedFiles(files: Record<string, string | Uint8Array>): Promise<DraftedFiles> {
  const from = filesIn(files)
  const { tables, refused } = await inspect([from], silent)
  if (refused.length > 0) throw new Error(refused.map(({ because }) => because).join(' '))
  const pack = join(filesIn({}), 'mine')
  writeDrafts(draftAll(tables, 'mine'), pack)
  const text = (name: string) => readFileSync(join(pack, name), 'utf8')
  let store = ''
  return {
    from,
    pack,
    text,
    recipes: () =>
      readdirSync(join(pack, 'sources'))
        .map((name) => text(`sources/${name}`))
        .join('\n'),
    async run() {
      const data = filesIn({})
      const report = await ingest({ pack, from, data })
      store = join(data, 'mine', 'snapshots', `${report.snapshot}.duckdb`)
      return Object.fromEntries(
        report.files.map(({ source, records, loaded, quarantined, filtered }) => [
          source,
          [records, loaded, quarantined, filtered] as [number, number, number, number],
        ]),
      )
    },
    async rows(sql) {
      const engine = await openEngine()
      try {
        await engine.attach(store, 'store')
        const { rows, columns } = await engine.query({ text: sql.replaceAll('@', 'store.main.') })
        return Array.from({ length: rows }, (_, i) => Object.values(columns).map((column) => column[i]))
      } finally {
        await engine.close()
      }
    },
  }
}
