import type { Engine } from '../engine/engine.ts'

const DAY_S = 86_400
const DAY_MS = DAY_S * 1000
/** Stands for an unknown category or cell. */
export const NONE = 0xffff
const NO_CELL = 0xffff_ffff
const CLASSES = ['urban', 'fringe', 'rural'] as const

/** One entry a case, by day: what a moving brush filters and counts. Seven to nine bytes a case. */
export interface CaseColumns {
  rows: number
  /** Days since 1970-01-01 of `opened_at`, ascending. */
  day: Uint16Array
  /** Code of the category; NONE where unknown. */
  category: Uint16Array
  /** Index into `cells`; 2³² − 1 where unknown. */
  cell: Uint32Array
  /** 1 urban, 2 fringe, 3 rural, 0 unknown. */
  urban: Uint8Array
  /** H3 indexes, ascending. */
  cells: BigUint64Array
}

/** Inclusive ISO days; an empty list lets everything through. */
export interface BrushFilter {
  from: string
  to: string
  categories: readonly number[]
  urban: readonly string[]
}

const numberOf = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY_MS

/** Reads the cases of a store into columns, in the order of days. */
export async function loadCaseColumns(engine: Engine, store: string): Promise<CaseColumns> {
  const cases = engine.dialect.table(store, 'cases')
  const known = await engine.query({
    text: `select distinct cell from ${cases} where cell is not null order by cell`,
  })
  const seconds = engine.dialect.secondsBetween("cast('1970-01-01' as timestamp)", 'f.opened_at')
  const classed = CLASSES.map((name, i) => `when '${name}' then ${i + 1}`).join(' ')
  const found = await engine.query({
    text: `with known as (select cell, row_number() over (order by cell) - 1 as i
        from (select distinct cell from ${cases} where cell is not null) as d)
      select cast(floor(${seconds} / ${DAY_S}) as integer) as day, coalesce(f.category, ${NONE}) as category,
        cast(coalesce(k.i, ${NO_CELL}) as double) as cell, case f.urban_class ${classed} else 0 end as urban
      from ${cases} as f left join known as k on k.cell = f.cell order by 1`,
  })
  const column = (name: string) => (found.columns[name] ?? []) as ArrayLike<number>
  return {
    rows: found.rows,
    day: Uint16Array.from(column('day')),
    category: Uint16Array.from(column('category')),
    cell: Uint32Array.from(column('cell')),
    urban: Uint8Array.from(column('urban')),
    cells: BigUint64Array.from((known.columns.cell ?? []) as bigint[]),
  }
}

/** First position whose day is not before `day`. */
function positionOf(days: Uint16Array, day: number): number {
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((days[middle] ?? 0) < day) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Counts cases under a filter. By cell: one entry an index of `cells`. By category: one entry a code, NONE last.
 * By day: one entry a day of the filter. Cases without the member asked for are left out, except NONE.
 */
export function countCases(columns: CaseColumns, by: 'cell' | 'category' | 'day', filter: BrushFilter): Uint32Array {
  const first = numberOf(filter.from)
  const last = numberOf(filter.to)
  const size = by === 'cell' ? columns.cells.length : by === 'category' ? NONE + 1 : Math.max(0, last - first + 1)
  const counts = new Uint32Array(size)
  const keep = new Uint8Array(NONE + 1).fill(filter.categories.length === 0 ? 1 : 0)
  for (const code of filter.categories) keep[code] = 1
  const keepClass = [0, 1, 2, 3].map((i) => filter.urban.length === 0 || filter.urban.includes(CLASSES[i - 1] ?? ''))
  const end = positionOf(columns.day, last + 1)
  const key = columns[by]
  const shift = by === 'day' ? first : 0
  for (let i = positionOf(columns.day, first); i < end; i++) {
    if (keep[columns.category[i] ?? NONE] === 0 || keepClass[columns.urban[i] ?? 0] === false) continue
    const at = (key[i] ?? NO_CELL) - shift
    if (at < size) counts[at] = (counts[at] ?? 0) + 1
  }
  return counts
}
