import type { ForecastGrain } from '../catalog/forecast.ts'
import type { Label } from '../catalog/types.ts'
import type { Period } from './types.ts'

/** Limits that hold the stated share of the errors of the past. Arrays as `codes`. */
interface Band {
  low: number[]
  high: number[]
}

export interface Ahead {
  /** As the season before, or that times how the level has changed: whichever erred less in the past. */
  method: 'seasonal_naive' | 'levelled'
  /** How the level has changed against the season before; 1 for `seasonal_naive`. */
  ratio: number
  /** Periods ahead as answers name them: Mondays, or 2026-11. */
  codes: string[]
  value: number[]
  band80: Band
  band95: Band
  /** Error of the past over that of the season before alone; null where nothing ever changed from season to season. */
  mase: number | null
  /** Whether it erred less than the season before alone; null where `mase` is. */
  is_better: boolean | null
  /** Origins in the past that it was tried from. */
  tried: number
}

export interface ForecastAnswer {
  snapshot: string
  indicator: string
  grain: ForecastGrain
  /** Whole periods whose cases are taken to be in; null where there is none. */
  history: (Period & { periods: number }) | null
  /** Fewest periods that a forecast needs. */
  fewest: number
  /** Figures under a rate, those of the last period of the history; null for counts. */
  denominator: number | null
  /** Why there is no forecast, or `ok`. */
  status: 'ok' | 'too_few' | 'missing' | 'zero_denominator'
  ahead: Ahead | null
  notes: Label[]
}
