import { IngestError } from '../ingest-error.ts'
import type { Recipe } from '../recipe.ts'

export const MOST_COLUMNS = 2000

/** Cells of a header row, blank ones replaced by the cell to their left. */
function carried(cells: string[]): string[] {
  let last = ''
  return cells.map((cell) => (last = cell || last))
}

/** The header rows as one: cells joined from top to bottom, equal ones once. */
function joined(rows: string[][]): string[] {
  const trimmed = rows.map((row) => row.map((cell) => cell.trim()))
  const lowest = trimmed.at(-1) ?? []
  const upper = trimmed.slice(0, -1).map(carried)
  const width = Math.max(0, ...trimmed.map((row) => row.length))
  return Array.from({ length: width }, (_, i) => {
    const cells = [...upper.map((row) => row[i] ?? ''), lowest[i] ?? ''].filter((cell) => cell !== '')
    return cells.filter((cell, k) => cell !== cells[k - 1]).join(' ')
  })
}

function numbered(names: string[]): string[] {
  const taken = new Set(names)
  const seen = new Set<string>()
  return names.map((name) => {
    if (name === '' || !seen.has(name)) {
      seen.add(name)
      return name
    }
    let n = 2
    while (taken.has(`${name}_${n}`)) n++
    taken.add(`${name}_${n}`)
    return `${name}_${n}`
  })
}

/** Errors: IngestError above 2,000 columns, before anything is made of them. */
export function checkWidth(columns: number, file: string): void {
  if (columns <= MOST_COLUMNS) return
  const [found, most] = [columns, MOST_COLUMNS].map((n) => n.toLocaleString('en'))
  throw new IngestError({
    zh: `${file} 有 ${found} 列或更多，至多允许 ${most} 列。分隔符对吗？`,
    en: `${file} has ${found} columns or more; ${most} are allowed. Is the delimiter right?`,
  })
}

/**
 * One name for each column from the rows of a header. Blank names may repeat: no field can ask for them.
 * Errors: IngestError for too many columns, for no name at all, and for two columns of one name unless they are numbered.
 */
export function nameColumns(rows: string[][], file: string, duplicates?: Recipe['duplicate_headers']): string[] {
  checkWidth(Math.max(0, ...rows.map((row) => row.length)), file)
  const names = joined(rows)
  if (names.every((name) => name === '')) {
    throw new IngestError({
      zh: `${file} 的表头是空白的。请在配方中用 \`skip\` 写明表头之前有几行。`,
      en: `The header of ${file} is blank. State in the recipe how many lines stand before it, as \`skip\`.`,
    })
  }
  const named = names.filter((name) => name !== '').length
  if (named === 1 && names.length > 2) {
    const only = names.find((name) => name !== '')
    throw new IngestError({
      zh:
        `${file} 的表头在 ${names.length} 列中只写了一个列名“${only}”，看起来是标题。` +
        '请在配方中用 `skip` 写明表头之前有几行。',
      en:
        `The header of ${file} names one of ${names.length} columns, "${only}". It looks like a ` +
        'title: state in the recipe how many lines stand before the header, as `skip`.',
    })
  }
  if (duplicates === 'number') return numbered(names)
  const second = names.findIndex((name, i) => name !== '' && names.indexOf(name) !== i)
  if (second < 0) return names
  const name = names[second] ?? ''
  const first = names.indexOf(name)
  throw new IngestError({
    zh:
      `${file} 有两列同名“${name}”：第 ${first + 1} 列和第 ${second + 1} 列。请改名，` +
      `或在配方中写明 \`duplicate_headers: number\`，后一列就叫“${name}_2”。`,
    en:
      `${file} has two columns named "${name}": column ${first + 1} and column ${second + 1}. Rename one of ` +
      `them, or state \`duplicate_headers: number\` in the recipe: the second is then "${name}_2".`,
  })
}
