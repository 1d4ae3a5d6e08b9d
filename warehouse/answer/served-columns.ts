import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { assemble, type Outline, type Part } from '../columns/assemble.ts'
import type { CaseColumns } from '../columns/case-columns.ts'
import { type Counters, openCounters } from '../columns/counters.ts'
import type { Attached, Reader } from '../snapshot/types.ts'

/** Above this many cases SQL answers alone: their columns would not fit beside all else. */
const MOST_CASES = 250_000_000

export type ColumnsMessage = { outline: Outline } | { part: Part } | { isWhole: true }

/** How far the columns of a version are; `none`: SQL answers alone. */
export type ColumnsState = { state: 'building'; share: number } | { state: 'ready' | 'none'; share: number }

interface Served {
  columns: CaseColumns
  counters: Counters
}

const served = new WeakMap<Attached, Served>()
const states = new WeakMap<Attached, ColumnsState>()

const tsx = import.meta.resolve('tsx')
const program = fileURLToPath(new URL('./columns-process.ts', import.meta.url))

/** The columns of a version, once they are ready. */
export const columnsOf = (snapshot: Attached): Served | undefined => served.get(snapshot)

export const columnsState = (snapshot: Attached): ColumnsState => states.get(snapshot) ?? { state: 'none', share: 0 }

/** From here on the columns answer for the version. */
export function serveColumns(snapshot: Attached, columns: CaseColumns, counters = openCounters(columns)): void {
  served.set(snapshot, { columns, counters })
  states.set(snapshot, { state: 'ready', share: 1 })
}

function drop(snapshot: Attached): void {
  served.get(snapshot)?.counters.close()
  served.delete(snapshot)
  states.delete(snapshot)
}

/** Whether columns can stand for the cases of a version; of `standard` only what is published is told. */
function canHave({ catalog, manifest, path }: Attached): boolean {
  const cases = manifest.tables.cases ?? 0
  return path !== undefined && catalog.city.profile !== 'standard' && cases > 0 && cases <= MOST_CASES
}

/** Starts the process that reads a store; `whole` hears the columns, `tell` the share of the cases that are in them. */
function startReading(
  { path = '', catalog }: Attached,
  tell: (share: number) => void,
  whole: (columns: CaseColumns) => void,
  fail: (cause: string) => void,
): ChildProcess {
  const levels = JSON.stringify(catalog.city.levels.map((level) => level.id))
  const child = spawn(process.execPath, ['--import', tsx, program, path, levels], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
  let filling: ReturnType<typeof assemble> | undefined
  let isWhole = false
  child.on('message', (message: ColumnsMessage) => {
    if ('outline' in message) filling = assemble(message.outline)
    else if (!filling) fail('cases came before their outline')
    else if ('part' in message) {
      filling.put(message.part)
      tell((message.part.base + message.part.place.length) / filling.columns.rows)
    } else {
      isWhole = true
      whole(filling.columns)
    }
  })
  child.once('error', (cause) => fail(cause.message))
  child.once('exit', (code) => {
    if (!isWhole) fail(`the reading process ended with code ${code}`)
  })
  return child
}

/**
 * Builds the columns of the version served, and of each one published from now on, with the help of a process of its own; until they
 * are ready SQL answers, and those of the version before are dropped only then. Returns what stops it.
 */
export function followColumns(reader: Reader, log: (line: string) => void): () => void {
  let reading: ChildProcess | undefined
  let last: Attached | undefined
  const stop = () => {
    const child = reading
    reading = undefined
    child?.kill('SIGKILL')
  }
  const build = () => {
    const snapshot = currentOf(reader)
    stop()
    if (!snapshot || snapshot === last) return
    if (!canHave(snapshot)) {
      if (last) drop(last)
      last = undefined
      return
    }
    states.set(snapshot, { state: 'building', share: 0 })
    const child = startReading(
      snapshot,
      (share) => states.set(snapshot, { state: 'building', share }),
      (columns) => {
        reading = undefined
        serveColumns(snapshot, columns)
        if (last) drop(last)
        last = snapshot
      },
      (cause) => {
        states.delete(snapshot)
        if (child === reading) log(`No columns of ${snapshot.id}, SQL answers alone: ${cause}`)
      },
    )
    reading = child
  }
  build()
  const leave = reader.onPublish(build)
  return () => {
    leave()
    stop()
    if (last) drop(last)
  }
}

function currentOf(reader: Reader): Attached | undefined {
  try {
    return reader.current()
  } catch {
    return undefined
  }
}
