/** The numerators of a page of indicators by a plain loop over rows, for comparison. */
import type { Component, Condition } from '../../../warehouse/catalog/types.ts'
import type { Engine } from '../../../warehouse/engine/engine.ts'

/** A case as a row of its own: times in milliseconds, words as words. */
export type Row = Record<string, number | string | boolean | null>

const TIMES = ['opened_at', 'dispatched_at', 'first_response_at', 'closed_at', 'verified_at', 'due_at', 'reopened_at']
const CODED = ['category', 'category_group', 'channel', 'department']
const PLAIN = ['responded', 'resolved', 'satisfied', 'co_departments', 'hand_offs', 'repeat_of', 'urban_class', 'flags']

/** Every case of the store `s` as an object, with the fields that conditions name. */
export async function readRows(engine: Engine, level: string): Promise<Row[]> {
  const words = CODED.map(
    (field) => `(select any_value(value) from s.dict where field = '${field}' and code = f.${field}) as ${field}`,
  )
  const { rows, columns } = await engine.query({
    text: `select f.area_${level} as area, ${[...TIMES.map((time) => `epoch_ms(f.${time}) as ${time}`), ...words, ...PLAIN.map((name) => `f.${name}`)].join(', ')} from s.cases as f`,
  })
  return Array.from({ length: rows }, (_, i) => {
    const row: Row = {}
    for (const [name, values] of Object.entries(columns)) {
      const value = values[i] ?? null
      row[name] =
        typeof value === 'bigint' || typeof value === 'number'
          ? Number(value)
          : ((value as Row[string] | undefined) ?? null)
      if (typeof row[name] === 'number' && Number.isNaN(row[name])) row[name] = null
    }
    const flags = Number(row.flags ?? 0)
    row.is_orderly = (flags & 5) === 0
    row.is_dated = (flags & 4) === 0
    row.called_back = row.resolved !== null || row.satisfied !== null
    row.ever_closed = row.closed_at !== null || row.reopened_at !== null
    const opened = Number(row.opened_at)
    row.opened_hour = row.is_dated && opened % 86_400_000 !== 0 ? new Date(opened).getUTCHours() : null
    return row
  })
}

function compare(a: Row[string], op: string, b: Row[string]): boolean {
  if (a === null || a === undefined || b === null || b === undefined) return false
  switch (op) {
    case '=':
      return a === b
    case '<>':
      return a !== b
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    default:
      return a >= b
  }
}

function meets(row: Row, condition: Condition, asOf: number): boolean {
  const value = row[condition.field] ?? null
  if (condition.op === 'known') return value !== null
  if (condition.op === 'unknown') return value === null
  if (condition.op === 'in') return value !== null && condition.values.includes(value as string | number)
  if (condition.op === 'within') {
    const start = row[condition.of] ?? null
    if (value === null || start === null || (condition.of === 'opened_at' && row.is_dated !== true)) return false
    return (Number(value) - Number(start)) / 1000 <= condition.hours * 3600
  }
  if ('as_of' in condition) return compare(value, condition.op, asOf)
  if ('column' in condition) return compare(value, condition.op, row[condition.column] ?? null)
  return 'value' in condition && compare(value, condition.op, condition.value)
}

/** Cases of each area that each component counts, in the days from..to (milliseconds, the second exclusive). */
export function countPlainly(
  rows: readonly Row[],
  components: readonly Component[],
  from: number,
  to: number,
  asOf: number,
): Map<number, number>[] {
  return components.map(({ at = 'opened_at', where = [] }) => {
    const counts = new Map<number, number>()
    for (const row of rows) {
      const time = row[at]
      if (typeof time !== 'number' || time < from || time >= to) continue
      if (!where.every((condition) => meets(row, condition, asOf))) continue
      const area = Number(row.area ?? 0)
      counts.set(area, (counts.get(area) ?? 0) + 1)
    }
    return counts
  })
}
