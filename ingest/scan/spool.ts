import { closeSync, openSync, writeSync } from 'node:fs'

const SIZE = 1 << 20

export const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`

/** A file written through a buffer of 1 MiB. */
export class Spool {
  readonly path: string
  readonly #fd: number
  readonly #buffer = Buffer.allocUnsafe(SIZE)
  #used = 0

  constructor(path: string) {
    this.path = path
    this.#fd = openSync(path, 'w', 0o600)
  }

  text(text: string): void {
    if (text.length * 3 > SIZE - this.#used) this.#flush()
    if (text.length * 3 > SIZE) writeSync(this.#fd, text)
    else this.#used += this.#buffer.write(text, this.#used)
  }

  bytes(bytes: Buffer, start: number, end: number): void {
    if (end - start > SIZE - this.#used) this.#flush()
    if (end - start > SIZE) writeSync(this.#fd, bytes, start, end - start)
    else this.#used += bytes.copy(this.#buffer, this.#used, start, end)
  }

  /** A record of text values, every one quoted; null is an empty value. */
  record(values: (string | number | null)[], delimiter = ','): void {
    this.text(`${values.map((value) => (value === null ? '' : quoted(String(value)))).join(delimiter)}\n`)
  }

  close(): void {
    this.#flush()
    closeSync(this.#fd)
  }

  #flush(): void {
    if (this.#used > 0) writeSync(this.#fd, this.#buffer, 0, this.#used)
    this.#used = 0
  }
}
