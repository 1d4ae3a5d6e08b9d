/** Quantile by linear interpolation between order statistics (type 7) of a sorted list; NaN of none. */
function quantileOf(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1)
  const below = Math.floor(at)
  const [low, high] = [sorted[below] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN]
  return low + (high - low) * (at - below)
}

export interface ForecastOptions {
  /** Periods of a season: 52 weeks, 12 months. */
  season: number
  /** Periods to tell. */
  horizon: number
  /** Periods over which the level now is set against that of the season before. */
  level: number
}

/** Thirteen weeks ahead, the level told by the last eight. */
export const WEEKLY: ForecastOptions = { season: 52, horizon: 13, level: 8 }
/** Three months ahead, the level told by the last three. */
export const MONTHLY: ForecastOptions = { season: 12, horizon: 3, level: 3 }

/** Limits of a forecast, one a period ahead. */
export interface ForecastBand {
  low: Float64Array
  high: Float64Array
}

export interface Forecast {
  /** `seasonal_naive`: as in the season before; `levelled`: that times how the level has changed. The one with the lower error. */
  method: 'seasonal_naive' | 'levelled'
  /** Ratio of the level now to that of the season before; 1 for `seasonal_naive`. */
  ratio: number
  value: Float64Array
  band80: ForecastBand
  band95: ForecastBand
  /**
   * Mean absolute error of all forecasts that could have been made, over the mean absolute change from season to season (Hyndman and
   * Koehler 2006): below 1 it does better than the season before alone; NaN where nothing ever changed.
   */
  mase: number
  /** Forecasts made of the past, from which the bands are taken. */
  tried: number
}

/** Fewest origins in the past that make a band. */
const FEWEST_ORIGINS = 20

/** Fewest periods of history: a season, the level, the horizon, and the origins to try them on. */
export const fewestPeriods = ({ season, horizon, level }: ForecastOptions): number =>
  season + level + horizon + FEWEST_ORIGINS - 1

const sum = (list: Float64Array, from: number, before: number) => {
  let total = 0
  for (let t = from; t < before; t++) total += list[t] as number
  return total
}

/** Ratio of the level before `now` to that of the season before; 1 where that was 0. */
function levelRatio(counts: Float64Array, now: number, { season, level }: ForecastOptions): number {
  const before = sum(counts, now - level - season, now - season)
  return before > 0 ? sum(counts, now - level, now) / before : 1
}

/** Errors of one way of forecasting at every origin of the past, in units of √forecast, so that bands widen with the level. */
function triedBefore(counts: Float64Array, options: ForecastOptions, isLevelled: boolean) {
  const { season, horizon, level } = options
  const errors: number[] = []
  let absolute = 0
  let origins = 0
  for (let now = season + level; now + horizon <= counts.length; now++) {
    const ratio = isLevelled ? levelRatio(counts, now, options) : 1
    origins++
    for (let h = 0; h < horizon; h++) {
      const value = (counts[now + h - season] as number) * ratio
      const error = (counts[now + h] as number) - value
      errors.push(error / Math.sqrt(Math.max(1, value)))
      absolute += Math.abs(error)
    }
  }
  return { errors: Float64Array.from(errors).sort(), mean: absolute / errors.length, origins }
}

/**
 * Forecasts counts by the same period of the season before, with bands at the quantiles of the errors that such forecasts made in the past
 * (no model of their distribution). `counts`: one a period, ascending, none missing, ≥ 0; `horizon` ≤ `season`, else RangeError. Null
 * (`too_few`) where there are fewer than `fewestPeriods`. Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice,
 * 3rd ed., 5.2 and 5.5.
 */
export function forecast(counts: Float64Array, options: ForecastOptions = WEEKLY): Forecast | null {
  const { season, horizon } = options
  if (horizon > season) throw new RangeError('A forecast reaches at most one season ahead.')
  if (counts.length < fewestPeriods(options)) return null
  let change = 0
  for (let t = season; t < counts.length; t++)
    change += Math.abs((counts[t] as number) - (counts[t - season] as number))
  const scale = change / (counts.length - season)
  const [plain, levelled] = [triedBefore(counts, options, false), triedBefore(counts, options, true)]
  const isLevelled = levelled.mean < plain.mean
  const { errors, mean, origins } = isLevelled ? levelled : plain
  const ratio = isLevelled ? levelRatio(counts, counts.length, options) : 1
  const value = Float64Array.from({ length: horizon }, (_, h) => (counts[counts.length + h - season] as number) * ratio)
  const band = (confidence: number): ForecastBand => {
    const side = (share: number) => {
      const error = quantileOf(errors, share)
      return value.map((each) => Math.max(0, each + error * Math.sqrt(Math.max(1, each))))
    }
    return { low: side((1 - confidence) / 2), high: side((1 + confidence) / 2) }
  }
  return {
    method: isLevelled ? 'levelled' : 'seasonal_naive',
    ratio,
    value,
    band80: band(0.8),
    band95: band(0.95),
    mase: scale > 0 ? mean / scale : Number.NaN,
    tried: origins,
  }
}
