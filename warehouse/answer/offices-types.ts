import type { ThreeRate } from '../catalog/evaluation.ts'
import type { Label, Status } from '../catalog/types.ts'
import type { Period } from './types.ts'

/** A proportion in the unit of its indicator (percent), with 95 % Wilson interval; null where `status` says why. */
export interface Proportion {
  numerator: number | null
  denominator: number | null
  value: number | null
  low: number | null
  high: number | null
  status: Status
}

/**
 * Where an office lies in the funnel about the value of the city: beyond the 99.8 % limits (`high`, `low`), between them and the
 * 95 % limits (`_warning`), or `within`, where it cannot be told apart from the city. `too_few`: its denominator lies below
 * the minimum of the indicator. High is high in value, be that good or bad.
 */
export type OfficePosition = 'high' | 'high_warning' | 'within' | 'low_warning' | 'low' | 'too_few'

/** Places 1 to `ranked` that 90 % of the draws lie within; null for an office that is not ranked. */
export interface RankInterval {
  rank_low: number | null
  rank_high: number | null
}

export interface OfficeRate extends Proportion {
  rate: ThreeRate
  indicator: string
  /** Were all those whom no call-back reached counted against, or for; null where call-backs are no matter. */
  worst: number | null
  best: number | null
}

export interface OfficeScore extends RankInterval {
  /** Weighted mean of the three rates, 0 to 100; null where a rate that counts has too few cases. */
  value: number | null
  /** With the worst and the best bound of each rate. */
  worst: number | null
  best: number | null
  /** Rates that count and have too few cases. */
  lacks: ThreeRate[]
}

export interface Office extends Proportion, RankInterval {
  code: string
  label: Label
  position: OfficePosition
  /** Limits of the funnel at the office's denominator, in the unit of the indicator; null with `too_few`. */
  limits: { low_998: number; low_95: number; high_95: number; high_998: number } | null
  coverage: Proportion
  /** So few were called back that the answers should not be compared. */
  is_thin: boolean
  rates: OfficeRate[]
  score: OfficeScore
}

export interface Offices {
  snapshot: string
  indicator: string
  period: Period
  /** Every case the filters leave, also those of no office: what the funnel is drawn about. */
  total: Proportion
  /** Spread between offices beyond chance, which the limits allow for (`tau2` in shares squared); null: none found. */
  over_dispersion: { phi: number; tau2: number; points: number } | null
  /** Fewest cases in the denominator of an office that is placed. */
  fewest: number
  /** Which end has place 1. */
  first: 'highest' | 'lowest'
  ranked: number
  /** Shares of the three rates in the score, together 1; offices with a score. */
  weights: Record<ThreeRate, number>
  scored: number
  draws: number
  /** The draws of an office come from the stream of this name and its code. */
  stream: string
  /** In the order of the city's list of departments, which is no ranking. */
  offices: Office[]
  notes: Label[]
}
