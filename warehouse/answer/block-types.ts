import type { Label } from '../catalog/types.ts'
import type { Grain } from '../query/plan.ts'

/**
 * Which members a question about a period lists: all; those with a case in it; or those with a case or a figure of
 * their own. A member without a code (unknown) is always of the second kind.
 */
export type Listed = 'always' | 'seen' | 'seen_or_figure'

/**
 * Running counts of one breakdown. Arrays of counts have one row an edge and `codes.length + 1` entries a row, the last
 * of which counts all cases: a period from edge i to edge j holds row j less row i.
 */
export interface BlockView {
  indicator: string
  /** Dimension, or `whole`. */
  dimension: string
  /** Filters of the block that it leaves out. */
  without: string[]
  listed: Listed
  /** Null: unknown. */
  codes: (string | null)[]
  labels: Label[]
  numerator: Uint32Array
  /** Where the denominator is counted from cases too. */
  denominator: Uint32Array | null
  /** All cases, where the numerator counts some of them only and what is listed hangs on all. */
  seen: Uint32Array | null
  /** Else, where there is a denominator: one row a year of `years`, that of the last day of a period; NaN where none is known. */
  figures: Float64Array | null
}

/** What answers any period between two edges without another question. */
export interface Block {
  snapshot: string
  grain: Grain
  /** First days of the buckets, ascending, and the day after the last one. */
  edges: string[]
  /** Calendar years of the data, each one following the last. */
  years: number[]
  views: BlockView[]
}
