import type { Answer } from '../../warehouse/answer/types.ts'
import { harmless } from '../../warehouse/answer/harmless.ts'
import type { Provenance } from './provenance.ts'
import { type Cell, tidyColumns, tidyRows } from './tidy.ts'

const ROWS_A_CHUNK = 2_000

function field(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = harmless(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Long table as UTF-8 CSV with a byte order mark, pulled in chunks so that a slow reader holds nothing up. */
export function toCsv(answer: Answer, about: Provenance): ReadableStream<Uint8Array> {
  const columns = tidyColumns(answer, about)
  const rows = tidyRows(answer)
  const encoder = new TextEncoder()
  let head = `\uFEFF${columns.map((column) => column.name).join(',')}\r\n`
  return new ReadableStream(
    {
      pull(controller) {
        const lines: string[] = []
        let next = rows.next()
        while (!next.done) {
          const [series, row] = next.value
          lines.push(columns.map((column) => field(column.read(series, row))).join(','))
          if (lines.length === ROWS_A_CHUNK) break
          next = rows.next()
        }
        if (lines.length > 0 || head !== '') {
          controller.enqueue(encoder.encode(head + lines.map((line) => `${line}\r\n`).join('')))
          head = ''
        }
        if (lines.length < ROWS_A_CHUNK) controller.close()
      },
    },
    { highWaterMark: 1 },
  )
}
