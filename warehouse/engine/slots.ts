import { EngineBusyError, EngineCancelledError } from './errors.ts'

interface Waiting<T> {
  give(slot: T): void
}

/**
 * A fixed set of slots handed out one task each, lowest index first, so that a caller who awaits each step keeps
 * meeting the same one. When all are taken, up to `queue` tasks wait in order; one more is refused.
 */
export class Slots<T> {
  readonly #all: T[]
  readonly #idle: T[]
  readonly #waiting: Waiting<T>[] = []
  readonly #queue: number

  constructor(slots: T[], queue: number) {
    this.#all = slots
    this.#idle = [...slots]
    this.#queue = queue
  }

  /** Runs `task` with a slot of its own. Errors: EngineBusyError, EngineCancelledError while still waiting. */
  async run<R>(sql: string, signal: AbortSignal | undefined, task: (slot: T) => Promise<R>): Promise<R> {
    const slot = await this.#take(sql, signal)
    try {
      return await task(slot)
    } finally {
      this.#giveBack(slot)
    }
  }

  #take(sql: string, signal: AbortSignal | undefined): Promise<T> {
    if (signal?.aborted) return Promise.reject(new EngineCancelledError('The question was cancelled.', sql))
    const idle = this.#idle.shift()
    if (idle !== undefined) return Promise.resolve(idle)
    if (this.#waiting.length >= this.#queue) {
      const message = `${this.#queue} questions are waiting already. Ask again in a moment.`
      return Promise.reject(new EngineBusyError(message, sql))
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        const place = this.#waiting.indexOf(entry)
        if (place >= 0) this.#waiting.splice(place, 1)
        reject(new EngineCancelledError('The question was cancelled while it waited for its turn.', sql))
      }
      const entry: Waiting<T> = {
        give: (slot) => {
          signal?.removeEventListener('abort', leave)
          resolve(slot)
        },
      }
      signal?.addEventListener('abort', leave, { once: true })
      this.#waiting.push(entry)
    })
  }

  #giveBack(slot: T): void {
    const next = this.#waiting.shift()
    if (next) return next.give(slot)
    this.#idle.push(slot)
    this.#idle.sort((a, b) => this.#all.indexOf(a) - this.#all.indexOf(b))
  }
}
