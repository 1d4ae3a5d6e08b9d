import { execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '../..')

declare module 'vitest' {
  interface ProvidedContext {
    demo: { files: string; data: string; origin: string; serverPid: number }
  }
}

async function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function untilHealthy(origin: string, hasEnded: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (hasEnded()) throw new Error('the server ended before it answered')
    const healthy = await fetch(`${origin}/api/health`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (healthy) return
    await new Promise((wake) => setTimeout(wake, 200))
  }
  throw new Error(`no answer from ${origin}/api/health`)
}

/** Makes the demo city at its default size, ingests it by the command line, builds the pages and serves them, once for all tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'lancheng-'))
  const files = join(folder, 'files')
  const data = join(folder, 'data')
  const tsx = ['--import', 'tsx']
  const options = { cwd: root, maxBuffer: 64 << 20 }
  await run(process.execPath, [...tsx, 'fixtures/lancheng/cli.ts', '--out', files], options)
  await run(process.execPath, [...tsx, 'ingest/cli.ts', 'ingest', 'lancheng', '--from', files, '--data', data], options)
  await run(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error'], options)

  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const env = { ...process.env, PORT: String(port), CITY_DATA: data, CITY: 'lancheng', UV_THREADPOOL_SIZE: '16' }
  const server = spawn(process.execPath, [...tsx, 'api/server.ts'], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await untilHealthy(origin, () => server.exitCode !== null)
  project.provide('demo', { files, data, origin, serverPid: server.pid ?? 0 })

  return async () => {
    const ended = new Promise((done) => server.once('exit', done))
    server.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
}
