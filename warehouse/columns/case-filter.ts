import { ancestorsAt, placeIn } from './ancestors.ts'
import type { Filters } from '../query/plan.ts'
import { type CaseColumns, type Codes, type Field, kindsOf, STATUS, URBAN } from './case-columns.ts'

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
  where: Where
  masks: Mask[]
  /** Fields that the mask of combos is about. */
  fields: ReadonlySet<Field>
}

const DAY_MS = 86_400_000
const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY_MS

/** 1 for each code that is wanted. */
function isWanted(codes: Int32Array, wanted: readonly number[]): Uint8Array {
  const keep = new Uint8Array(codes.length)
  for (let i = 0; i < codes.length; i++) if (wanted.includes(codes[i] as number)) keep[i] = 1
  return keep
}

/** 1 where all lists have 1; without any list everywhere. */
function wherever(length: number, lists: readonly Uint8Array[]): Uint8Array {
  const keep = new Uint8Array(length).fill(1)
  for (const list of lists) for (let i = 0; i < length; i++) keep[i] = (keep[i] as number) & (list[i] as number)
  return keep
}

/** Positions that hold 1, ascending. */
export function positionsOf(keep: Uint8Array): Uint32Array {
  const found = new Uint32Array(keep.length)
  let count = 0
  for (let i = 0; i < keep.length; i++) if (keep[i] === 1) found[count++] = i
  return found.subarray(0, count)
}

const KINDS = ['category', 'category_group'] as const

function kindsKept(columns: CaseColumns, { coded }: CaseFilter): Uint32Array {
  const lists = KINDS.flatMap((column) => {
    const wanted = coded.get(column)
    return wanted ? [isWanted(columns.kinds[column], wanted)] : []
  })
  return positionsOf(wherever(kindsOf(columns), lists))
}

function placesKept(columns: CaseColumns, { areas }: CaseFilter): Uint32Array {
  const length = [...columns.places.values()][0]?.length ?? 0
  const keep = new Uint8Array(length)
  for (const [level, ids] of areas) {
    const codes = columns.places.get(level)
    const wanted = new Set(ids)
    if (codes) for (let i = 0; i < length; i++) if (wanted.has(codes[i] as number)) keep[i] = 1
  }
  const ends: number[] = []
  for (let i = 0; i <= length; i++) if ((keep[i] ?? 0) !== (keep[i - 1] ?? 0)) ends.push(i)
  return Uint32Array.from(ends)
}

/** The fields that a filter is about, and the combos each of them leaves. */
function combosKept({ combos }: CaseColumns, { coded, urban, status }: CaseFilter): Map<Field, Uint8Array> {
  const kept = new Map<Field, Uint8Array>()
  const keep = (field: Field, wanted: readonly number[] | undefined) =>
    wanted && kept.set(field, isWanted(combos[field], wanted))
  keep('channel', coded.get('channel'))
  keep('department', coded.get('department'))
  if (urban.length > 0) {
    const codes = urban.map((name) => URBAN.indexOf(name as (typeof URBAN)[number]))
    keep('urban', codes)
  }
  if (status.length === 1) {
    const codes = status.map((name) => STATUS.indexOf(name))
    keep('status', codes)
  }
  return kept
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

/** Kinds and places that a filter leaves; places are worked out when they are first looked at. */
class Where {
  readonly kinds: Uint32Array
  readonly isAllKinds: boolean
  readonly isEverywhere: boolean
  /** The areas named, where they are of one level. */
  readonly areas: { level: string; ids: readonly number[] } | null
  readonly #columns: CaseColumns
  readonly #filter: CaseFilter
  #places: Uint32Array | null = null

  constructor(columns: CaseColumns, filter: CaseFilter) {
    this.#columns = columns
    this.#filter = filter
    this.kinds = kindsKept(columns, filter)
    this.isAllKinds = this.kinds.length === kindsOf(columns)
    this.isEverywhere = filter.areas.size === 0
    const [only, second] = filter.areas
    this.areas = only && !second ? { level: only[0], ids: only[1] } : null
  }

  /** Ranges of places, start and end by turns, ascending; null: everywhere. */
  get places(): Uint32Array | null {
    if (!this.isEverywhere) this.#places ??= placesKept(this.#columns, this.#filter)
    return this.#places
  }
}

/** The selections whose cases together are those of a filter: one, or two around the day from which months only do not count. */
export function select(columns: CaseColumns, filter: CaseFilter): Selection[] {
  const { combos } = columns
  const [first, end] = daysOf(columns, filter.from, filter.to)
  const ofFields = combosKept(columns, filter)
  const where = new Where(columns, filter)
  const ofCells: Mask[] = filter.cells.size > 0 ? [{ column: columns.cell, keep: cellsKept(columns, filter) }] : []
  const part = (from: number, before: number, also: readonly Uint8Array[]): Selection[] => {
    if (from >= before) return []
    const lists = [...ofFields.values(), ...also]
    const ofCombos: Mask[] =
      lists.length > 0 ? [{ column: columns.combo, keep: wherever(combos.status.length, lists) }] : []
    return [{ first: from, end: before, where, masks: [...ofCombos, ...ofCells], fields: new Set(ofFields.keys()) }]
  }
  if (filter.monthsBefore === undefined || !combos.dated.includes(0)) return part(first, end, [])
  const [months] = daysOf(columns, filter.monthsBefore, filter.to)
  const turn = Math.max(first, Math.min(end, months))
  return [...part(first, turn, []), ...part(turn, end, [combos.dated])]
}
