/** One record of delimited text, RFC 4180, found in bytes. */
export interface RecordSpan {
  /** Where the record's text ends (before its newline). */
  end: number
  /** Where the next record begins. */
  next: number
  columns: number
  /** Physical lines the record spans. */
  lines: number
  fault: 'unclosed_quote' | 'nul_byte' | 'too_long' | null
  /** A quotation mark stands inside an unquoted value: legal to us, not to every reader. */
  hasStrayQuote: boolean
}

export const MAX_RECORD_BYTES = 1 << 20

const QUOTE = 0x22
const LF = 0x0a
const CR = 0x0d
const NUL = 0
const SPACE = 0x20

/**
 * Position after the newline at `at`: LF, CR, CR LF, or the CR CR LF of a file converted twice. -1 when more bytes are
 * needed to tell.
 */
export function afterNewline(bytes: Uint8Array, at: number, end: number, isLast: boolean): number {
  if (bytes[at] === LF) return at + 1
  const isOpen = (i: number) => i >= end && !isLast
  if (isOpen(at + 1)) return -1
  if (at + 1 < end && bytes[at + 1] === LF) return at + 2
  if (at + 1 >= end || bytes[at + 1] !== CR) return at + 1
  if (isOpen(at + 2)) return -1
  return at + 2 < end && bytes[at + 2] === LF ? at + 3 : at + 1
}

/** Position after so many physical lines, or the end. */
export function afterSkipped(bytes: Uint8Array, lines: number): number {
  let at = 0
  for (let n = 0; n < lines; n++) {
    while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at++
    if (at < bytes.length) at = afterNewline(bytes, at, bytes.length, true)
  }
  return at
}

/** The rest of the physical line from `from`, as a faulty record; null when the newline is not known yet. */
function physicalLine(
  bytes: Uint8Array,
  from: number,
  end: number,
  isLast: boolean,
  fault: 'unclosed_quote',
): RecordSpan | null {
  let i = from
  while (i < end && bytes[i] !== LF && bytes[i] !== CR) i++
  const next = i < end ? afterNewline(bytes, i, end, isLast) : isLast ? i : -1
  return next < 0 ? null : { end: i, next, columns: 0, lines: 1, fault, hasStrayQuote: false }
}

/** 1 for each byte that may end a value or spoil it, in text split by `delimiter`. */
function tellingBytes(delimiter: number): Uint8Array {
  const known = telling.get(delimiter)
  if (known) return known
  const bytes = new Uint8Array(256)
  for (const byte of [QUOTE, LF, CR, NUL, delimiter]) bytes[byte] = 1
  telling.set(delimiter, bytes)
  return bytes
}
const telling = new Map<number, Uint8Array>()

/** Whether a value, perhaps in quotes, begins or ends with a blank: white space, U+00A0, U+3000 or U+FEFF. */
function hasBlankEnd(bytes: Uint8Array, from: number, to: number): boolean {
  if (from === to) return false
  const isQuoted = bytes[from] === QUOTE
  const start = isQuoted ? from + 1 : from
  const end = isQuoted ? to - 1 : to
  if (start >= end) return false
  const first = bytes[start] as number
  const last = bytes[end - 1] as number
  if (first <= SPACE || last <= SPACE) return true
  if (first < 0x80 && last < 0x80) return false
  return (
    isWideBlank(bytes, start) ||
    isWideBlank(bytes, end - 3) ||
    isNoBreakSpace(bytes, start) ||
    isNoBreakSpace(bytes, end - 2)
  )
}

const isNoBreakSpace = (bytes: Uint8Array, at: number) => bytes[at] === 0xc2 && bytes[at + 1] === 0xa0

function isWideBlank(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] === 0xe3) return bytes[at + 1] === 0x80 && bytes[at + 2] === 0x80
  return bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf
}

/**
 * Finds the record that begins at `start`. Null: more bytes are needed. A quote that is never closed, or closed in a
 * place where no value can end, spoils its own physical line only: the scan goes on with the next line. The same
 * holds when a record over several lines has fewer or more columns than allowed. `blankEnds` gets a 1 for each column
 * whose value begins or ends with a blank.
 */
export function nextRecord(
  bytes: Uint8Array,
  start: number,
  end: number,
  isLast: boolean,
  delimiter: number,
  fewest: number,
  most: number,
  blankEnds?: Uint8Array,
): RecordSpan | null {
  const tells = tellingBytes(delimiter)
  const limit = start + MAX_RECORD_BYTES
  const stop = Math.min(end, limit)
  let i = start
  let valueAt = start
  let columns = 1
  let lines = 1
  let hasNul = false
  let hasStrayQuote = false
  for (;;) {
    while (i < stop && tells[bytes[i] as number] === 0) i++
    if (i >= stop) {
      if (i >= limit && (i < end || !isLast)) {
        return { end: i, next: i, columns, lines, fault: 'too_long', hasStrayQuote: false }
      }
      if (!isLast) return null
      break
    }
    const byte = bytes[i]
    if (byte === QUOTE) {
      if (i !== valueAt) {
        hasStrayQuote = true
        i++
        continue
      }
      i++
      for (;;) {
        if (i >= stop) {
          const isOverlong = i >= limit && (i < end || !isLast)
          if (!isOverlong && !isLast) return null
          if (isOverlong && lines === 1) {
            return { end: i, next: i, columns, lines, fault: 'too_long', hasStrayQuote: false }
          }
          return physicalLine(bytes, start, end, isLast, 'unclosed_quote')
        }
        const inside = bytes[i]
        if (inside === QUOTE) {
          if (i + 1 >= end && !isLast) return null
          if (i + 1 < end && bytes[i + 1] === QUOTE) {
            i += 2
            continue
          }
          break
        }
        if (inside === LF || inside === CR) {
          const next = afterNewline(bytes, i, end, isLast)
          if (next < 0) return null
          lines++
          i = next
          continue
        }
        if (inside === NUL) hasNul = true
        i++
      }
      i++
      const after = bytes[i]
      if (i < end && after !== delimiter && after !== LF && after !== CR) {
        return physicalLine(bytes, start, end, isLast, 'unclosed_quote')
      }
      continue
    }
    if (byte === LF || byte === CR) break
    if (byte === delimiter) {
      if (blankEnds && hasBlankEnd(bytes, valueAt, i)) blankEnds[columns - 1] = 1
      columns++
      valueAt = i + 1
    } else hasNul = true
    i++
  }
  if (blankEnds && hasBlankEnd(bytes, valueAt, i)) blankEnds[columns - 1] = 1
  const next = i < end ? afterNewline(bytes, i, end, isLast) : i
  if (next < 0) return null
  if (lines > 1 && (columns < fewest || columns > most)) {
    return physicalLine(bytes, start, end, isLast, 'unclosed_quote')
  }
  return { end: i, next, columns, lines, fault: hasNul ? 'nul_byte' : null, hasStrayQuote }
}

/** The values of a record whose quotes are sound. */
export function splitRecord(text: string, delimiter: string): string[] {
  const values: string[] = []
  let i = 0
  for (;;) {
    let value = ''
    if (text[i] === '"') {
      i++
      for (;;) {
        const quote = text.indexOf('"', i)
        if (quote < 0) {
          value += text.slice(i)
          i = text.length
          break
        }
        value += text.slice(i, quote)
        i = quote + 1
        if (text[i] !== '"') break
        value += '"'
        i++
      }
    }
    const cut = text.indexOf(delimiter, i)
    value += cut < 0 ? text.slice(i) : text.slice(i, cut)
    values.push(value)
    if (cut < 0) return values
    i = cut + 1
  }
}
