import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { answer } from '../../warehouse/answer/answer.ts'
import type { Answer } from '../../warehouse/answer/types.ts'
import type { QueryInput } from '../../warehouse/query/spec.ts'
import { openReader } from '../../warehouse/snapshot/reader.ts'
import type { Attached, Reader } from '../../warehouse/snapshot/types.ts'

const ROOT = resolve(import.meta.dirname, '../..')
export const REAL_DIR = resolve(ROOT, process.env.REAL_DIR ?? '../shared/data')

export interface FileReport {
  source: string
  file: string
  rows_in: number
  loaded: number
  duplicate: number
  quarantined: number
}

export interface RealCity {
  ask(question: QueryInput): Promise<Answer>
  /** Value, numerator and denominator of the only series, by code of the only key. */
  rows(question: QueryInput): Promise<Map<string, { value: number; numerator: number; denominator: number }>>
  sql(text: (store: string) => string): Promise<Record<string, unknown>>
  loads(): Promise<FileReport[]>
}

/** Tests on a city's real files, ingested by the command line; skipped, with the reason in the name, without them. */
export function onRealCity(city: string, tests: (city: RealCity) => void): void {
  const from = join(REAL_DIR, city)
  if (!existsSync(from)) {
    describe.skip(`${city}: skipped, there is no folder ${from}; REAL_DIR says where the real files are`, () =>
      tests(unread))
    return
  }
  describe(`${city} from its real files`, () => {
    let dir = ''
    let reader: Reader | undefined
    beforeAll(async () => {
      dir = mkdtempSync(join(tmpdir(), `${city}-`))
      const args = ['--import', 'tsx', 'ingest/cli.ts', 'ingest', city, '--from', from, '--data', dir]
      const run = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' })
      if (run.status !== 0) throw new Error(`${run.stdout}\n${run.stderr}`)
      reader = await openReader({ dataDir: dir, city })
    }, 300_000)
    afterAll(async () => {
      await reader?.close()
      if (dir) rmSync(dir, { recursive: true })
    })
    tests(
      cityOf((task) => {
        if (!reader) throw new Error(`${city} is not open`)
        return reader.use(undefined, task)
      }),
    )
  })
}

function cityOf(use: <T>(task: (snapshot: Attached) => Promise<T>) => Promise<T>): RealCity {
  const ask = (question: QueryInput) => use((snapshot) => answer(question, snapshot))
  const sql: RealCity['sql'] = (text) =>
    use(async ({ engine, store }) => {
      const { columns } = await engine.query({ text: text(store) })
      return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column[0]]))
    })
  return {
    ask,
    sql,
    async rows(question) {
      const { keys, series } = await ask(question)
      const [values] = series
      const at = (column: Float64Array | undefined, k: number) => column?.[k] ?? Number.NaN
      return new Map(
        (keys[0]?.codes ?? []).map((code, k) => [
          code ?? '',
          { value: at(values?.value, k), numerator: at(values?.numerator, k), denominator: at(values?.denominator, k) },
        ]),
      )
    },
    loads: () =>
      use(async ({ engine, store }) => {
        const { rows, columns } = await engine.query({
          text: `select source, file, rows_in::integer as rows_in, loaded::integer as loaded,
            duplicate::integer as duplicate, quarantined::integer as quarantined from ${store}.load order by load_id`,
        })
        return Array.from({ length: rows }, (_, k) => ({
          source: String(columns.source?.[k]),
          file: String(columns.file?.[k]),
          rows_in: Number(columns.rows_in?.[k]),
          loaded: Number(columns.loaded?.[k]),
          duplicate: Number(columns.duplicate?.[k]),
          quarantined: Number(columns.quarantined?.[k]),
        }))
      }),
  }
}

const unread = cityOf(() => Promise.reject(new Error('The real files are absent.')))
