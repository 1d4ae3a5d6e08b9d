import type { Indicator } from '../catalog/types.ts'
import { smoothGlobally } from '../stats/empirical-bayes.ts'
import { QuestionError } from './question-error.ts'
import type { Question } from './question.ts'
import type { Answer, Series } from './types.ts'

const isPlace = (kind: string) => kind === 'area' || kind === 'cell'

/** Throws QuestionError where rates are to be smoothed over anything but the places of one level. */
export function refuseUnlessOfPlaces({ smooth, dimensions }: Question): void {
  const [only, ...others] = dimensions
  if (smooth === null || (only && others.length === 0 && isPlace(only.dimension.kind))) return
  throw new QuestionError('bad_question', 'smooth', {
    zh: '平滑率只在按一个地点维度（区域或格网）提问时可算。请令 by=area:<层级> 或 by=cell:<级别>，或去掉 smooth。',
    en: 'Rates are smoothed over places only. Ask by one dimension, area:<level> or cell:<resolution>, or drop smooth.',
  })
}

const isSmoothable = (indicator: Indicator | undefined): indicator is Indicator =>
  indicator?.kind === 'rate' && indicator.interval === 'poisson'

function withSmoothed(series: Series, indicator: Indicator): Series {
  const { rate } = smoothGlobally(series.numerator, series.denominator)
  return { ...series, smoothed: rate.map((each) => each * indicator.scale) }
}

/**
 * Adds rates drawn to that of all rows, the more the fewer people they are of (global empirical Bayes), computed from what the answer
 * shows. Only rates of counted events have them.
 */
export function smoothed(answer: Answer, { smooth, indicators }: Question): Answer {
  if (smooth === null) return answer
  const known = new Map(indicators.map((indicator) => [indicator.id, indicator]))
  return {
    ...answer,
    series: answer.series.map((series) => {
      const indicator = known.get(series.indicator)
      return isSmoothable(indicator) ? withSmoothed(series, indicator) : series
    }),
  }
}
