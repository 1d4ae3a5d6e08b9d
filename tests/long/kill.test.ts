import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { INGEST_STEPS } from '../../ingest/pipeline.ts'
import { fractions } from './fractions.ts'
import { served } from './served.ts'

const root = resolve(import.meta.dirname, '../..')
const tiny = join(root, 'tests/ingest/tiny')
const folder = mkdtempSync(join(tmpdir(), 'kills-'))
const from = join(folder, 'files')
const data = join(folder, 'data')
const dying = new URL('ingest-and-die.ts', import.meta.url).pathname
const KILLS = 60

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs one ingest; kills it after so many milliseconds, or lets it end. Resolves to how it ended. */
function ingest(killAfter?: number): Promise<'killed' | number | null> {
  return run(['ingest/cli.ts', 'ingest', tiny, '--from', from, '--data', data], killAfter)
}

function run(script: string[], killAfter?: number): Promise<'killed' | number | null> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['--import', 'tsx', ...script], { cwd: root, stdio: 'ignore' })
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

/** Names in the city's folder that only a broken-off run leaves. */
function strays(): string[] {
  const stores = readdirSync(join(data, 'tinyville/snapshots'))
  const around = readdirSync(join(data, 'tinyville')).filter((name) => name === 'work' || /\.tmp$|^lock\./.test(name))
  return [...around, ...stores.filter((name) => !/^[0-9a-f]{16}\.(duckdb|json)$/.test(name))]
}

beforeAll(async () => {
  cpSync(join(tiny, 'files'), from, { recursive: true })
  expect(await ingest()).toBe(0)
  changeFiles(0)
})

describe('an ingest killed', () => {
  it(`at any moment leaves the old or the new version served whole, ${KILLS} times, and nothing behind`, async () => {
    const started = Date.now()
    expect(await ingest()).toBe(0)
    const longest = Date.now() - started
    let before = await served(data)
    let killed = 0
    for (const [i, share] of fractions(20261122, KILLS).entries()) {
      changeFiles(i + 1)
      const ended = await ingest(share * longest)
      const now = await served(data)
      expect(now.alarm).toBeNull()
      expect(now.cases).toBe(before.cases)
      if (ended === 'killed') killed++
      before = now
    }
    expect(killed).toBeGreaterThan(KILLS / 2)
    changeFiles(KILLS + 1)
    expect(await ingest()).toBe(0)
    expect(strays()).toEqual([])
    expect((await served(data)).cases).toBe(before.cases)
  })

  it.each(INGEST_STEPS)('behind the step “%s” leaves a whole version, and the next run ends clean', async (step) => {
    const before = await served(data)
    changeFiles(1000 + INGEST_STEPS.indexOf(step))
    expect(await run([dying, tiny, from, data, step])).toBe('killed')
    const now = await served(data)
    expect([now.cases, now.alarm]).toEqual([before.cases, null])
    expect(now.id !== before.id).toBe(INGEST_STEPS.indexOf(step) >= INGEST_STEPS.indexOf('current_flipped'))
    expect(await ingest()).toBe(0)
    expect((await served(data)).alarm).toBeNull()
    expect(strays()).toEqual([])
  })
})
