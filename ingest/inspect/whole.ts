import { isTotalWord } from '../locate/total-words.ts'
import type { KnownAreas } from './areas.ts'
import { unplacedRows } from './further.ts'
import type { Placing } from './place.ts'
import type { Known, Table } from './table.ts'
import type { Row } from './tally.ts'

/** Values of one column whose rows tell the sum of all areas. */
export interface Whole {
  column: Known
  values: string[]
  because: string
  /** Whether the values are words such as 合计, and no codes or names. */
  isWorded: boolean
}

const MOST_ROWS = 60
const MOST_FIGURES = 8
const NEAR = 0.02
const SUMS = new Set(['population', 'households', 'dwellings', 'figure'])

const numberIn = (text: string | null | undefined) => {
  const plain = (text ?? '').replaceAll(',', '').replace(/(?<=\d)(?:\(r?\d+\)|[*†]+)$/, '')
  return plain.trim() === '' ? Number.NaN : Number(plain)
}

/** Rows that no area takes because they tell the whole: by a word, by zeros for a code, or by figures that are the sum. */
export function wholeOf(table: Table, placed: Placing[], plans: KnownAreas[]): Whole | null {
  const [first] = placed
  if (!first) return null
  const { column } = first
  const values = [...column.tally.values.keys()]
  const words = values.filter(isTotalWord)
  if (words.length > 0)
    return { column, values: words, because: `${words.join(', ')} in ${column.name} is a total`, isWorded: true }
  const zeros = values.filter((text) => /^0{2,}$/.test(text))
  if (first.join.spelling.by === 'code' && zeros.length === 1)
    return { column, values: zeros, because: `${zeros[0]} stands for the whole`, isWorded: false }
  if (table.sample.length < (table.columns[0]?.tally.rows ?? 0)) return null
  return bySum(table, placed, plans)
}

function bySum(table: Table, placed: Placing[], plans: KnownAreas[]): Whole | null {
  const [first] = placed
  const open = unplacedRows(table, placed, plans)
  if (!first || open.length === 0 || open.length > MOST_ROWS) return null
  const missed = new Set(unplacedRows(table, placed.slice(0, 1), plans))
  const figures = table.columns.flatMap(({ role, number }, k) => (number && SUMS.has(role) ? [k] : []))
  const sums = figures.slice(0, MOST_FIGURES).map((k) => {
    const parts = table.sample.flatMap((row) => (missed.has(row) ? [] : [numberIn(row[k])]))
    return { k, sum: parts.reduce((sum, n) => sum + (Number.isFinite(n) ? n : 0), 0) }
  })
  const isSum = (row: Row) => {
    const near = sums.filter(({ k, sum }) => sum > 0 && Math.abs(numberIn(row[k]) - sum) <= sum * NEAR)
    return near.length > 0
  }
  const rows = open.filter(isSum)
  const [row] = rows
  if (!row || rows.length > 1 || table.sample.length - missed.size < 3) return null
  const at = [first.column, ...table.columns.filter(({ role }) => role === 'name' || role === 'text')].find(
    (column) => {
      const text = row[table.columns.indexOf(column)]?.trim() ?? ''
      return text !== '' && column.tally.values.get(text) === 1
    },
  )
  if (!at) return null
  const value = row[table.columns.indexOf(at)]?.trim() ?? ''
  return { column: at, values: [value], because: `the figures of ${value} are the sum of all areas`, isWorded: false }
}
