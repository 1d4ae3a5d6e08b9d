import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { answer } from '../../warehouse/answer/answer.ts'
import { openReader } from '../../warehouse/snapshot/reader.ts'
import { fractions } from './fractions.ts'

const root = resolve(import.meta.dirname, '../..')
const tiny = join(root, 'tests/ingest/tiny')
const folder = mkdtempSync(join(tmpdir(), 'kills-'))
const from = join(folder, 'files')
const data = join(folder, 'data')
const KILLS = 60

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs one ingest; kills it after so many milliseconds, or lets it end. Resolves to how it ended. */
function ingest(killAfter?: number): Promise<'killed' | number | null> {
  return new Promise((done) => {
    const args = ['--import', 'tsx', 'ingest/cli.ts', 'ingest', tiny, '--from', from, '--data', data]
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'ignore' })
    const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter)
    child.once('exit', (code, signal) => {
      clearTimeout(timer)
      done(signal === 'SIGKILL' ? 'killed' : code)
    })
  })
}

function changeFiles(version: number): void {
  const [header, line] = readFileSync(join(tiny, 'files/cases_a.csv'), 'utf8').split('\n')
  const rows = Array.from({ length: 20_000 }, (_, i) => (line ?? '').replace('A1', `V${version}-${i}`))
  writeFileSync(join(from, 'cases_b.csv'), [header, ...rows, ''].join('\n'))
}

async function served(): Promise<{ id: string; cases: number | undefined; alarm: unknown }> {
  const reader = await openReader({ dataDir: data, city: 'tinyville' })
  try {
    const found = await reader.use(undefined, (snapshot) =>
      answer({ indicators: ['case_count'], from: snapshot.catalog.dataFrom, to: snapshot.catalog.dataTo }, snapshot),
    )
    return { id: found.snapshot, cases: found.total[0]?.value[0], alarm: reader.alarm() }
  } finally {
    await reader.close()
  }
}

describe('an ingest killed at any moment', () => {
  it(`leaves the old or the new version served whole, ${KILLS} times, and nothing behind`, async () => {
    cpSync(join(tiny, 'files'), from, { recursive: true })
    expect(await ingest()).toBe(0)
    changeFiles(0)
    const started = Date.now()
    expect(await ingest()).toBe(0)
    const longest = Date.now() - started
    let before = await served()
    let killed = 0
    for (const [i, share] of fractions(20261122, KILLS).entries()) {
      changeFiles(i + 1)
      const ended = await ingest(share * longest)
      const now = await served()
      expect(now.alarm).toBeNull()
      expect(now.cases).toBe(before.cases)
      if (ended === 'killed') killed++
      if (ended === 'killed' && now.id !== before.id)
        expect(existsSync(join(data, 'tinyville/snapshots', `${now.id}.duckdb`))).toBe(true)
      before = now
    }
    expect(killed).toBeGreaterThan(KILLS / 2)
    changeFiles(KILLS + 1)
    expect(await ingest()).toBe(0)
    expect(existsSync(join(data, 'tinyville/work'))).toBe(false)
    const strays = readdirSync(join(data, 'tinyville/snapshots')).filter(
      (name) => !/^[0-9a-f]{16}\.(duckdb|json)$/.test(name),
    )
    expect(strays).toEqual([])
    expect((await served()).cases).toBe(before.cases)
  })
})
