import { closeSync, openSync, writeSync } from 'node:fs'

const SIZE = 1 << 20
const LONGEST_NUMBER = 16
const NEWLINE = 0x0a
const ZERO = 0x30

export const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`

/** A file written through a buffer of 1 MiB. */
export class Spool {
  readonly path: string
  readonly #fd: number
  readonly #buffer = Buffer.allocUnsafe(SIZE)
  #used = 0
  #isClosed = false

  constructor(path: string) {
    this.path = path
    this.#fd = openSync(path, 'w', 0o600)
  }

  text(text: string): void {
    if (text.length * 3 > SIZE - this.#used) this.#flush()
    if (text.length * 3 > SIZE) this.#write(Buffer.from(text))
    else this.#used += this.#buffer.write(text, this.#used)
  }

  bytes(bytes: Buffer, start: number, end: number): void {
    if (end - start > SIZE - this.#used) this.#flush()
    if (end - start > SIZE) this.#write(bytes.subarray(start, end))
    else this.#used += bytes.copy(this.#buffer, this.#used, start, end)
  }

  /** A record as it stands in `bytes`, behind its line and `mark`, the byte of the delimiter. */
  line(line: number, mark: number, bytes: Buffer, start: number, end: number): void {
    if (end - start + LONGEST_NUMBER + 2 > SIZE - this.#used) this.#flush()
    this.#digits(line)
    this.#buffer[this.#used++] = mark
    this.bytes(bytes, start, end)
    if (this.#used === SIZE) this.#flush()
    this.#buffer[this.#used++] = NEWLINE
  }

  /** A record of text values, every one quoted; null is an empty value. */
  record(values: (string | number | null)[], delimiter = ','): void {
    this.text(`${values.map((value) => (value === null ? '' : quoted(String(value)))).join(delimiter)}\n`)
  }

  /** Closes the file even where its last bytes find no room; closing twice does nothing. */
  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    try {
      this.#flush()
    } finally {
      closeSync(this.#fd)
    }
  }

  #digits(whole: number): void {
    let places = 1
    for (let rest = whole; rest >= 10; rest = Math.floor(rest / 10)) places++
    const end = this.#used + places
    for (let at = end - 1, rest = whole; at >= this.#used; at--, rest = Math.floor(rest / 10)) {
      this.#buffer[at] = ZERO + (rest % 10)
    }
    this.#used = end
  }

  #flush(): void {
    this.#write(this.#buffer.subarray(0, this.#used))
    this.#used = 0
  }

  /** A nearly full disk takes a part of what it is given and says so only by the number. */
  #write(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#fd, bytes, at)
  }
}
