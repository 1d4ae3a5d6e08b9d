import { harmless } from './harmless.ts'
import type { QuarantinedRow } from './quarantine.ts'

const HEADER = [
  'source',
  'file',
  'line',
  'field',
  'reason',
  'reason_zh',
  'reason_en',
  'raw',
  'suggestion_zh',
  'suggestion_en',
]

function field(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = harmless(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const line = (values: (string | number | null)[]) => `${values.map(field).join(',')}\r\n`

/** Rows set aside as CSV in runs of text: a byte order mark, a header, CRLF; no cell that a spreadsheet would run. */
export async function* quarantineCsv(rows: AsyncIterable<QuarantinedRow[]>): AsyncGenerator<string> {
  yield `\uFEFF${line(HEADER)}`
  for await (const page of rows) {
    const lines = page.map((row) =>
      line([
        row.source,
        row.file,
        row.line,
        row.field,
        row.reason,
        row.label.zh,
        row.label.en,
        row.raw,
        row.suggestion?.zh ?? null,
        row.suggestion?.en ?? null,
      ]),
    )
    yield lines.join('')
  }
}
