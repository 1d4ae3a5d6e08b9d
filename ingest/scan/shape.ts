import { IngestError } from '../ingest-error.ts'
import type { Recipe } from '../recipe.ts'
import { afterSkipped, nextRecord } from './record.ts'

/** What tells the columns of a file: the recipe's word for how the text is laid out. */
export type Layout = Partial<
  Pick<Recipe, 'delimiter' | 'skip' | 'header_rows' | 'footer' | 'duplicate_headers' | 'short_rows'>
>

export interface Shape {
  delimiter: string
  /** Rows end with one delimiter more than the header has: an empty value in a column without a name. */
  hasSurplus: boolean
}

interface Widths {
  header: number
  /** Columns of each sound record after the header. */
  rows: number[]
  /** How many of them have one column more than the header, and nothing in it. */
  surplus: number
}

const CANDIDATES = [',', '\t', ';', '|']
const LOOK_AT = 200
const ENOUGH = 3

function widths(sample: Uint8Array, isWhole: boolean, delimiter: string, headerRows: number): Widths {
  const mark = delimiter.charCodeAt(0)
  const found: Widths = { header: 0, rows: [], surplus: 0 }
  let headers = 0
  let at = 0
  while (at < sample.length && found.rows.length < LOOK_AT) {
    const record = nextRecord(sample, at, sample.length, isWhole, mark, 1, Number.POSITIVE_INFINITY)
    if (!record || record.next === at) break
    if (record.end > at && headers < headerRows) {
      headers++
      found.header = Math.max(found.header, record.columns)
    } else if (record.end > at && record.fault === null) {
      found.rows.push(record.columns)
      if (record.columns === found.header + 1 && sample[record.end - 1] === mark) found.surplus++
    }
    at = record.next
  }
  return found
}

/** The delimiter that splits most records into as many values (≥ 2) as the header. */
export function detectDelimiter(sample: Uint8Array, isWhole: boolean, headerRows = 1): string {
  let best = { delimiter: ',', score: 0 }
  for (const delimiter of CANDIDATES) {
    const { header, rows } = widths(sample, isWhole, delimiter, headerRows)
    const agreeing = rows.filter((n) => n === header).length + 1
    const score = header < 2 ? 0 : (agreeing / (rows.length + 1)) * 1000 + Math.min(header, 100)
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

/**
 * Finds from the first bytes of a file how its records are laid out. Errors: IngestError when they would make a single
 * column of lines that hold delimiters, or when no record is as wide as the header.
 */
export function findShape(bytes: Uint8Array, isWhole: boolean, layout: Layout, file: string): Shape {
  const sample = bytes.subarray(afterSkipped(bytes, layout.skip ?? 0))
  const headerRows = layout.header_rows ?? 1
  const isStated = layout.delimiter !== undefined && layout.delimiter !== 'auto'
  const delimiter = isStated ? String(layout.delimiter) : detectDelimiter(sample, isWhole, headerRows)
  const { header, rows, surplus } = widths(sample, isWhole, delimiter, headerRows)
  if (header === 0) return { delimiter, hasSurplus: false }
  if (!isStated && header === 1) refuseOneColumn(sample, isWhole, headerRows, file)
  const hasSurplus = surplus > rows.length / 2
  if (rows.length >= ENOUGH && !hasSurplus) refuseMisfit(header, rows, layout, file)
  return { delimiter, hasSurplus }
}

function refuseOneColumn(sample: Uint8Array, isWhole: boolean, headerRows: number, file: string): void {
  for (const delimiter of CANDIDATES) {
    const most = Math.max(0, ...widths(sample, isWhole, delimiter, headerRows).rows)
    if (most < 2) continue
    const isTab = delimiter === '\t'
    throw new IngestError({
      zh:
        `${file}：第一行只有一列，下面的行却含有${isTab ? '制表符' : `“${delimiter}”`}。如果表头之前还有别的行，` +
        '请在配方中用 `skip` 写明几行；如果确实只有一列，请写明 `delimiter`。',
      en:
        `${file}: the first line holds one column, but lines below it hold ${isTab ? 'tabs' : `"${delimiter}"`}. If lines stand before the header, ` +
        'state how many in the recipe as `skip`; if it is one column all the same, state its `delimiter`.',
    })
  }
}

function refuseMisfit(header: number, rows: number[], layout: Layout, file: string): void {
  const [least, most] = [Math.min(...rows), Math.max(...rows)]
  const said = {
    zh: `${file}：表头有 ${header} 列，而每行都有 ${least === most ? least : `${least} 至 ${most}`} 个值。`,
    en: `${file}: the header names ${header} columns, and every row holds ${least === most ? least : `${least} to ${most}`} values.`,
  }
  if (most < header && layout.short_rows !== 'pad') {
    throw new IngestError({
      zh: `${said.zh}如果只是省略了末尾几列，请在配方中写明 \`short_rows: pad\`；否则请修正表头。`,
      en: `${said.en} State \`short_rows: pad\` in the recipe if the last columns are just left out; else mend the header.`,
    })
  }
  if (least > header) {
    throw new IngestError({
      zh: `${said.zh}请修正表头；如果表头之前还有别的行，请在配方中用 \`skip\` 写明几行。`,
      en: `${said.en} Mend the header; or, if lines stand before it, state how many in the recipe as \`skip\`.`,
    })
  }
}
