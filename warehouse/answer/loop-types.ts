import type { Label } from '../catalog/types.ts'
import type { Period } from './types.ts'

/** A step of the loop: how many cases reached it, and how many of those old enough to have; null where no case of the city has a record of it. */
export interface LoopStep {
  id: 'received' | 'dispatched' | 'contacted' | 'closed' | 'verified' | 'rated'
  n: number | null
  ripe: number | null
}

/** Share that has not come to its end yet, by hours since opening: `share` 1 at 0. Long curves are thinned. */
export interface WaitCurve {
  until: 'first_response_at' | 'closed_at'
  /** Cases watched, and how many of them came to the end. */
  n: number
  ended: number
  hours: number[]
  share: number[]
  low: (number | null)[]
  high: (number | null)[]
  /** How many are still watched after so many hours, neither at the end nor younger than that. */
  waiting: { hours: number; n: number }[]
  median: number | null
  median_low: number | null
  median_high: number | null
  /** Mean hours, none beyond `horizon` counted; null where nobody was watched that long. */
  mean: number | null
  mean_low: number | null
  mean_high: number | null
  horizon: number
}

/** A share with 95 % Wilson interval; null where nothing can be told. */
export interface Share {
  n: number
  of: number
  value: number | null
  low: number | null
  high: number | null
}

export interface LoopRate {
  indicator: string
  rate: Share
  /** Were all those who could not be reached dissatisfied, or all satisfied; null where that is no matter. */
  worst: number | null
  best: number | null
}

export interface RepeatedPlace {
  /** H3 cell, 15 hexadecimal digits. */
  cell: string
  area: { code: string; label: Label } | null
  kind: { code: string; label: Label }
  n: number
  callers: number | null
  from: string
  to: string
}

export interface HasteOffice {
  code: string
  label: Label
  within_minutes: Share
  /** More are closed within minutes than the 99.8 % limits of the funnel allow. */
  is_hasty: boolean
  /** As of the loop, with a 99.8 % interval. */
  bunching: Loop['bunching']
  /** The interval lies above 1. */
  is_bunched: boolean
}

export interface Loop {
  snapshot: string
  period: Period
  as_of: string
  steps: LoopStep[]
  /** Days of age from which a case counts as `ripe`. */
  ripe_days: number
  /** Sizes of the sets that a list may be asked of; null where nothing is recorded. */
  sets: Record<string, number | null>
  /** Sets as shares of the cases that could be in them, by set. */
  shares: Record<string, Share>
  ages: { from_days: number; to_days: number | null; n: number }[]
  /** Offices with most open cases, those of each by the bands of `ages`. */
  open_by_office: { code: string; label: Label; n: number; ages: number[] }[]
  curves: WaitCurve[]
  rates: LoopRate[]
  coverage: Share
  /** Cases received for each grid worker; null where workers are not published. */
  worker_load: { value: number; workers: number } | null
  working_days: {
    /** Share closed within so many working days, of those opened long enough ago to tell. */
    within: { days: number; share: Share }[]
    has_calendar: boolean
  }
  /** Closed by hour from the limit: −1 is the last hour before it. */
  around_limit: { hour: number; n: number }[]
  /** Cases closed in the last hour before the limit against the mean of the five hours before that, with 95 % interval. */
  bunching: { ratio: number | null; low: number | null; high: number | null }
  haste: HasteOffice[]
  repeated_places: RepeatedPlace[]
  /** A number opens the list of cases behind it; in profile `internal` only. */
  has_lists: boolean
  notes: Label[]
}
