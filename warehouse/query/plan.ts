/** The small typed language between a question and SQL. Only what can be said here can be asked of an engine. */
import type { Component, Fact } from '../catalog/types.ts'

export type Grain = 'day' | 'week' | 'month' | 'quarter' | 'year'
export const GRAINS: readonly Grain[] = ['day', 'week', 'month', 'quarter', 'year']
export type CodedColumn = 'category' | 'category_group' | 'channel' | 'department'
export const CODED: readonly CodedColumn[] = ['category', 'category_group', 'channel', 'department']

/** One way of breaking an answer down. */
export type Dimension =
  | { kind: 'area'; level: string }
  | { kind: 'cell'; resolution: number }
  | { kind: 'time'; grain: Grain }
  | { kind: 'coded'; column: CodedColumn }
  | { kind: 'urban' }
  | { kind: 'urban_two' }
  | { kind: 'status' }
  | { kind: 'hour' }
  | { kind: 'weekday' }

/** Conditions of a question, resolved to the numbers that the store holds. All hold at once. */
export interface Filters {
  /** Area ids by level: a row is in if any of its areas is named. */
  areas: ReadonlyMap<string, readonly number[]>
  /** H3 indexes by resolution. */
  cells: ReadonlyMap<number, readonly bigint[]>
  coded: ReadonlyMap<CodedColumn, readonly number[]>
  urban: readonly string[]
  status: readonly ('open' | 'closed')[]
}

export type TimeColumn = 'opened_at' | 'due_at' | 'closed_at' | 'verified_at'

/** Half-open span of local civil time, `YYYY-MM-DD` days. */
export interface Span {
  from: string | null
  before: string
}

interface Base {
  store: string
  by: readonly Dimension[]
  filters: Filters
  asOf: string
}

/** Counts and sums over cases. */
export interface CasesPlan extends Base {
  fact: 'cases'
  at: TimeColumn
  span: Span
  /** Cases known by month only count if that month begins before this day; unset: all of them. */
  monthsBefore?: string
  /** Only cases that were still open when this day began, or that ended later. */
  openAt?: string
  components: readonly Component[]
}

/** Sums over figures of places in given years, rolled up from one level. */
export interface PlacesPlan extends Base {
  fact: Exclude<Fact, 'cases'>
  /** Level whose rows are added up. */
  level: string
  years: readonly number[]
  components: readonly Component[]
  /** Year and level of the people that stand beside figures per head; null where none are published. */
  residents: { year: number; level: string } | null
  /** Only areas that hold on this day; unset: all. */
  on?: string
}

/** People of cells, spread over the finest ones at publish. */
export interface CellsPlan extends Base {
  fact: 'cell_population'
  resolution: number
  basis: string
  years: readonly number[]
}

/** Durations of cases opened in the span, ended or still running, shortest first; of equal ones those that ended first. */
export interface DurationsPlan extends Base {
  fact: 'durations'
  span: Span
  component: Component
}

export type Plan = CasesPlan | PlacesPlan | CellsPlan | DurationsPlan
