import type { Period } from './types.ts'
import type { UrbanRuralQuestion } from './urban-rural-question.ts'
import { byClass, type ClassOf } from './urban-rural-sides.ts'
import { type Asked, isOfCases, sumByArea } from './urban-rural-sums.ts'
import { stepsOf, type StepSums, wholeMonths } from './urban-rural-trend.ts'

/** What classes add up to in each step of all that the data covers: whole months of cases, published years of the rest. */
export async function historyOf(asked: Asked, question: UrbanRuralQuestion, fixed: ClassOf, own: ClassOf | null) {
  const { indicator, years, grain } = question
  const { dataFrom: from, dataTo: to } = asked.snapshot.catalog
  const [first, last] = [years[0], years.at(-1)]
  const isYearly = !isOfCases(indicator)
  const span: Period | null = isYearly
    ? first === undefined || last === undefined
      ? null
      : { from: `${first}-01-01`, to: `${last}-12-31` }
    : wholeMonths({ from, to })
  if (span === null) return []
  const sums = await sumByArea(asked, indicator, isYearly ? 'year' : 'month', span)
  const steps = isYearly
    ? sums.buckets.flatMap((bucket, b) =>
        years.includes(Number(bucket.to.slice(0, 4))) ? [{ first: b, last: b }] : [],
      )
    : stepsOf(sums.buckets.length, grain)
  return steps.map(({ first: a, last: b }): StepSums => {
    const pairs = (classOf: ClassOf) => byClass(sums, question, classOf, a, b).pairs
    return {
      from: sums.buckets[a]?.from ?? span.from,
      to: sums.buckets[b]?.to ?? span.to,
      fixed: pairs(fixed),
      own: own && pairs(own),
    }
  })
}
