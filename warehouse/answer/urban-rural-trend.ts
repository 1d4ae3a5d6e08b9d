import type { Indicator } from '../catalog/types.ts'
import { trend } from '../stats/mann-kendall.ts'
import { addDays, bucketsIn } from './days.ts'
import type { Period } from './types.ts'
import { classValue, compare } from './urban-rural-estimates.ts'
import type { Pair } from './urban-rural-sums.ts'
import type { ClassId, GapChange, GapPoint, GapTrend, TrendGrain } from './urban-rural-types.ts'

const MONTHS: Record<TrendGrain, number> = { month: 1, quarter: 3, year: 12 }

/**
 * Whole months of the days that the data covers, first to last day; null where there is none. A month that lacks its last
 * day alone counts as whole: data are often taken on the day that ends it.
 */
export function wholeMonths({ from, to }: Period): Period | null {
  const starts = bucketsIn('month', { from, to: addDays(to, 2) })
  const first = starts[0] === from ? from : starts[1]
  const next = starts.at(-1)
  if (first === undefined || next === undefined || next <= first) return null
  const end = addDays(next, -1)
  return { from: first, to: end < to ? end : to }
}

/** Positions of the months that make up each step: whole steps only, the last one ending with the last month. */
export function stepsOf(months: number, grain: TrendGrain): { first: number; last: number }[] {
  const size = MONTHS[grain]
  const count = Math.floor(months / size)
  return Array.from({ length: count }, (_, k) => {
    const last = months - 1 - (count - 1 - k) * size
    return { first: last - size + 1, last }
  })
}

/** What a step adds up to by class, classed as fixed and, where classes changed, as they were then. */
export interface StepSums extends Period {
  fixed: Record<ClassId, Pair>
  own: Record<ClassId, Pair> | null
}

export const together = (a: Pair, b: Pair): Pair => ({ n: a.n + b.n, d: a.d + b.d })

function changeOf(values: readonly (number | null)[], asPercent: boolean): GapChange | null {
  const found = trend(Float64Array.from(values, (value) => value ?? Number.NaN))
  if (!found) return null
  const slope = asPercent ? 100 * Math.expm1(found.slope) : found.slope
  return { slope, p: found.p, steps: values.filter((value) => value !== null).length }
}

/** The gap over time and whether it moves: difference and ratio are tested apart, as they can move oppositely. */
export function trendOf(
  indicator: Indicator,
  grain: TrendGrain,
  steps: readonly StepSums[],
  dispersion: number,
): GapTrend {
  const points = steps.map(({ from, to, fixed, own }): GapPoint => {
    const ofOwn = own && compare(indicator, together(own.urban, own.middle), own.rural, dispersion)
    return {
      from,
      to,
      ...compare(indicator, together(fixed.urban, fixed.middle), fixed.rural, dispersion),
      middle: classValue(indicator, fixed.middle, dispersion),
      ownDifference: ofOwn && ofOwn.difference.value,
    }
  })
  const logs = points.map(({ ratio }) => (ratio.value !== null && ratio.value > 0 ? Math.log(ratio.value) : null))
  return {
    grain,
    points,
    difference: changeOf(
      points.map(({ difference }) => difference.value),
      false,
    ),
    ratio: changeOf(logs, true),
  }
}
