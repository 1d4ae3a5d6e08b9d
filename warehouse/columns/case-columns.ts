/** Codes of a column: 16 bits as long as they suffice. */
export type Codes = Uint16Array | Uint32Array

/** Coded fields that the days, kinds and places of cases do not tell; their numbers are those of `combos`. */
export const FIELDS = ['channel', 'department', 'urban', 'status'] as const
export type Field = (typeof FIELDS)[number]
/** Number n of `urban` and of `status` in `combos`. */
export const URBAN = ['urban', 'fringe', 'rural'] as const
export const STATUS = ['open', 'closed'] as const

/** What a cube counts by: nothing (one member), a field, or the areas of a level. */
export type Facet = 'all' | Field | `area:${string}`

/**
 * Cases before each day and before the end of the last one, by kind and member of one facet:
 * `n[(kind * members + member) * (days + 1) + day]`. Days lie side by side, as a trend reads them.
 */
export interface Cube {
  members: number
  n: Uint32Array
}

/**
 * Every case in six bytes (more where 65,536 codes do not suffice), in shared memory, in the order of day, kind and place. A kind is a
 * category with its group, a place one set of areas, one a level, a combo what the other filters know of a case. Lists of
 * kinds, places and combos hold one entry each; −1 (areas: 0) stands for unknown.
 */
export interface CaseColumns {
  rows: number
  /** Days since 1970-01-01 of the first day, and how many days. */
  firstDay: number
  days: number
  kinds: { category: Int32Array; category_group: Int32Array }
  /** First row of each day and kind, `runs[day * kinds + kind]`, and the end of the last one. */
  runs: Uint32Array
  /** Places are in the order of their areas, so that an area is, as a rule, one range of places. */
  place: Codes
  /** Index into `cells`; their length where a case has none. */
  cell: Codes
  combo: Codes
  places: ReadonlyMap<string, Int32Array>
  combos: Record<Field, Int32Array> & { dated: Uint8Array }
  /** H3 indexes, ascending. */
  cells: BigUint64Array
  /** Facets whose cube would be large have none. */
  cubes: ReadonlyMap<Facet, Cube>
}

export const kindsOf = (columns: Pick<CaseColumns, 'kinds'>): number => columns.kinds.category.length
