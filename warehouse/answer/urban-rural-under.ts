import { classesBy } from './urban-rural-classes.ts'
import { compare } from './urban-rural-estimates.ts'
import type { UrbanRuralQuestion } from './urban-rural-question.ts'
import { byClass, type ByClass, byMonth, type ClassOf, dispersionIn, type Side, urbanOf } from './urban-rural-sides.ts'
import { type AreaSums, overBuckets } from './urban-rural-sums.ts'
import { together } from './urban-rural-trend.ts'
import type { ClassId, Classification, GapUnder } from './urban-rural-types.ts'

/** The same gap when the middle class counts otherwise, and under every other classification. */
export function underOthers(
  sums: AreaSums,
  question: UrbanRuralQuestion,
  chosen: ClassOf,
  months: readonly ByClass[],
): GapUnder[] {
  const { indicator, areas, classifications, classification, base } = question
  const isUrban = (id: ClassId | null) => id !== null && id !== 'rural'
  const moved = (classOf: ClassOf) => {
    let [other, all] = [0, 0]
    for (const [i, area] of sums.areas.entries()) {
      const { d } = overBuckets(sums, indicator, i)
      const [a, b] = [chosen(area), classOf(area)]
      if (!(d > 0) || a === null || b === null) continue
      all += d
      if (isUrban(a) !== isUrban(b)) other += d
    }
    return all > 0 ? other / all : null
  }
  const row = (each: Classification, middle: GapUnder['middle']): GapUnder => {
    const isChosen = each.id === classification.id
    const classOf = isChosen ? chosen : classesBy(areas, each, each.vintages.at(-1) ?? null)
    const urban: Side = (by) => (middle === 'urban' ? urbanOf(by) : by.urban)
    const rural: Side = (by) => (middle === 'rural' ? together(by.rural, by.middle) : by.rural)
    const { pairs } = byClass(sums, question, classOf)
    const dispersion = dispersionIn(isChosen ? months : byMonth(sums, question, classOf), question, urban, rural) ?? 1
    const { difference, ratio } = compare(indicator, urban(pairs), rural(pairs), dispersion)
    const vintage = isChosen ? base : (each.vintages.at(-1) ?? null)
    const label =
      vintage === null ? each.label : { zh: `${each.label.zh}，${vintage} 年`, en: `${each.label.en}, ${vintage}` }
    return {
      classification: each.id,
      label,
      middle,
      difference,
      ratio,
      moved: isChosen ? null : moved(classOf),
    }
  }
  const hasMiddle = areas.some(({ area_id }) => chosen(area_id) === 'middle')
  const folds: GapUnder['middle'][] = hasMiddle ? ['urban', 'out', 'rural'] : ['urban']
  return [
    ...folds.map((middle) => row(classification, middle)),
    ...classifications.filter(({ id }) => id !== classification.id).map((each) => row(each, 'urban')),
  ]
}
