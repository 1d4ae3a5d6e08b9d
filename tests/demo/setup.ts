import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { serve } from './serve.ts'

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '../..')

declare module 'vitest' {
  interface ProvidedContext {
    demo: { files: string; data: string; origin: string; serverPid: number }
  }
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

  const { origin, server, stop } = await serve(data, 'lancheng')
  project.provide('demo', { files, data, origin, serverPid: server.pid ?? 0 })

  return async () => {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
