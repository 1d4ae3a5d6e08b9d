import { ancestorsAt } from '../columns/ancestors.ts'
import { type CaseColumns, STATUS, URBAN } from '../columns/case-columns.ts'
import type { Axis } from '../columns/count.ts'
import type { Counters } from '../columns/counters.ts'
import type { Component } from '../catalog/types.ts'
import type { CodedColumn, Dimension } from '../query/plan.ts'
import { bucketsIn, dayNumber } from './days.ts'
import { joinTokens, UNKNOWN } from './keys.ts'
import { monthsBefore } from './months.ts'
import type { Scope } from './parts.ts'
import { columnsOf } from './served-columns.ts'
import type { Sums } from './sums.ts'

/** Cases by member: `n[i]` of `tokens[i]`, or of the H3 index `cells[i]`, ascending. Members without a case may be among them. */
export type Counts = { tokens: readonly string[]; n: ArrayLike<number> } | { cells: BigUint64Array; n: Uint32Array }

/** What the columns count a dimension by; null where they cannot tell. */
export function axisOf(dimension: Dimension | undefined): Axis | null {
  switch (dimension?.kind) {
    case undefined:
      return 'all'
    case 'time':
    case 'weekday':
      return 'day'
    case 'cell':
      return 'cell'
    case 'area':
      return 'place'
    case 'urban':
    case 'urban_two':
      return 'urban'
    case 'status':
      return 'status'
    case 'coded':
      return isOfKinds(dimension.column) ? 'kind' : dimension.column
    case 'hour':
      return null
  }
}

const isOfKinds = (column: CodedColumn) => column === 'category' || column === 'category_group'

/** Adds up what has the same token; tokens in the order they are met. */
function byToken(counts: Uint32Array, tokenOf: (i: number) => string): Counts {
  const sums = new Map<string, number>()
  for (let i = 0; i < counts.length; i++) {
    const n = counts[i] as number
    if (n === 0) continue
    const token = tokenOf(i)
    sums.set(token, (sums.get(token) ?? 0) + n)
  }
  return { tokens: [...sums.keys()], n: [...sums.values()] }
}

/** Counts of `length` days from day `first` of the columns on, which may lie before or after them. */
function ofDays(counts: Uint32Array, first: number, length: number): Uint32Array {
  const n = new Uint32Array(length)
  const [from, end] = [Math.max(0, first), Math.min(counts.length, first + length)]
  if (from < end) n.set(counts.subarray(from, end), from - first)
  return n
}

function byTime(
  counts: Uint32Array,
  columns: CaseColumns,
  dimension: Dimension & { kind: 'time' },
  period: Scope['period'],
) {
  const tokens = bucketsIn(dimension.grain, period)
  if (dimension.grain === 'day')
    return { tokens, n: ofDays(counts, dayNumber(period.from) - columns.firstDay, tokens.length) }
  const starts = tokens.map((token) => dayNumber(token) - columns.firstDay)
  const n = new Uint32Array(tokens.length)
  for (let k = 0; k < tokens.length; k++) {
    const end = Math.min(counts.length, starts[k + 1] ?? counts.length)
    for (let day = Math.max(0, starts[k] as number); day < end; day++) n[k] = (n[k] as number) + (counts[day] as number)
  }
  return { tokens, n }
}

/** A token of a code, of which the last of the list stands for unknown. */
const memberToken = (counts: Uint32Array, nameOf: (i: number) => string) => (i: number) =>
  i === counts.length - 1 ? UNKNOWN : nameOf(i)

const codeToken = (code: number | undefined, unknown: number) =>
  code === undefined || code === unknown ? UNKNOWN : String(code)

function membersOf(counts: Uint32Array, columns: CaseColumns, dimension: Dimension, period: Scope['period']): Counts {
  switch (dimension.kind) {
    case 'time':
      return byTime(counts, columns, dimension, period)
    case 'weekday':
      return byToken(counts, (day) => String(((((columns.firstDay + day + 3) % 7) + 7) % 7) + 1))
    case 'cell': {
      const { cells, of } = ancestorsAt(columns, dimension.resolution)
      if (cells.length === columns.cells.length) return { cells, n: counts.subarray(0, cells.length) }
      const n = new Uint32Array(cells.length)
      for (let i = 0; i < columns.cells.length; i++) {
        const ancestor = of[i] as number
        n[ancestor] = (n[ancestor] as number) + (counts[i] as number)
      }
      return { cells, n }
    }
    case 'area': {
      const areas = columns.places.get(dimension.level)
      return byToken(counts, (place) => codeToken(areas?.[place], 0))
    }
    case 'urban':
      return byToken(
        counts,
        memberToken(counts, (i) => URBAN[i] ?? UNKNOWN),
      )
    case 'urban_two':
      return byToken(
        counts,
        memberToken(counts, (i) => (URBAN[i] === 'fringe' ? 'urban' : (URBAN[i] ?? UNKNOWN))),
      )
    case 'status':
      return byToken(counts, (i) => STATUS[i] ?? UNKNOWN)
    case 'coded': {
      const { column } = dimension
      if (column !== 'category' && column !== 'category_group') return byToken(counts, memberToken(counts, String))
      return byToken(counts, (kind) => codeToken(columns.kinds[column][kind], -1))
    }
    case 'hour':
      return { tokens: [], n: [] }
  }
}

/** Whether a component counts all cases opened in a period. */
export const isCount = ({ from, sum, where, at }: Component): boolean =>
  from === 'cases' && sum === undefined && where === undefined && (at ?? 'opened_at') === 'opened_at'

type Counted = Map<string, Uint32Array | Promise<Uint32Array>>
const asked = new WeakMap<Scope['store'], WeakMap<Scope['filters'], Counted>>()

export function sumOf(counts: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < counts.length; i++) sum += counts[i] as number
  return sum
}

/** Counts by an axis; those of all cases together are the sum of those that the same question has by another. */
async function countsOf(scope: Scope, counters: Counters, axis: Axis): Promise<Uint32Array> {
  const { filters, period, store } = scope
  const before = monthsBefore(scope)
  const ofStore = asked.get(store) ?? new WeakMap<Scope['filters'], Counted>()
  asked.set(store, ofStore)
  const ofQuestion: Counted = ofStore.get(filters) ?? new Map()
  ofStore.set(filters, ofQuestion)
  const span = `${period.from} ${period.to} ${before}`
  const parts = axis === 'all' ? await ofQuestion.get(span) : undefined
  if (parts) return Uint32Array.of(sumOf(parts))
  const counts = counters.count(axis, { ...filters, ...period, ...(before === null ? {} : { monthsBefore: before }) })
  ofQuestion.set(span, counts)
  return counts
}

/** Counts of all cases of a scope by its dimension, or together, from the columns in memory; null where they cannot tell. */
export async function countBy(scope: Scope): Promise<Counts | null> {
  const [dimension, second] = scope.by
  const axis = axisOf(dimension)
  const served = columnsOf(scope.snapshot)
  if (!served || axis === null || second) return null
  const counts = await countsOf(scope, served.counters, axis)
  return dimension ? membersOf(counts, served.columns, dimension, scope.period) : { tokens: [''], n: counts }
}

/** The two sides that every class of 城乡 belongs to. */
const SIDES = { urban: ['urban', 'fringe'], rural: ['rural'] } as const

/** Counts of a scope by the first of its dimensions, on each side of the urban–rural divide; null where the columns cannot tell. */
async function countSides(scope: Scope): Promise<Sums | null> {
  const [dimension] = scope.by
  const { filters } = scope
  if (!dimension || dimension.kind === 'cell' || filters.urban.length > 0) return null
  const sums = new Map<string, number>()
  for (const [side, urban] of Object.entries(SIDES)) {
    const counts = await countBy({ ...scope, by: [dimension], filters: { ...filters, urban } })
    if (!counts || 'cells' in counts) return null
    for (let i = 0; i < counts.n.length; i++) {
      const n = counts.n[i] as number
      if (n > 0) sums.set(joinTokens([counts.tokens[i] as string, side]), n)
    }
  }
  return sums
}

/** The same as sums by token, members without a case left out. */
export async function countFromColumns(scope: Scope, component: Component): Promise<Sums | null> {
  if (!isCount(component)) return null
  if (scope.by.length === 2 && scope.by[1]?.kind === 'urban_two') return countSides(scope)
  const counts = await countBy(scope)
  if (!counts) return null
  const sums = new Map<string, number>()
  for (let i = 0; i < counts.n.length; i++) {
    const n = counts.n[i] as number
    if (n > 0) sums.set('cells' in counts ? String(counts.cells[i]) : (counts.tokens[i] as string), n)
  }
  return sums
}
