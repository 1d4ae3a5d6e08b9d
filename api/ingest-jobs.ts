import { type ChildProcess, spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { ApiError } from './errors.ts'
import { lastIngest } from './last-ingest.ts'
import type { IngestBody } from './schema/ingest.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const KILL_AFTER_MS = 5_000

const Told = z.object({ zh: z.string(), en: z.string() })
/** The lines an ingest with `--progress json` writes on stderr. */
const Line = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('progress'),
    step: Told,
    file: z.string().nullable(),
    done_bytes: z.number(),
    total_bytes: z.number(),
    records: z.number(),
    rows_per_s: z.number().nullable(),
    seconds_left: z.number().nullable(),
  }),
  z.object({ event: z.literal('end'), state: z.enum(['done', 'failed', 'cancelled']), message: Told }),
])

const IDLE: IngestBody = {
  state: 'idle',
  started_at: null,
  step: { zh: '空闲', en: 'Idle' },
  file: null,
  done_bytes: 0,
  total_bytes: 0,
  records: 0,
  rows_per_s: null,
  seconds_left: null,
  message: null,
  report: null,
}

const CRASHED = {
  zh: '导入进程意外结束，未发布；此前的快照继续提供服务。详情见服务日志。',
  en: 'The ingest process ended unexpectedly; nothing was published and the snapshot served before stays. See the server’s log.',
}

export interface IngestJobsOptions {
  dataDir: string
  city: string
  now: () => Date
  log: (line: string) => void
  /** Program and arguments that ingest, before `ingest PACK …`. */
  program?: string[]
}

/** The ingest of the served city as a process of its own: one at a time, watched, and cancelled when asked to. */
export class IngestJobs {
  readonly #options: IngestJobsOptions
  readonly #listeners = new Set<(state: IngestBody) => void>()
  #state = IDLE
  #child: ChildProcess | null = null

  constructor(options: IngestJobsOptions) {
    this.#options = options
  }

  state(): IngestBody {
    return this.#state
  }

  /** Calls the listener with each new state; returns the unsubscribe. */
  onChange(listener: (state: IngestBody) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Begins an ingest. Errors: ApiError 409 while one runs. */
  start(): IngestBody {
    if (this.#child) throw refused('ingest_running', '已有导入正在进行。', 'An ingest is running already.')
    const {
      dataDir,
      city,
      now,
      program = [process.execPath, '--import', import.meta.resolve('tsx'), 'ingest/cli.ts'],
    } = this.#options
    const { pack, from } = lastIngest(dataDir, city)
    const [command = '', ...before] = program
    const where = from === null ? [] : ['--from', from]
    const args = [...before, 'ingest', pack, ...where, '--data', dataDir, '--progress', 'json', '--json', '-']
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#child = child
    this.#set({ ...IDLE, state: 'running', started_at: now().toISOString(), step: { zh: '启动', en: 'Starting' } })
    this.#follow(child)
    return this.#state
  }

  /** Asks the running ingest to end, and makes it end. Errors: ApiError 409 when none runs. */
  cancel(): IngestBody {
    const child = this.#child
    if (!child) throw refused('no_ingest', '当前没有正在进行的导入。', 'No ingest is running.')
    child.kill('SIGTERM')
    setTimeout(() => child.exitCode === null && child.kill('SIGKILL'), KILL_AFTER_MS).unref()
    this.#set({ ...this.#state, step: { zh: '正在取消', en: 'Cancelling' } })
    return this.#state
  }

  /** Ends what runs, because the server ends. */
  close(): void {
    this.#child?.kill('SIGTERM')
  }

  #follow(child: ChildProcess): void {
    let report = ''
    let end: z.infer<typeof Line> | null = null
    const noise: string[] = []
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (report += text))
    if (child.stderr) {
      createInterface({ input: child.stderr }).on('line', (text) => {
        const line = parseLine(text)
        if (line === null) noise.push(text)
        else if (line.event === 'end') end = line
        else {
          const { event: _, ...progress } = line
          this.#set({ ...this.#state, ...progress })
        }
      })
    }
    child.once('error', (cause) => noise.push(cause.message))
    child.once('close', (code, signal) => {
      this.#child = null
      if (code !== 0 && noise.length > 0) this.#options.log(`ingest: ${noise.slice(-20).join('\n')}`)
      const state = end?.event === 'end' ? end.state : signal === null ? 'failed' : 'cancelled'
      const message = end?.event === 'end' ? end.message : state === 'cancelled' ? CANCELLED : CRASHED
      this.#set({
        ...this.#state,
        state,
        message,
        seconds_left: null,
        report: publicReport(report),
      })
    })
  }

  #set(state: IngestBody): void {
    this.#state = state
    for (const listener of this.#listeners) listener(state)
  }
}

const CANCELLED = {
  zh: '已取消，未发布任何内容；此前的快照继续提供服务。',
  en: 'Cancelled; nothing was published. The snapshot served before stays.',
}

function parseLine(text: string): z.infer<typeof Line> | null {
  try {
    return Line.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** The report without the paths of this machine. */
function publicReport(text: string): Record<string, unknown> | null {
  try {
    const { pack: _pack, from: _from, ...report } = JSON.parse(text) as Record<string, unknown>
    return report
  } catch {
    return null
  }
}

const refused = (code: string, zh: string, en: string) => new ApiError({ status: 409, code, message: { zh, en } })
