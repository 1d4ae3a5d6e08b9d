import { filledSheets, readXlsx, sheetRows } from '../read/xlsx.ts'
import type { Received } from '../receive.ts'
import { footerLength, MOST_NOTES } from './footer.ts'
import { findLayout } from './layout.ts'
import { blank } from './blank.ts'
import type { Seen, Stated } from './seen.ts'
import { Tallies } from './tally.ts'
import { isWideName } from './wide.ts'

const LOOK_AT = 150

const quoted = (value: string | null) => `"${(value ?? '').replaceAll('"', '""').replaceAll(/[\r\n]+/g, ' ')}"`

/** Every sheet with rows, each with its title, header and notes found as in delimited text. Errors: IngestError. */
export async function seeWorkbook(file: Received): Promise<Seen[]> {
  const sheets = await filledSheets(file.path, file.name)
  if (sheets.length < 2) return [await seeSheet(file, undefined)]
  const seen: Seen[] = []
  for (const sheet of sheets) seen.push(await seeSheet(file, sheet))
  return seen
}

async function seeSheet(file: Received, sheet: string | undefined): Promise<Seen> {
  const top = (await sheetRows(file.path, file.name, sheet)).slice(0, LOOK_AT)
  const sample = Buffer.from(top.map((row) => row.map(quoted).join(',')).join('\n'))
  const { layout, titles, remarks } = findLayout(sample, true)
  const { delimiter: _, short_rows: __, ...shape } = layout
  const stated: Stated = { format: 'xlsx', ...(sheet === undefined ? {} : { sheet }), ...shape }
  const { header, rows } = await readXlsx(file.path, file.name, { ...shape, ...(sheet === undefined ? {} : { sheet }) })
  const all = Array.from(rows, ({ values }) => header.map((_name, k) => values[k] ?? null))
  const last = all.slice(-MOST_NOTES).map((cells) => ({ cells, isSound: true }))
  const footer = footerLength(last, header.length)
  if (footer > 0) {
    stated.footer = footer
    remarks.push(`the last ${footer} rows are notes`)
  }
  const tallies = new Tallies(header, (name) => !isWideName(name))
  for (const values of all.slice(0, all.length - footer)) tallies.add(values)
  tallies.end()
  return {
    ...blank(file),
    ...(sheet === undefined ? {} : { part: sheet }),
    format: 'xlsx',
    stated,
    records: tallies.rows + tallies.blanks + footer,
    columns: tallies.columns,
    sample: tallies.sample,
    titles,
    remarks,
  }
}
