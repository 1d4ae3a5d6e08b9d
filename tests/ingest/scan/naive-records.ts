/** A slow, plain reading of the record grammar, over text held whole: the reference the scanner is tested against. */
export interface NaiveRecord {
  line: number
  values: string[]
  fault: string | null
}

interface Parsed {
  values: string[]
  next: number
  lines: number
  isClosed: boolean
  hasNul: boolean
}

const newlineAt = (text: string, i: number) =>
  ['\r\r\n', '\r\n', '\n', '\r'].find((newline) => text.startsWith(newline, i))?.length ?? 0

function parse(text: string, start: number, delimiter: string): Parsed {
  const values: string[] = []
  let value = ''
  let quoted = false
  let fresh = true
  let lines = 1
  let i = start
  let hasNul = false
  const closed = (isClosed: boolean, next: number) => ({ values: [...values, value], next, lines, isClosed, hasNul })
  while (i < text.length) {
    const c = text[i] ?? ''
    if (c === '\0') hasNul = true
    if (quoted) {
      if (c !== '"') {
        const n = newlineAt(text, i)
        if (n > 0) lines++
        value += text.slice(i, i + Math.max(n, 1))
        i += Math.max(n, 1)
      } else if (text[i + 1] === '"') {
        value += '"'
        i += 2
      } else {
        quoted = false
        i++
        if (i < text.length && text[i] !== delimiter && newlineAt(text, i) === 0) return closed(false, i)
      }
    } else if (c === '"' && fresh) {
      quoted = true
      fresh = false
      i++
    } else if (c === delimiter) {
      values.push(value)
      value = ''
      fresh = true
      i++
    } else if (newlineAt(text, i) > 0) return closed(true, i + newlineAt(text, i))
    else {
      value += c
      fresh = false
      i++
    }
  }
  return closed(!quoted, i)
}

/** `surplus`: columns that rows have beyond the header. */
export function naiveRecords(text: string, delimiter: string, surplus = 0): NaiveRecord[] {
  const records: NaiveRecord[] = []
  let columns = 0
  let line = 1
  let i = 0
  while (i < text.length) {
    const found = parse(text, i, delimiter)
    const isSpoilt = !found.isClosed || (found.lines > 1 && columns > 0 && found.values.length !== columns)
    if (isSpoilt) {
      let end = i
      while (end < text.length && newlineAt(text, end) === 0) end++
      records.push({ line, values: [], fault: 'unclosed_quote' })
      i = end + newlineAt(text, end)
      line++
    } else {
      const isBlank = newlineAt(text, i) > 0
      const ragged = columns > 0 && found.values.length !== columns ? 'column_count' : null
      if (!isBlank) records.push({ line, values: found.values, fault: found.hasNul ? 'nul_byte' : ragged })
      if (!isBlank && columns === 0) columns = found.values.length + surplus
      i = found.next
      line += found.lines
    }
  }
  return records
}
