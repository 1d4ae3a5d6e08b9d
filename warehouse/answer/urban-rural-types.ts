import type { Label, Status } from '../catalog/types.ts'
import type { Period } from './types.ts'

/**
 * The three classes of every classification. `middle` lies between: 城乡接合部 of the codes, towns and semi-dense areas of
 * DEGURBA. In two classes it counts as urban, as both official rules have it.
 */
export const CLASSES = ['urban', 'middle', 'rural'] as const
export type ClassId = (typeof CLASSES)[number]

/** Where a class comes from: 城乡分类代码, a column that says the class itself, or the 1 km population grid. */
export type ClassificationKind = 'code' | 'column' | 'degurba'

/** One way of classing areas: each by itself, or by the class of what holds it at a coarser level. */
export interface Classification {
  /** `code`, `degurba`, or with a level: `code:street`. */
  id: string
  kind: ClassificationKind
  label: Label
  /** Level whose areas are classed; those below take their class. */
  level: string
  /** Years of which a class is known, ascending; the trend is fixed at one of them. Empty where none is said. */
  vintages: string[]
  names: Record<ClassId, Label>
}

/** A number with its 95 % interval; null with the reason in `status`. */
export interface Estimate {
  value: number | null
  low: number | null
  high: number | null
  status: Status
}

/** What one class adds up to. */
export interface ClassValue extends Estimate {
  numerator: number | null
  denominator: number | null
}

export interface ClassRow extends ClassValue {
  id: ClassId
  label: Label
  areas: number
  /** Share of the denominator of all classes, 0–1. */
  share: number | null
  /** Value over that of the urban class; of that class itself null. */
  relative: Estimate | null
}

/** Two sides and what lies between them: the first minus the second, and over it. */
export interface Comparison {
  urban: ClassValue
  rural: ClassValue
  difference: Estimate
  ratio: Estimate
}

export interface GapPoint extends Period, Comparison {
  middle: ClassValue
  /** Difference by the class that each area had then; null where classes did not change. */
  ownDifference: number | null
}

export interface GapChange {
  /** Median slope a step (Sen), in the unit of the values; of the ratio, in percent. */
  slope: number
  /** Mann–Kendall, two-sided. */
  p: number
  steps: number
}

export type TrendGrain = 'month' | 'quarter' | 'year'

export interface GapTrend {
  grain: TrendGrain
  points: GapPoint[]
  difference: GapChange | null
  ratio: GapChange | null
}

/** Inequality of areas: T weighs by what is shared out, L by whom it is shared among. */
export interface GapInequality {
  theilT: number | null
  theilL: number | null
  /** Share of it that lies between classes, 0–1: two of them, and three. */
  betweenT: { two: number | null; three: number | null }
  betweenL: { two: number | null; three: number | null }
  areas: number
  /** What T would be if all areas of a class were alike and only chance spread them; null without an interval. */
  chance: number | null
}

export interface GapStratum {
  code: string
  label: Label
  /** Shares of the stratum in each side's denominator, 0–1. */
  urbanShare: number
  ruralShare: number
  urban: number | null
  rural: number | null
  composition: number
  rate: number
  /** Empty on one side, whose value is borrowed from the other. */
  isBorrowed: boolean
}

/** Kitagawa: gap = composition + rate. */
export interface GapParts {
  strata: string
  composition: Estimate
  rate: Estimate
  by: GapStratum[]
  borrowed: number
}

/** The same gap when areas are classed otherwise, or the middle counts otherwise. */
export interface GapUnder {
  classification: string
  label: Label
  /** Where the middle class went. */
  middle: 'urban' | 'out' | 'rural'
  difference: Estimate
  ratio: Estimate
  /** Share of the denominator that is classed otherwise than in the answer, 0–1; null where the middle only moves. */
  moved: number | null
}

export interface UrbanRural {
  snapshot: string
  indicator: string
  period: Period
  /** Level whose areas are added up. */
  level: string
  classification: string
  base: string | null
  classifications: Classification[]
  classes: ClassRow[]
  two: Comparison
  /** How much wider chance is than for independent cases: variance over that of Poisson, at least 1; null: not known. */
  dispersion: number | null
  trend: GapTrend
  inequality: GapInequality | null
  /** Ways of making strata that fit the indicator. */
  strata: { id: string; label: Label }[]
  parts: GapParts | null
  /** Why there are no parts; null where there are. */
  partless: Label | null
  under: GapUnder[]
  /** Areas of the level with class, value and parts, for the map. */
  areas: {
    codes: string[]
    classes: (ClassId | null)[]
    values: (number | null)[]
    statuses: Status[]
    whole: number | null
  }
  notes: Label[]
}
