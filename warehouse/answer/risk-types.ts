import type { CodebookEntry } from '../catalog/codebook.ts'
import type { Label, Status } from '../catalog/types.ts'
import type { LeftOut, UsedMeasure } from './risk-parts.ts'
import type { Period } from './types.ts'

export interface RiskMeasureShown extends Omit<UsedMeasure, 'values'> {
  /** Share of the pillar. */
  weight: number
  /** Areas beyond a goalpost, which score as if they stood there. */
  clipped: number
  /** Outliers drawn in before standard deviations were taken, in the draws. */
  winsorised: number
}

export interface RiskArea {
  code: string
  label: Label
  /** 1 to 100, and why it is as it is; null always with `missing`. */
  index: number | null
  status: Status
  /** Measures without a figure here. */
  missing: string[]
  /** 1 the highest; null without an index, and where no area can be told from another. */
  rank: number | null
  rank_low: number | null
  rank_high: number | null
  /** Number of the band whose areas cannot be told apart, from 0; null without an index. */
  band: number | null
  /** Score of each pillar, 1 to 100. */
  pillars: (number | null)[]
  /** By pillar, of each measure: the value as /api/query gives it, its score and its status. */
  values: (number | null)[][]
  scores: (number | null)[][]
  statuses: Status[][]
}

export interface RiskIndex {
  snapshot: string
  level: string
  period: Period
  /** Year of the goalposts `baseline`; null where every measure has fixed ones. */
  baseline: Period | null
  pillars: { id: string; label: Label; weight: number; measures: RiskMeasureShown[] }[]
  left_out: LeftOut[]
  /** Highest index first, those without one last. */
  areas: RiskArea[]
  /** Areas with an index. */
  ranked: number
  draws: number
  /** Name of the stream of random numbers: the same name, the same draws. */
  stream: string
  codebook: CodebookEntry
  notes: Label[]
}
