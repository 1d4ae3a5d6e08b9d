import { nextRecord, splitRecord } from '../scan/record.ts'
import type { Layout } from '../scan/shape.ts'

/** How the top of a delimited file is laid out, as a recipe must state it, with the reasons. */
export interface FoundLayout {
  layout: Layout
  delimiter: string
  /** Lines before the header. */
  titles: string[]
  remarks: string[]
}

interface Line {
  cells: string[]
  lines: number
}

const LOOK_AT = 120
const NUMBER = /^[-+(]?\d[\d,. ']*(?:[%)*]|\(r?\d+\))?$/

function topLines(sample: Buffer, isWhole: boolean, delimiter: string): Line[] {
  const found: Line[] = []
  let [at, blank] = [0, 0]
  while (at < sample.length && found.length < LOOK_AT) {
    const mark = delimiter.charCodeAt(0)
    const record = nextRecord(sample, at, sample.length, isWhole, mark, 1, Number.POSITIVE_INFINITY)
    if (!record || record.next === at) break
    const text = sample.toString('utf8', at, record.end)
    if (text.trim() === '') blank += record.lines
    else {
      const cells = record.fault === null ? splitRecord(text, delimiter).map((cell) => cell.trim()) : [text]
      found.push({ cells, lines: record.lines + blank })
      blank = 0
    }
    at = record.next
  }
  return found
}

const filled = (line: Line) => line.cells.filter((cell) => cell !== '').length

function mode(counts: number[]): number {
  const seen = new Map<number, number>()
  for (const n of counts) seen.set(n, (seen.get(n) ?? 0) + 1)
  return [...seen].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [0, 0])[0]
}

/** Lines of a title: far fewer cells than the table below has columns. */
function preamble(lines: Line[], width: number): number {
  if (width < 2) return 0
  const isTitle = (line: Line) => filled(line) <= Math.max(1, Math.floor(width * 0.3)) && filled(line) < width
  const first = lines.findIndex((line) => !isTitle(line))
  return first > 0 && first <= 20 ? first : 0
}

/** Two header rows: below the first stand words in columns that then hold numbers. */
function headerRows(lines: Line[]): number {
  const [first, second, ...body] = lines
  if (!first || !second || body.length < 2) return 1
  let [numeric, worded, headed] = [0, 0, 0]
  for (const [k, cell] of second.cells.entries()) {
    const below = body.map((line) => line.cells[k] ?? '').filter((text) => text !== '')
    if (below.length < 2 || below.filter((text) => NUMBER.test(text)).length < below.length * 0.7) continue
    numeric++
    if (cell !== '' && !NUMBER.test(cell)) worded++
    if (!NUMBER.test(first.cells[k] ?? '')) headed++
  }
  return numeric > 0 && worded >= numeric * 0.8 && headed >= numeric * 0.8 ? 2 : 1
}

function repeated(names: string[]): string | undefined {
  return names.find((name, i) => name !== '' && names.indexOf(name) !== i)
}

/** The names as ingest will make them, to see whether two are alike. */
function joinedNames(rows: Line[]): string[] {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length))
  return Array.from({ length: width }, (_, k) => rows.map(({ cells }) => cells[k] ?? '').join(' '))
}

/** The delimiter that splits most of the first lines into as many cells, whichever lines they are. */
function bestSplit(sample: Buffer, isWhole: boolean): { delimiter: string; lines: Line[]; width: number } {
  let best = { delimiter: ',', lines: topLines(sample, isWhole, ','), width: 1, score: 0 }
  for (const delimiter of [',', '\t', ';', '|']) {
    const lines = topLines(sample, isWhole, delimiter)
    const width = mode(lines.map(({ cells }) => cells.length))
    const agreeing = lines.filter(({ cells }) => cells.length === width).length
    const score = width < 2 ? 0 : (agreeing / lines.length) * 1000 + Math.min(width, 100)
    if (score > best.score) best = { delimiter, lines, width, score }
  }
  return best
}

/** Reads the first bytes (UTF-8) of a delimited file. */
export function findLayout(sample: Buffer, isWhole: boolean): FoundLayout {
  const remarks: string[] = []
  const layout: Layout = {}
  const { delimiter, lines, width } = bestSplit(sample, isWhole)
  const above = preamble(lines, width)
  const skip = lines.slice(0, above).reduce((n, line) => n + line.lines, 0)
  const body = lines.slice(above)
  if (skip > 0) {
    layout.skip = skip
    remarks.push(`${skip} lines stand before the header: they have few cells, the table has ${width} columns`)
  }
  const rows = headerRows(body)
  if (rows > 1) {
    layout.header_rows = rows
    remarks.push(`the header has ${rows} rows: the second holds words where numbers follow`)
  }
  const twice = repeated(joinedNames(body.slice(0, rows)))
  if (twice !== undefined) {
    layout.duplicate_headers = 'number'
    remarks.push(`two columns are named "${twice}"; the second is called "${twice}_2"`)
  }
  const headed = Math.max(0, ...body.slice(0, rows).map(({ cells }) => cells.length))
  const widths = body.slice(rows).map(({ cells }) => cells.length)
  if (widths.length > 0 && Math.max(...widths) < headed && headed > 1) {
    layout.short_rows = 'pad'
    remarks.push(
      `the header names ${headed} columns, rows hold at most ${Math.max(...widths)}; the last are taken as empty`,
    )
  }
  if (headed === 1) layout.delimiter = ','
  const titles = lines.slice(0, above).map(({ cells }) => cells.filter((cell) => cell !== '').join(' '))
  return { layout, delimiter, titles, remarks }
}
