import type { Label } from '../warehouse/catalog/types.ts'
import { STEPS, type StepId } from './steps.ts'

/** Told by the ingest as it goes on. */
export interface Progress {
  /** The files of this run have so many bytes in all. */
  expect(bytes: number): void
  /** A step begins; `file` names what it is about. */
  step(step: StepId, file?: string): void
  /** So many bytes of the current file are read, with so many records. */
  at(bytes: number, records: number): void
  /** A file of so many bytes is through, whether it was read or known already. */
  passed(bytes: number): void
  end(): void
}

/** How far an ingest has come. Bytes and records are those of all files of the run. */
export interface ProgressState {
  step_id: StepId
  step: Label
  file: string | null
  done_bytes: number
  total_bytes: number
  records: number
  rows_per_s: number | null
  /** About how long reading will still take; null until that can be told. */
  seconds_left: number | null
}

const TELLS_AFTER_MS = 1000

/** Keeps count and shows the state: at each step, and in between at most once in `everyMs`. */
export function trackProgress(
  show: (state: ProgressState) => void,
  { everyMs = 500, now = Date.now }: { everyMs?: number; now?: () => number } = {},
): Progress {
  let total = 0
  let passed = 0
  let current = { bytes: 0, records: 0 }
  let read = { bytes: 0, records: 0 }
  let step: StepId = 'receive'
  let file: string | null = null
  let begun: number | null = null
  let shown = 0

  const state = (): ProgressState => {
    const seconds = begun === null ? 0 : (now() - begun) / 1000
    const done_bytes = Math.min(total, passed + current.bytes)
    const records = read.records + current.records
    const bytes = read.bytes + current.bytes
    const isTelling = seconds * 1000 >= TELLS_AFTER_MS && bytes > 0
    return {
      step_id: step,
      step: STEPS[step],
      file,
      done_bytes,
      total_bytes: total,
      records,
      rows_per_s: isTelling ? Math.round(records / seconds) : null,
      seconds_left: isTelling ? Math.ceil(((total - done_bytes) * seconds) / bytes) : null,
    }
  }
  const tell = () => {
    shown = now()
    show(state())
  }
  return {
    expect(bytes) {
      total = bytes
    },
    step(next, about) {
      step = next
      file = about ?? null
      if (next === 'load') begun ??= now()
      tell()
    },
    at(bytes, records) {
      current = { bytes: Math.round(bytes), records }
      if (now() - shown >= everyMs) tell()
    },
    passed(bytes) {
      read = { bytes: read.bytes + current.bytes, records: read.records + current.records }
      current = { bytes: 0, records: 0 }
      passed += bytes
    },
    end() {},
  }
}

const BAR = 24
const CLEAR = '\r\x1b[2K'

function line({ step, file, done_bytes, total_bytes, records, rows_per_s, seconds_left }: ProgressState): string {
  const what = `${step.zh} ${step.en}${file === null ? '' : ` ${file}`}`
  if (total_bytes === 0 || done_bytes >= total_bytes || records === 0) return what
  const share = done_bytes / total_bytes
  const filled = Math.round(share * BAR)
  const bar = '█'.repeat(filled) + '·'.repeat(BAR - filled)
  const rate = rows_per_s === null ? '' : `, ${rows_per_s.toLocaleString('en')} rows/s`
  const left = seconds_left === null ? '' : `, ${duration(seconds_left)} left`
  return `${what} ${bar} ${Math.round(share * 100)} %  ${records.toLocaleString('en')} rows${rate}${left}`
}

const duration = (seconds: number) =>
  seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`

/** Shows progress to a person: in place on a terminal, else a line at each step and every two seconds. */
export function terminalProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  const show = (state: ProgressState) => void stream.write(stream.isTTY ? `${CLEAR}${line(state)}` : `${line(state)}\n`)
  const progress = trackProgress(show, { everyMs: stream.isTTY ? 500 : 2000 })
  return { ...progress, end: () => void (stream.isTTY && stream.write(CLEAR)) }
}

/** Tells progress to a program: each state as one line of JSON, with `event` "progress". */
export function jsonProgress(stream: NodeJS.WritableStream = process.stderr): Progress {
  return trackProgress((state) => void stream.write(`${JSON.stringify({ event: 'progress', ...state })}\n`), {
    everyMs: 250,
  })
}

/** The same progress, that ends the run where it stands once `signal` is aborted. */
export function cancellable(progress: Progress, signal: AbortSignal | undefined): Progress {
  if (!signal) return progress
  return {
    ...progress,
    step: (step, file) => {
      signal.throwIfAborted()
      progress.step(step, file)
    },
    at: (bytes, records) => {
      signal.throwIfAborted()
      progress.at(bytes, records)
    },
  }
}

export const silent: Progress = { expect: () => {}, step: () => {}, at: () => {}, passed: () => {}, end: () => {} }
