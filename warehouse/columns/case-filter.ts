import { ancestorsAt, placeIn } from './ancestors.ts'
import type { Filters } from '../query/plan.ts'
import { type CaseColumns, type Codes, type Field, FIELDS, kindsOf, STATUS, URBAN } from './case-columns.ts'

/** Which cases to count: those opened on the days and left by the filters. */
export interface CaseFilter extends Filters {
  /** Inclusive ISO days. */
  from: string
  to: string
  /** Cases known by month only count if that month begins before this day; unset: all of them. */
  monthsBefore?: string
}

/** Rows whose code in `column` is kept (1) or not (0). */
export interface Mask {
  column: Codes
  keep: Uint8Array
}

/** A filter in the numbers of the columns. */
export interface Selection {
  /** Days of the columns, from first on and before end. */
  first: number
  end: number
  kinds: Uint32Array
  isAllKinds: boolean
  /** Ranges of places, start and end by turns, ascending; null: everywhere. */
  places: Uint32Array | null
  masks: Mask[]
  /** Fields that the mask of combos is about. */
  fields: ReadonlySet<Field>
}

const DAY_MS = 86_400_000
const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY_MS

/** Marks what passes all of `tests`. */
function keepWhere(length: number, tests: readonly ((i: number) => boolean)[]): Uint8Array {
  const keep = new Uint8Array(length)
  for (let i = 0; i < length; i++) keep[i] = tests.every((test) => test(i)) ? 1 : 0
  return keep
}

const isIn = (codes: Int32Array, wanted: readonly number[]) => {
  const set = new Set(wanted)
  return (i: number) => set.has(codes[i] as number)
}

function kindsKept(columns: CaseColumns, { coded }: CaseFilter): Uint32Array {
  const tests = (['category', 'category_group'] as const).flatMap((column) => {
    const wanted = coded.get(column)
    return wanted ? [isIn(columns.kinds[column], wanted)] : []
  })
  const keep = keepWhere(kindsOf(columns), tests)
  return Uint32Array.from(keep.keys()).filter((kind) => keep[kind] === 1)
}

function placesKept(columns: CaseColumns, { areas }: CaseFilter): Uint32Array | null {
  if (areas.size === 0) return null
  const tests = [...areas].flatMap(([level, ids]) => {
    const codes = columns.places.get(level)
    return codes ? [isIn(codes, ids)] : []
  })
  const length = [...columns.places.values()][0]?.length ?? 0
  const keep = keepWhere(length, [(i) => tests.some((test) => test(i))])
  const ends: number[] = []
  for (let i = 0; i <= length; i++) if ((keep[i] ?? 0) !== (keep[i - 1] ?? 0)) ends.push(i)
  return Uint32Array.from(ends)
}

function combosKept(columns: CaseColumns, { coded, urban, status }: CaseFilter) {
  const { combos } = columns
  const wanted: Partial<Record<Field, readonly number[] | undefined>> = {
    channel: coded.get('channel'),
    department: coded.get('department'),
    ...(urban.length > 0 ? { urban: urban.map((name) => URBAN.indexOf(name as (typeof URBAN)[number])) } : {}),
    ...(status.length === 1 ? { status: status.map((name) => STATUS.indexOf(name)) } : {}),
  }
  const asked = FIELDS.filter((field) => wanted[field] !== undefined)
  return { asked, tests: asked.map((field) => isIn(combos[field], wanted[field] ?? [])) }
}

/** 1 for each of `cells` whose ancestor at one of the resolutions is named. */
function cellsKept(columns: CaseColumns, { cells }: CaseFilter): Uint8Array {
  const keep = new Uint8Array(columns.cells.length + 1)
  for (const [resolution, wanted] of cells) {
    const ancestors = ancestorsAt(columns, resolution)
    const isNamed = new Uint8Array(ancestors.cells.length + 1)
    for (const cell of wanted) {
      const at = placeIn(ancestors.cells, cell)
      if (at >= 0) isNamed[at] = 1
    }
    ancestors.of.forEach((ancestor, i) => {
      if (isNamed[ancestor] === 1) keep[i] = 1
    })
  }
  return keep
}

/** Days of the columns that a filter's period covers: the first, and the one after the last. */
function daysOf({ firstDay, days }: CaseColumns, from: string, to: string): [first: number, end: number] {
  const clip = (day: number) => Math.max(0, Math.min(days, day - firstDay))
  return [clip(dayNumber(from)), clip(dayNumber(to) + 1)]
}

/** Cases opened in a period. */
export function rowsBetween(columns: CaseColumns, from: string, to: string): number {
  const [first, end] = daysOf(columns, from, to)
  const kinds = kindsOf(columns)
  return Math.max(0, (columns.runs[end * kinds] as number) - (columns.runs[first * kinds] as number))
}

/** The selections whose cases together are those of a filter: one, or two around the day from which months only do not count. */
export function select(columns: CaseColumns, filter: CaseFilter): Selection[] {
  const { combos } = columns
  const [first, end] = daysOf(columns, filter.from, filter.to)
  const kinds = kindsKept(columns, filter)
  const { asked, tests } = combosKept(columns, filter)
  const common = { kinds, isAllKinds: kinds.length === kindsOf(columns), places: placesKept(columns, filter) }
  const ofCells: Mask[] = filter.cells.size > 0 ? [{ column: columns.cell, keep: cellsKept(columns, filter) }] : []
  const part = (from: number, before: number, also: readonly ((i: number) => boolean)[]): Selection[] => {
    if (from >= before) return []
    const all = [...tests, ...also]
    const masks =
      all.length > 0 ? [{ column: columns.combo, keep: keepWhere(combos.status.length, all) }, ...ofCells] : ofCells
    return [{ ...common, first: from, end: before, masks, fields: new Set(asked) }]
  }
  const hasUndated = combos.dated.includes(0)
  if (filter.monthsBefore === undefined || !hasUndated) return part(first, end, [])
  const [months] = daysOf(columns, filter.monthsBefore, filter.to)
  const turn = Math.max(first, Math.min(end, months))
  return [...part(first, turn, []), ...part(turn, end, [(i) => combos.dated[i] === 1])]
}
