import { Gathered } from '../gathered.ts'
import type { ReasonId } from '../reasons.ts'
import { Footer } from './footer.ts'
import { afterNewline, nextRecord, type RecordSpan, splitRecord } from './record.ts'
import { PlainLines } from './plain-lines.ts'
import { quoted } from './spool.ts'
import { shownText } from './shown-text.ts'
import { Sought } from './sought.ts'

export interface BadRecord {
  line: number
  reason: ReasonId
  /** The record's text, at most 4,000 characters. */
  text: string
  /** Its values can be told apart and there is one for each column. */
  isWhole: boolean
}

export interface ScanSink {
  /** The cells of the header rows. */
  header(rows: string[][]): void
  /** A sound record: the bytes of its line. Valid during the call only. */
  sound(line: number, bytes: Buffer, start: number, end: number): void
  /** A sound record that had to be written anew. */
  rewritten(line: number, text: string): void
  bad(record: BadRecord): void
}

export interface ScanCount {
  /** All after the header: sound, bad and footer. */
  records: number
  sound: number
  bad: number
  /** Notes at the end. */
  footer: number
  /** Sum of the lines of the sound ones. */
  lineSum: number
}

export interface ScanOptions {
  delimiter: string
  skip?: number
  headerRows?: number
  /** Every row ends with an empty value beyond the header; the header gets a blank name for it. */
  hasSurplus?: boolean
  /** Rows with fewer values than the header are filled up. */
  isPadded?: boolean
  footer?: number | RegExp | undefined
}

const REPLACEMENT = Buffer.from('\uFFFD')
const MARK = Buffer.from('\uFEFF')

/** Cuts a stream of UTF-8 bytes into records; knows nothing of files. */
export class Scanner {
  readonly count: ScanCount = { records: 0, sound: 0, bad: 0, footer: 0, lineSum: 0 }
  readonly #sink: ScanSink
  readonly #options: ScanOptions
  readonly #mark: number
  readonly #plain: PlainLines
  readonly #footer: Footer
  readonly #header: string[][] = []
  #skip: number
  #line = 1
  /** Columns of a row; 0 until the header is complete. */
  #columns = 0
  /** 1 for each column with a value that begins or ends with a blank. */
  #blankEnds = new Uint8Array(0)
  #isSkippingLine = false
  readonly #replacements = new Sought(REPLACEMENT)
  readonly #marks = new Sought(MARK)
  readonly #unread = new Gathered()

  constructor(options: ScanOptions, sink: ScanSink) {
    this.#options = options
    this.#mark = options.delimiter.charCodeAt(0)
    this.#plain = new PlainLines(this.#mark)
    this.#skip = options.skip ?? 0
    this.#sink = sink
    this.#footer = new Footer(options.footer, options.delimiter)
  }

  push(chunk: Buffer): void {
    this.#unread.add(chunk)
    this.#scan(this.#unread.take(), false)
  }

  end(): void {
    this.#scan(this.#unread.take(), true)
    this.count.footer += this.#footer.held
  }

  #scan(bytes: Buffer, isLast: boolean): void {
    let at = 0
    while (at < bytes.length) {
      const from = at
      if (this.#isSkippingLine || (this.#header.length === 0 && this.#skip > 0)) at = this.#skipLine(bytes, at, isLast)
      else at = this.#record(bytes, at, isLast)
      if (at < 0) {
        at = from
        break
      }
    }
    if (!isLast) this.#unread.add(bytes.subarray(at))
  }

  #skipLine(bytes: Buffer, at: number, isLast: boolean): number {
    let i = at
    while (i < bytes.length && bytes[i] !== 0x0a && bytes[i] !== 0x0d) i++
    if (i >= bytes.length) return this.#isSkippingLine || isLast ? i : -1
    const next = afterNewline(bytes, i, bytes.length, isLast)
    if (next < 0) return i > at && this.#isSkippingLine ? i : -1
    if (!this.#isSkippingLine) this.#skip--
    this.#isSkippingLine = false
    this.#line++
    return next
  }

  #record(bytes: Buffer, at: number, isLast: boolean): number {
    const most = this.#columns || Number.POSITIVE_INFINITY
    const fewest = this.#options.isPadded || this.#columns === 0 ? 1 : this.#columns
    const record =
      this.#plain.record(bytes, at) ??
      nextRecord(bytes, at, bytes.length, isLast, this.#mark, fewest, most, this.#blankEnds)
    if (!record) return -1
    const line = this.#line
    this.#isSkippingLine = record.fault === 'too_long'
    this.#line += this.#isSkippingLine ? record.lines - 1 : record.lines
    if (record.end === at && record.fault === null) return record.next
    if (this.#columns === 0) this.#takeHeader(bytes.subarray(at, record.end), record)
    else this.#take(bytes, at, line, record)
    return record.next
  }

  #takeHeader(bytes: Buffer, record: RecordSpan): void {
    const fault = record.fault ?? this.#badText(bytes, 0, bytes.length)
    if (fault) throw new HeaderError(fault, record.columns)
    this.#header.push(splitRecord(bytes.toString(), this.#options.delimiter))
    if (this.#header.length < (this.#options.headerRows ?? 1)) return
    this.#columns = Math.max(...this.#header.map((row) => row.length))
    if (this.#options.hasSurplus)
      this.#header[0]?.push(...Array<string>(++this.#columns - this.#header[0].length).fill(''))
    this.#blankEnds = new Uint8Array(this.#columns)
    this.#sink.header(this.#header)
  }

  /** Whether no value of a column, counted from 0, begins or ends with a blank. */
  get trimmed(): boolean[] {
    return Array.from(this.#blankEnds, (seen) => seen === 0)
  }

  #take(bytes: Buffer, start: number, line: number, record: RecordSpan): void {
    this.count.records++
    if (this.#options.footer === undefined) return this.#judge(bytes, start, record.end, line, record)
    for (const passed of this.#footer.pass(bytes.subarray(start, record.end), line, record)) {
      if (passed) this.#judge(passed.bytes, 0, passed.bytes.length, passed.line, passed.record)
      else this.count.footer++
    }
  }

  #judge(bytes: Buffer, start: number, end: number, line: number, record: RecordSpan): void {
    const missing = this.#columns - record.columns
    const isPadded = this.#options.isPadded === true && missing > 0
    const isRagged = (missing !== 0 && !isPadded) || (this.#options.hasSurplus && !this.#isLastEmpty(bytes, end))
    const reason = record.fault ?? (isRagged ? 'column_count' : this.#badText(bytes, start, end))
    if (reason) {
      this.count.bad++
      const { text, isCut } = shownText(bytes, start, end)
      const isWhole = !isRagged && !isCut && (record.fault === null || record.fault === 'nul_byte')
      return this.#sink.bad({ line, reason, text, isWhole })
    }
    this.count.sound++
    this.count.lineSum += line
    if (!record.hasStrayQuote && !isPadded) return this.#sink.sound(line, bytes, start, end)
    const { delimiter } = this.#options
    const values = splitRecord(bytes.toString('utf8', start, end), delimiter)
    this.#sink.rewritten(line, values.map(quoted).join(delimiter) + delimiter.repeat(isPadded ? missing : 0))
  }

  #isLastEmpty(bytes: Buffer, end: number): boolean {
    if (bytes[end - 1] === this.#mark) return true
    return bytes[end - 3] === this.#mark && bytes[end - 2] === 0x22 && bytes[end - 1] === 0x22
  }

  #badText(bytes: Buffer, start: number, end: number): ReasonId | null {
    if (this.#replacements.isWithin(bytes, start, end)) return 'bad_encoding'
    return this.#marks.isWithin(bytes, start, end) ? 'stray_mark' : null
  }
}

/** The header cannot serve as one. */
export class HeaderError extends Error {
  readonly reason: ReasonId
  /** Of the record, as far as it was read. */
  readonly columns: number

  constructor(reason: ReasonId, columns: number) {
    super(reason)
    this.reason = reason
    this.columns = columns
  }
}
