import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { type Agent, get } from 'node:http'
import { connect, type Socket } from 'node:net'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../../..')

/** One of the endpoints compared: where it listens, and how a question is put to it. */
export interface Endpoint<Q> {
  name: string
  port: number
  process: ChildProcess
  pathOf: (question: Q) => string
}

/** Starts Node with arguments and waits until it says where it listens. */
export function run(
  args: readonly string[],
  env: Record<string, string>,
  said: RegExp,
): Promise<{ port: number; process: ChildProcess }> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, args, {
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
    child.once('exit', (code) => fail(new Error(`${args.join(' ')} ended with code ${code}`)))
  })
}

/** `run` for a program of the project. */
export const start = (program: string, args: readonly string[], env: Record<string, string>, said: RegExp) =>
  run(['--import', 'tsx', program, ...args], env, said)

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

/**
 * One connection kept open, through which a path is asked after the other. What a client costs is added to every endpoint alike and
 * hides what lies between them, so this one does as little as can be: it counts bytes as far as Content-Length and keeps none.
 */
class Connection {
  readonly #socket: Socket
  readonly #host: string
  /** Bytes of the answer still to come; null before its head is read. */
  #left: number | null = null
  #done: (() => void) | undefined
  #fail: ((cause: Error) => void) | undefined

  constructor(port: number) {
    this.#host = `127.0.0.1:${port}`
    this.#socket = connect(port, '127.0.0.1').setNoDelay(true)
    this.#socket.on('data', (chunk) => this.#take(chunk))
    this.#socket.on('error', (cause) => this.#fail?.(cause))
    this.#socket.on('close', () => this.#fail?.(new Error(`${this.#host} closed the connection`)))
  }

  ask(path: string): Promise<void> {
    return new Promise((done, fail) => {
      this.#left = null
      this.#done = done
      this.#fail = fail
      this.#socket.write(`GET ${path} HTTP/1.1\r\nHost: ${this.#host}\r\n\r\n`)
    })
  }

  close(): void {
    this.#fail = undefined
    this.#socket.destroy()
  }

  #take(chunk: Buffer): void {
    if (this.#left === null) {
      const end = chunk.indexOf('\r\n\r\n')
      const head = chunk.toString('latin1', 0, end)
      const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
      if (!head.startsWith('HTTP/1.1 200 ') || length === undefined) {
        this.#fail?.(new Error(`${this.#host} said: ${chunk.toString('utf8', 0, 600)}`))
        return
      }
      this.#left = Number(length) + end + 4
    }
    this.#left -= chunk.length
    if (this.#left <= 0) this.#done?.()
  }
}

/** Puts the questions through so many clients, each of which asks again as soon as it has its answer. */
export async function load(port: number, paths: readonly string[], clients: number): Promise<Load> {
  const times: number[] = []
  const waiting = [...paths]
  const started = performance.now()
  const client = async () => {
    const connection = new Connection(port)
    try {
      for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
        const before = performance.now()
        await connection.ask(path)
        times.push(performance.now() - before)
      }
    } finally {
      connection.close()
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return { times, wall: (performance.now() - started) / 1000 }
}
