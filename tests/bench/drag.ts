import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { measure } from './measure.ts'
import { PROCESS_ENV, SERVER_ARGS } from '../../api/server-process.ts'

const root = resolve(import.meta.dirname, '../..')

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** Waits until the columns in memory answer: by SQL a block takes longer than a query may. */
async function untilReady(origin: string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const told = await fetch(`${origin}/api/health`).then(
      (answer) => answer.text(),
      () => '',
    )
    if (told.includes('"state":"ready"')) return
    await new Promise((wake) => setTimeout(wake, 200))
  }
  throw new Error(`no answer from ${origin}`)
}

/**
 * The window on the trend, dragged over a city of so many cases in a real browser against the real server. The pages
 * must have been built. A block that takes longer than QUERY_SECONDS fails the bench.
 */
export async function benchDrag(cases: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-drag-'))
  const data = join(folder, 'data')
  try {
    await measure(folder, 'tests/bench/explore/store.ts', [data, String(cases)])
    await measure(folder, 'tests/bench/explore/drawn.ts', [data])
    const port = await freePort()
    const origin = `http://127.0.0.1:${port}`
    const env = { ...process.env, PORT: String(port), CITY_DATA: data, CITY: 'explore', ...PROCESS_ENV }
    const server = spawn(process.execPath, [...SERVER_ARGS], {
      cwd: root,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    try {
      await untilReady(origin)
      await measure(folder, 'tests/bench/explore/drag.ts', [origin], { isShown: true })
    } finally {
      server.kill('SIGTERM')
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
