import type { ReasonId } from '../reasons.ts'
import { nextRecord, splitRecord } from './record.ts'
import { quoted } from './spool.ts'

export interface BadRecord {
  line: number
  reason: ReasonId
  /** The record's text, at most 4,000 characters. */
  text: string
  /** Its values can be told apart and there is one for each column. */
  isWhole: boolean
}

export interface ScanSink {
  header(names: string[]): void
  /** A sound record: the bytes of its line. Valid during the call only. */
  sound(line: number, bytes: Buffer, start: number, end: number): void
  /** A sound record that had to be written anew. */
  rewritten(line: number, text: string): void
  bad(record: BadRecord): void
}

export interface ScanCount {
  records: number
  sound: number
  bad: number
}

const REPLACEMENT = Buffer.from([0xef, 0xbf, 0xbd])
const SHOWN_BYTES = 12_000
const SHOWN_CHARACTERS = 4000

/** Cuts a stream of UTF-8 bytes into records; knows nothing of files. */
export class Scanner {
  readonly count: ScanCount = { records: 0, sound: 0, bad: 0 }
  readonly #sink: ScanSink
  readonly #delimiter: string
  readonly #isLossy: boolean
  #skip: number
  #line = 1
  #columns = 0
  #isSkippingLine = false
  #rest: Buffer = Buffer.alloc(0)

  constructor(options: { delimiter: string; skip: number; isLossy: boolean }, sink: ScanSink) {
    this.#delimiter = options.delimiter
    this.#skip = options.skip
    this.#isLossy = options.isLossy
    this.#sink = sink
  }

  push(chunk: Buffer): void {
    this.#scan(this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk, false)
  }

  end(): void {
    this.#scan(this.#rest, true)
  }

  #scan(bytes: Buffer, isLast: boolean): void {
    let at = 0
    while (at < bytes.length) {
      const from = at
      if (this.#isSkippingLine || (this.#columns === 0 && this.#skip > 0)) at = this.#skipLine(bytes, at, isLast)
      else at = this.#record(bytes, at, isLast)
      if (at < 0) {
        at = from
        break
      }
    }
    this.#rest = isLast ? Buffer.alloc(0) : Buffer.from(bytes.subarray(at))
  }

  #skipLine(bytes: Buffer, at: number, isLast: boolean): number {
    let i = at
    while (i < bytes.length && bytes[i] !== 0x0a && bytes[i] !== 0x0d) i++
    if (i >= bytes.length) return this.#isSkippingLine || isLast ? i : -1
    if (bytes[i] === 0x0d && i + 1 >= bytes.length && !isLast) return i > at && this.#isSkippingLine ? i : -1
    if (!this.#isSkippingLine) this.#skip--
    this.#isSkippingLine = false
    this.#line++
    return bytes[i] === 0x0d && bytes[i + 1] === 0x0a ? i + 2 : i + 1
  }

  #record(bytes: Buffer, at: number, isLast: boolean): number {
    const record = nextRecord(bytes, at, bytes.length, isLast, this.#delimiter.charCodeAt(0), this.#columns)
    if (!record) return -1
    const line = this.#line
    this.#isSkippingLine = record.fault === 'too_long'
    this.#line += this.#isSkippingLine ? record.lines - 1 : record.lines
    if (record.end === at && record.fault === null) return record.next
    if (this.#columns === 0) this.#header(bytes.toString('utf8', at, record.end), record.columns, record.fault)
    else this.#take(bytes, at, record.end, line, record)
    return record.next
  }

  #header(text: string, columns: number, fault: ReasonId | null): void {
    if (fault) throw new HeaderError(fault)
    this.#columns = columns
    this.#sink.header(splitRecord(text, this.#delimiter).map((name) => name.trim()))
  }

  #take(
    bytes: Buffer,
    start: number,
    end: number,
    line: number,
    record: { columns: number; fault: ReasonId | null; hasStrayQuote: boolean },
  ): void {
    this.count.records++
    const isEncodingBad = this.#isLossy && bytes.subarray(start, end).includes(REPLACEMENT)
    const ragged = record.columns === this.#columns ? null : ('column_count' as const)
    const reason = record.fault ?? ragged ?? (isEncodingBad ? 'bad_encoding' : null)
    if (reason) {
      this.count.bad++
      const text = bytes.toString('utf8', start, Math.min(end, start + SHOWN_BYTES)).slice(0, SHOWN_CHARACTERS)
      const isWhole =
        ragged === null && (reason === 'nul_byte' || reason === 'bad_encoding') && end - start < SHOWN_BYTES
      this.#sink.bad({ line, reason, text: text.replaceAll('\0', '␀'), isWhole })
      return
    }
    this.count.sound++
    if (!record.hasStrayQuote) return this.#sink.sound(line, bytes, start, end)
    const values = splitRecord(bytes.toString('utf8', start, end), this.#delimiter)
    this.#sink.rewritten(line, values.map(quoted).join(this.#delimiter))
  }
}

/** The first record cannot serve as a header. */
export class HeaderError extends Error {
  readonly reason: ReasonId

  constructor(reason: ReasonId) {
    super(reason)
    this.reason = reason
  }
}
