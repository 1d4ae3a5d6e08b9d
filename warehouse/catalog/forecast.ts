import type { Indicator } from './types.ts'

/** Periods that can be told ahead. */
export const FORECAST_GRAINS = ['week', 'month'] as const
export type ForecastGrain = (typeof FORECAST_GRAINS)[number]

/** Whether an indicator counts cases, alone or over figures of the place, so that what it counts can be told ahead. */
export const canForecast = ({ kind, numerator, denominator }: Indicator): boolean =>
  (kind === 'count' || kind === 'rate') &&
  numerator?.from === 'cases' &&
  numerator.sum === undefined &&
  denominator?.from !== 'cases'
