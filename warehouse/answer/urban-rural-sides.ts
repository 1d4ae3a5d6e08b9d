import { dispersionOf } from './urban-rural-estimates.ts'
import type { UrbanRuralQuestion } from './urban-rural-question.ts'
import { type AreaSums, overBuckets, type Pair } from './urban-rural-sums.ts'
import { together } from './urban-rural-trend.ts'
import type { ClassId } from './urban-rural-types.ts'

export type ClassOf = (area: number) => ClassId | null
export type ByClass = Record<ClassId, Pair>

/** What the areas of each class add up to; `areas` counts those that have figures. */
export function byClass(sums: AreaSums, question: UrbanRuralQuestion, classOf: ClassOf, first?: number, last?: number) {
  const pairs: ByClass = { urban: { n: 0, d: 0 }, middle: { n: 0, d: 0 }, rural: { n: 0, d: 0 } }
  const areas: Record<ClassId, number> = { urban: 0, middle: 0, rural: 0 }
  for (const [i, area] of sums.areas.entries()) {
    const id = classOf(area)
    const { n, d } = overBuckets(sums, question.indicator, i, first, last)
    if (id === null || !(Number.isFinite(n) && Number.isFinite(d))) continue
    pairs[id].n += n
    pairs[id].d += d
    if (d > 0) areas[id]++
  }
  return { pairs, areas }
}

export const urbanOf = ({ urban, middle }: ByClass): Pair => together(urban, middle)

export type Side = (by: ByClass) => Pair
export const ruralOf: Side = ({ rural }) => rural

/** How the ratio of two sides scatters over the months of the period. */
export function dispersionIn(
  months: readonly ByClass[],
  { indicator }: UrbanRuralQuestion,
  a: Side,
  b: Side,
): number | null {
  return dispersionOf(
    indicator,
    months.map((month) => [a(month), b(month)] as const),
  )
}

export const byMonth = (sums: AreaSums, question: UrbanRuralQuestion, classOf: ClassOf): ByClass[] =>
  sums.buckets.map((_, b) => byClass(sums, question, classOf, b, b).pairs)
