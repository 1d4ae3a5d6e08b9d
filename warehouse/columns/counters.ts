import { availableParallelism } from 'node:os'
import type { Worker } from 'node:worker_threads'
import { type CaseColumns, kindsOf } from './case-columns.ts'
import { type CaseFilter, select } from './case-filter.ts'
import { type Bins, countBins } from './count-bins.ts'
import { type Axis, countSelections, isWide } from './count.ts'
import { startThread } from './thread.ts'

/** Cases above which a count is done on other threads; below it takes some milliseconds. */
const WIDE = 1_500_000
const MOST_THREADS = 2
const DAY_MS = 86_400_000

export type CountWork = { axis: Axis; filter: CaseFilter } | { bins: Bins; filter: CaseFilter }

/** Whoever counts cases under a filter, as `countCases` and `countBins` do. */
export interface Counters {
  count(axis: Axis, filter: CaseFilter): Uint32Array | Promise<Uint32Array>
  /** Always on another thread, where there is any, so that several go on side by side. */
  fill(bins: Bins, filter: CaseFilter): Promise<void>
  close(): void
}

const MODULE = new URL('./count-thread.ts', import.meta.url)

const isoDay = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10)

class CountThread {
  readonly #worker: Worker
  readonly #waiting = new Map<number, { give: (counts: Uint32Array) => void; fail: (cause: unknown) => void }>()
  #last = 0

  constructor(columns: CaseColumns) {
    this.#worker = startThread(MODULE, columns)
    this.#worker.on('message', ({ id, counts }: { id: number; counts: Uint32Array }) => {
      this.#waiting.get(id)?.give(counts)
      this.#waiting.delete(id)
    })
    this.#worker.on('error', (cause) => this.#failAll(cause))
    this.#worker.on('exit', () => this.#failAll(new Error('The counting thread has ended.')))
  }

  get waiting(): number {
    return this.#waiting.size
  }

  do(work: CountWork): Promise<Uint32Array> {
    return new Promise((give, fail) => {
      const id = ++this.#last
      this.#waiting.set(id, { give, fail })
      this.#worker.postMessage({ id, work })
    })
  }

  close(): void {
    void this.#worker.terminate()
  }

  #failAll(cause: unknown): void {
    for (const { fail } of this.#waiting.values()) fail(cause)
    this.#waiting.clear()
  }
}

/** Parts of a filter's period with about as many cases each. */
function partsOf(columns: CaseColumns, filter: CaseFilter, parts: number): CaseFilter[] {
  const { runs, firstDay, days } = columns
  const kinds = kindsOf(columns)
  const clip = (iso: string) => Math.max(0, Math.min(days - 1, Date.parse(iso) / DAY_MS - firstDay))
  const [first, last] = [clip(filter.from), clip(filter.to)]
  const [from, end] = [runs[first * kinds] as number, runs[(last + 1) * kinds] as number]
  const split: CaseFilter[] = []
  let begin = filter.from
  for (let k = 1, day = first; k < parts; k++) {
    while (day < last && (runs[day * kinds] as number) < from + (k * (end - from)) / parts) day++
    const next = isoDay(firstDay + day)
    if (next <= begin || next > filter.to) continue
    split.push({ ...filter, from: begin, to: isoDay(firstDay + day - 1) })
    begin = next
  }
  return [...split, { ...filter, from: begin }]
}

async function sumOf(parts: readonly Promise<Uint32Array>[]): Promise<Uint32Array> {
  const [sum = new Uint32Array(), ...others] = await Promise.all(parts)
  for (const other of others) for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (other[i] as number)
  return sum
}

/** Counts narrow questions at once and wide ones on `threads` other threads, each a part of the days. */
export function openCounters(
  columns: CaseColumns,
  { threads = Math.min(MOST_THREADS, availableParallelism()), wide = WIDE } = {},
): Counters {
  const pool = Array.from({ length: threads }, () => new CountThread(columns))
  return {
    count(axis, filter) {
      const selections = select(columns, filter)
      if (pool.length === 0 || !isWide(columns, axis, selections, wide))
        return countSelections(columns, axis, selections)
      const parts = partsOf(columns, filter, pool.length)
      return sumOf(parts.map((part, k) => (pool[k] as CountThread).do({ axis, filter: part })))
    },
    async fill(bins, filter) {
      const [first, ...others] = pool
      if (!first) return countBins(columns, bins, filter)
      const idle = others.reduce((least, each) => (each.waiting < least.waiting ? each : least), first)
      await idle.do({ bins, filter })
    },
    close() {
      for (const thread of pool) thread.close()
    },
  }
}
