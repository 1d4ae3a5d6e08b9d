/** A byte or bytes looked for from places that come in order, so that a buffer is searched once, not once a place. */
export class Sought {
  readonly #what: number | Buffer
  readonly #length: number
  #bytes: Buffer | null = null
  #from = 0
  #at = 0

  constructor(what: number | Buffer) {
    this.#what = what
    this.#length = typeof what === 'number' ? 1 : what.length
  }

  /** Where it begins first from `start` on; the end of the buffer when it is nowhere. */
  next(bytes: Buffer, start: number): number {
    if (bytes === this.#bytes && start >= this.#from && start <= this.#at) return this.#at
    const found = bytes.indexOf(this.#what, start)
    this.#bytes = bytes
    this.#from = start
    this.#at = found < 0 ? bytes.length : found
    return this.#at
  }

  isWithin(bytes: Buffer, start: number, end: number): boolean {
    return this.next(bytes, start) + this.#length <= end
  }
}
