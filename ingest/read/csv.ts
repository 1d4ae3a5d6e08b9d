import type { Recipe } from '../recipe.ts'
import { readText } from './text.ts'

export interface CsvTable {
  header: string[]
  rows: string[][]
}

/**
 * A small CSV (areas, bridges, labels) read whole: quotes, doubled quotes, newlines inside quotes; blank lines are
 * skipped. Cases and other large tables go through the engine instead.
 */
export async function readCsv(
  file: string,
  options?: Pick<Recipe, 'encoding' | 'delimiter' | 'skip'>,
): Promise<CsvTable> {
  const text = await readText(file, options?.encoding)
  const lines = text.split(/\r*\n/u)
  const body = lines.slice(options?.skip ?? 0).join('\n')
  const chosen = options?.delimiter ?? 'auto'
  const head = body.slice(0, body.indexOf('\n') < 0 ? undefined : body.indexOf('\n'))
  const count = (mark: string) => head.split(mark).length
  const delimiter = chosen === 'auto' ? [',', ';', '\t', '|'].reduce((a, b) => (count(b) > count(a) ? b : a)) : chosen
  const [header = [], ...rows] = records(body, delimiter)
  return { header: header.map((name) => name.trim()), rows }
}

function records(text: string, delimiter: string): string[][] {
  const all: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    let value: string
    if (text[at] === '"') {
      let end = at + 1
      while (end < text.length && (text[end] !== '"' || text[end + 1] === '"')) end += text[end] === '"' ? 2 : 1
      value = text.slice(at + 1, end).replaceAll('""', '"')
      at = end + 1
    } else {
      value = ''
    }
    let end = at
    while (end < text.length && text[end] !== delimiter && text[end] !== '\n') end++
    row.push(value + text.slice(at, end))
    at = end + 1
    if (text[end] === delimiter && at < text.length) continue
    if (text[end] === delimiter) row.push('')
    if (row.length > 1 || row[0]?.trim()) all.push(row)
    row = []
  }
  return all
}
