import type { Indicator, Label } from './types.ts'

type Parts = Pick<Indicator, 'kind' | 'numerator' | 'denominator'>

/** Whether a value is a rate of the period asked for: cases over what does not pile up with them (people, homes, land, staff). */
export function isRateOfPeriod({ kind, numerator, denominator }: Parts): boolean {
  const isRate = kind === 'rate' || kind === 'ratio'
  return isRate && numerator?.from === 'cases' && denominator !== undefined && denominator.from !== 'cases'
}

const EACH: Partial<Record<string, Label>> = {
  day: { zh: '日率为当日的数，未年化', en: 'each day’s own rate, not annualised' },
  week: { zh: '周率为当周的数，未年化', en: 'each week’s own rate, not annualised' },
  month: { zh: '月率为当月的数，未年化', en: 'each month’s own rate, not annualised' },
  quarter: { zh: '季率为当季的数，未年化', en: 'each quarter’s own rate, not annualised' },
}

/** What a rate of parts of a year stands for, to be said beside it; null where there is nothing to mistake. */
export const notAnnualised = (indicator: Parts, grain: string): Label | null =>
  isRateOfPeriod(indicator) ? (EACH[grain] ?? null) : null
