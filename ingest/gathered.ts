/**
 * Parts of a stream joined in one buffer that serves again and again: with memory made anew for every chunk, the
 * collector looks through the whole heap after every few of them.
 */
export class Gathered {
  #buffer: Buffer = Buffer.alloc(0)
  #used = 0

  /** Puts `part` behind the others. The first may lie in what was taken last. */
  add(part: Buffer): void {
    const needed = this.#used + part.length
    if (needed > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#buffer.length))
      this.#buffer.copy(larger, 0, 0, this.#used)
      this.#buffer = larger
    }
    part.copy(this.#buffer, this.#used)
    this.#used = needed
  }

  /** All parts since the last time; valid until the next is added. */
  take(): Buffer {
    const all = this.#buffer.subarray(0, this.#used)
    this.#used = 0
    return all
  }
}
