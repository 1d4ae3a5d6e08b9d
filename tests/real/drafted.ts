import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { draftAll, writeDrafts } from '../../ingest/inspect/draft.ts'
import { inspect } from '../../ingest/inspect/inspect.ts'
import type { Table } from '../../ingest/inspect/table.ts'
import { ingest } from '../../ingest/pipeline.ts'
import { silent } from '../../ingest/progress.ts'
import type { FileReport } from '../../ingest/report.ts'
import { openEngine } from '../../warehouse/engine/duckdb.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const REAL_DIR = resolve(ROOT, process.env.REAL_DIR ?? '../shared/data')
const MOST_LINES = 10

/** Lines a person changes in one drafted file: text to find → text to write. */
export type Corrections = Record<string, [string, string][]>

export interface Drafted {
  /** What became of one file in one recipe. */
  file(source: string, name: string): FileReport
  files(): FileReport[]
  /** Text of the drafted city.yaml. */
  pack(): string
  /** Rows of a recipe set aside: what is said of how to mend them, and how often; the most frequent first. */
  aside(source: string): Promise<[string, number][]>
  /** What inspect was unsure of in one column of a file. */
  doubt(file: string, column: string): string | null
  /** Rows of a query on the store; `@` stands before its tables. */
  rows(sql: string): Promise<unknown[][]>
}

function changedLines(before: string, after: string): number {
  const [left, right] = [before.split('\n'), after.split('\n')]
  const missing = (a: string[], b: string[]) => a.filter((line) => !b.includes(line)).length
  return Math.max(missing(left, right), missing(right, left))
}

/** Inspects a folder of real files, writes drafts, corrects them as told, ingests, and hands over what came of it. */
export function onDrafts(
  folder: string,
  corrections: Corrections,
  tests: (drafted: Drafted) => void,
  names?: string[],
): void {
  const from = join(REAL_DIR, folder)
  if (!existsSync(from)) {
    describe.skip(`${folder}: skipped, there is no folder ${from}; REAL_DIR says where the real files are`, () =>
      tests(unread))
    return
  }
  describe(`drafts of ${folder}`, () => {
    const work = mkdtempSync(join(tmpdir(), `drafts-${folder}-`))
    const [pack, data] = [join(work, 'pack'), join(work, 'data')]
    let reports: FileReport[] = []
    let snapshot = ''
    let seen: Table[] = []
    beforeAll(async () => {
      const paths = names ? names.map((name) => join(from, name)) : [from]
      const { tables, refused } = await inspect(paths, silent)
      expect(refused).toEqual([])
      seen = tables
      writeDrafts(draftAll(tables, folder), pack)
      cpSync(pack, join(work, 'as-drafted'), { recursive: true })
      for (const [file, edits] of Object.entries(corrections)) {
        const path = join(pack, file)
        let text = readFileSync(path, 'utf8')
        for (const [old, instead] of edits) {
          if (!text.includes(old)) throw new Error(`${file} does not hold "${old}":\n${text}`)
          text = text.replace(old, instead)
        }
        writeFileSync(path, text)
      }
      const report = await ingest({ pack, from, data })
      reports = report.files
      snapshot = report.snapshot
    }, 600_000)
    afterAll(() => rmSync(work, { recursive: true, force: true }))

    it('takes fewer than ten corrected lines a recipe', () => {
      for (const file of Object.keys(corrections)) {
        const [before, after] = ['as-drafted', 'pack'].map((name) => readFileSync(join(work, name, file), 'utf8'))
        expect(changedLines(before ?? '', after ?? ''), file).toBeLessThan(MOST_LINES)
      }
    })
    it('accounts for every record of every file', () => {
      expect(reports.length).toBeGreaterThan(0)
      for (const { records, filtered, loaded, duplicate, quarantined } of reports) {
        expect(filtered + loaded + duplicate + quarantined).toBe(records)
      }
    })
    tests({
      files: () => reports,
      pack: () => readFileSync(join(pack, 'city.yaml'), 'utf8'),
      async aside(source) {
        const found = await rowsOf(
          join(data, folder, 'snapshots', `${snapshot}.duckdb`),
          `select suggestion_en, count(*)::integer as n from @quarantine join @load using (load_id)
            where source = '${source}' group by 1 order by n desc, 1`,
        )
        return found as [string, number][]
      },
      doubt(file, column) {
        const table = seen.find(({ files }) => files.some(({ name }) => name === file))
        return table?.columns.find(({ name }) => name === column)?.doubt ?? null
      },
      file(source, name) {
        const found = reports.find((report) => report.source === source && report.file === name)
        if (!found)
          throw new Error(`no ${source} / ${name} among ${reports.map((r) => `${r.source} / ${r.file}`).join(', ')}`)
        return found
      },
      rows: (sql) => rowsOf(join(data, folder, 'snapshots', `${snapshot}.duckdb`), sql),
    })
  })
}

async function rowsOf(path: string, sql: string): Promise<unknown[][]> {
  const engine = await openEngine()
  try {
    await engine.attach(path, 'store')
    const { rows, columns } = await engine.query({ text: sql.replaceAll('@', 'store.main.') })
    return Array.from({ length: rows }, (_, i) => Object.values(columns).map((column) => column[i]))
  } finally {
    await engine.close()
  }
}

const absent = () => {
  throw new Error('The real files are absent.')
}
const unread: Drafted = { file: absent, files: absent, pack: absent, aside: absent, doubt: absent, rows: absent }
