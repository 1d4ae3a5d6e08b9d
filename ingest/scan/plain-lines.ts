import { MAX_RECORD_BYTES, type RecordSpan } from './record.ts'
import { Sought } from './sought.ts'

const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20
const QUOTE = 0x22
const TRUST = 64

const EACH = 0x01010101
const LOW = 0x7f * EACH
const HIGH = ~LOW
/** Added to the low seven bits of a byte it reaches the eighth unless they are white space. */
const PAST_SPACE = (0x7f - SPACE) * EACH

/** The high bit of each byte of a word that is zero. */
const zeros = (word: number) => ~(((word & LOW) + LOW) | word) & HIGH
const blanks = (word: number) => ~(((word & LOW) + PAST_SPACE) | word) & HIGH

/** Where of two kinds of bytes one follows the other; `before` are those of the word before. */
const touching = (a: number, aBefore: number, b: number, bBefore: number) =>
  (((a << 8) | (aBefore >>> 24)) & b) | (((b << 8) | (bBefore >>> 24)) & a)

/** The one to three bytes from `at` to `end` as a word filled up with FF. */
function lastWord(view: DataView, at: number, end: number): number {
  const others = 8 * (at + 4 - end)
  return (view.getInt32(end - 4, true) >>> others) | (-1 << (32 - others))
}

/**
 * Reads the usual line four bytes at a time: one without a quotation mark, in which no value can begin or end with a blank.
 * Whatever may be otherwise is left to `nextRecord`, which tells the same of a plain line.
 */
export class PlainLines {
  readonly #delimiter: number
  readonly #newline = new Sought(LF)
  readonly #others = [QUOTE, CR, 0, ...['\u3000', '\u00A0', '\uFEFF'].map((blank) => Buffer.from(blank))].map(
    (what) => new Sought(what),
  )
  #bytes: Buffer | null = null
  #view: DataView = new DataView(new ArrayBuffer(0))
  /** Falls with every line that was not plain; where many are not, trying costs more than it saves. */
  #trust = TRUST

  constructor(delimiter: number) {
    this.#delimiter = delimiter
  }

  /** The record that begins at `start`, if it is a plain line that ends within `bytes`. */
  record(bytes: Buffer, start: number): RecordSpan | null {
    if (bytes !== this.#bytes) this.#turnTo(bytes)
    if (this.#trust < 0) return null
    const newline = this.#newline.next(bytes, start)
    if (newline === bytes.length || newline - start >= MAX_RECORD_BYTES) return null
    const end = bytes[newline - 1] === CR && newline > start ? newline - 1 : newline
    const columns = this.#isUsual(bytes, start, end) ? this.#columns(bytes, start, end) : 0
    this.#trust += columns === 0 ? -4 : 1
    if (columns === 0) return null
    return { end, next: newline + 1, columns, lines: 1, fault: null, hasStrayQuote: false }
  }

  #isUsual(bytes: Buffer, start: number, end: number): boolean {
    for (const other of this.#others) if (other.next(bytes, start) < end) return false
    return true
  }

  #turnTo(bytes: Buffer): void {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    this.#trust = TRUST
  }

  /** 0 where a value may begin or end with a blank, and for what is shorter than a word. */
  #columns(bytes: Buffer, start: number, end: number): number {
    if (end < 4) return 0
    const view = this.#view
    const mark = this.#delimiter * EACH
    let columns = 1
    let edges = 0
    let delimiterBefore = HIGH
    let blankBefore = 0
    for (let i = start; i < end; i += 4) {
      const word = i + 4 <= end ? view.getInt32(i, true) : lastWord(view, i, end)
      const delimiter = zeros(word ^ mark)
      const blank = blanks(word) & ~delimiter
      columns += Math.imul(delimiter >>> 7, EACH) >>> 24
      edges |= touching(delimiter, delimiterBefore, blank, blankBefore)
      delimiterBefore = delimiter
      blankBefore = blank
    }
    const isBlankLast = end > start && (bytes[end - 1] as number) <= SPACE && bytes[end - 1] !== this.#delimiter
    return edges !== 0 || isBlankLast ? 0 : columns
  }
}
