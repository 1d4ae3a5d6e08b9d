import { HEADER_LINE } from '../load-spool.ts'
import type { BadRecord } from '../scan/scanner.ts'
import type { Scanned } from '../scan/scan-file.ts'
import { cutText, storable } from '../scan/shown-text.ts'
import { quoted, Spool } from '../scan/spool.ts'

/** A table of text that is not delimited text: of a workbook, or of JSON. */
export interface Table {
  header: string[]
  rows: Iterable<TableRow>
  /** Records after the table that are notes. */
  footer: number
}

export interface TableRow {
  /** Number of the row or record in the file, from 1. */
  line: number
  values: (string | null)[]
}

const SHOWN = 4000

/** Not every value is text: a NUL, the sign for what could not be decoded, half a character, a byte order mark. */
function faultOf(values: (string | null)[]): BadRecord['reason'] | null {
  const text = values.join('')
  if (text.includes('\0')) return 'nul_byte'
  if (/[\uFFFD\p{Cs}]/u.test(text)) return 'bad_encoding'
  return text.includes('\uFEFF') ? 'stray_mark' : null
}

/** Writes a table to a spool as the scanner would; what is not text goes to `onBad`. */
export function spoolTable(table: Table, path: string, onBad: (record: BadRecord) => void): Scanned {
  const spool = new Spool(path)
  const count = { records: table.footer, sound: 0, bad: 0, footer: table.footer, lineSum: 0 }
  try {
    spool.record([HEADER_LINE, ...table.header])
    for (const { line, values } of table.rows) {
      const reason = faultOf(values)
      count.records++
      if (reason === null) {
        count.sound++
        count.lineSum += line
        spool.record([line, ...values])
      } else {
        count.bad++
        const text = values.map((value) => quoted(value ?? '')).join(',')
        const shown = storable(cutText(text, SHOWN))
        onBad({ line, reason, text: shown, isWhole: text.length <= SHOWN })
      }
    }
  } finally {
    spool.close()
  }
  return { header: table.header, delimiter: ',', trimmed: table.header.map(() => false), ...count }
}
