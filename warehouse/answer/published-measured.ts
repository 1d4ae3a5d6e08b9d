import type { Attached } from '../snapshot/types.ts'
import { answer } from './answer.ts'
import { QuestionError } from './question-error.ts'
import type { Measured, MeasuredBy, Period } from './types.ts'

/** Values of indicators by places as the published set shows them; none of those that it does not hold. */
export async function measurePublished(
  snapshot: Attached,
  period: Period,
  asked: readonly MeasuredBy[],
): Promise<Measured[][]> {
  const measured: Measured[][] = []
  for (const { dimension, indicators } of asked) {
    const found: Measured[] = []
    for (const id of indicators) {
      try {
        const { series } = await answer({ indicators: [id], by: [dimension], ...period }, snapshot)
        for (const { indicator, numerator, denominator, value, status } of series)
          found.push({
            indicator,
            numerator,
            denominator,
            value: value.map((v, i) => (status[i] === 'merged' ? Number.NaN : v)),
          })
      } catch (cause) {
        if (!(cause instanceof QuestionError)) throw cause
      }
    }
    measured.push(found)
  }
  return measured
}
