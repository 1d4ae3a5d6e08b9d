import type { Neighbours } from '../stats/neighbours.ts'

/** What the thread of an audit is given. */
export interface AuditWork {
  cases: Float64Array
  people: Float64Array
  neighbours: Neighbours
  permutations: number
  seed: string
}

export interface AuditResult {
  places: number
  tested: number
  /** Hot and cold spots by the normal; how many of them the deals confirm by the same false discovery rate, and how many others they call. */
  called: number
  confirmed: number
  missed: number
  /** Of those called, places whose neighbours alone, their own rate kept, are unusual too (p < 0.05). */
  surrounded: number
  /** Hands dealt for each size of neighbourhood, and permutations of the neighbours of each place. */
  deals: number
  permutations: number
  /** Names the random numbers: the same name, the same result. */
  seed: string
}

export type AuditMessage = { done: number } | { result: AuditResult }

/** How far an audit is. */
export type AuditState =
  | { state: 'running'; done: number; of: number }
  | { state: 'done'; result: AuditResult }
  | { state: 'failed' }
