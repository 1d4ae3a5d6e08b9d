import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { PROCESS_ENV, SERVER_ARGS } from '../../api/server-process.ts'

const root = resolve(import.meta.dirname, '../..')

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

export interface Served {
  origin: string
  server: ChildProcess
  /** Ends the server and waits until it is gone. */
  stop: () => Promise<void>
}

/** Serves a city from its folder at a port of its own, in a process of its own. */
export async function serve(data: string, city: string, settings: Record<string, string> = {}): Promise<Served> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const env = { ...process.env, PORT: String(port), CITY_DATA: data, CITY: city, ...PROCESS_ENV, ...settings }
  const server = spawn(process.execPath, [...SERVER_ARGS], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise((done) => server.once('exit', done))
  await untilHealthy(origin, () => server.exitCode !== null)
  const stop = async () => {
    server.kill('SIGTERM')
    await ended
  }
  return { origin, server, stop }
}
