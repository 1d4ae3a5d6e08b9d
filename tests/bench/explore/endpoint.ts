import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../../..')

/** One of the endpoints compared: where it listens, and how a question is put to it. */
export interface Endpoint<Q> {
  name: string
  port: number
  process: ChildProcess
  pathOf: (question: Q) => string
}

/** Starts a program of the project that says when it listens; `flags` are those of Node. */
export function start(
  program: string,
  args: string[],
  env: Record<string, string>,
  said: RegExp,
  flags: readonly string[] = [],
): Promise<{ port: number; process: ChildProcess }> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [...flags, '--import', 'tsx', program, ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const port = said.exec(text)?.[1]
      if (port !== undefined) done({ port: Number(port), process: child })
    })
    child.once('error', fail)
    child.once('exit', (code) => fail(new Error(`${program} ended with code ${code}`)))
  })
}

/** Resident memory of a process now, or its peak, MB; of a process that is gone 0. */
export function residentMB(pid: number | undefined, field: 'VmRSS' | 'VmHWM' = 'VmRSS'): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1000
  } catch {
    return 0
  }
}

/** Processor time of a process so far, ms, from Linux; 0 where that is not told. */
export function cpuMs(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return 10 * (Number(fields[11]) + Number(fields[12]))
  } catch {
    return 0
  }
}

export function fetchBytes(port: number, path: string, agent: Agent): Promise<Buffer> {
  return new Promise((done, fail) => {
    get({ host: '127.0.0.1', port, path, agent }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const body = Buffer.concat(chunks)
        if (response.statusCode === 200) done(body)
        else fail(new Error(`${response.statusCode} of ${path}: ${body.toString().slice(0, 300)}`))
      })
      response.on('error', fail)
    }).on('error', fail)
  })
}

export interface Load {
  times: number[]
  /** Seconds in all. */
  wall: number
}

/** Puts the questions through so many clients, each of which asks again as soon as it has its answer. */
export async function load(port: number, paths: readonly string[], clients: number): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const times: number[] = []
  const waiting = [...paths]
  const started = performance.now()
  const client = async () => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const before = performance.now()
      await fetchBytes(port, path, agent)
      times.push(performance.now() - before)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  agent.destroy()
  return { times, wall: (performance.now() - started) / 1000 }
}
