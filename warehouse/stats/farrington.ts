import { countQuantile, countTail, studentTail } from './count-tails.ts'
import { normalQuantile, normalTwoSided } from './distributions.ts'
import { fitLogLinear, type LogLinear } from './log-linear.ts'

/** How the upper bound is made: by the two-thirds power, or a negative binomial about the mean or about the mean's own bound. */
export type Threshold = 'delta' | 'nbPlugin' | 'muan'

export interface FarringtonOptions {
  /** Periods of a year. */
  frequency: number
  /** Years looked back, and periods on either side of the same one that count as the same season. */
  years: number
  halfWindow: number
  /** Seasons of a year; 1: only the windows themselves are looked at. */
  seasons: number
  /** Periods before the one tested that are left out, lest a rise hide itself. */
  leftOut: number
  hasTrend: boolean
  /** A trend is kept where its p value is below this. */
  trendBelow: number
  /** Past outbreaks count less: those whose residual exceeds this; null: all count alike. */
  reweightAbove: number | null
  threshold: Threshold
  /** One-sided chance of a false alarm. */
  alpha: number
  /** Fewer than this many cases in the last four periods: no test. */
  fewest: number
}

/** Noufaily et al. 2013 with the bound of a negative binomial: what the product uses. */
export const FARRINGTON: FarringtonOptions = {
  frequency: 52,
  years: 5,
  halfWindow: 3,
  seasons: 10,
  leftOut: 26,
  hasTrend: true,
  trendBelow: 1,
  reweightAbove: 2.58,
  threshold: 'nbPlugin',
  alpha: 0.005,
  fewest: 5,
}

export interface FarringtonResult {
  /** Mean expected; null, like `upper`, with too few cases for a test. */
  expected: number | null
  upper: number | null
  isAlarm: boolean
  /** Exceedance as the reference scores it: (seen − fit) / (upper − fit), the fit on the scale of the method. */
  score: number
  /** Chance of as many or more. */
  p: number
  /** Variance over mean, never below 1. */
  dispersion: number
  /** Log-linear change a period; null without a trend. */
  trend: number | null
}

/** What the model says of a period before anything is seen. */
interface Predicted {
  eta: number
  /** Standard error of eta. */
  error: number
  dispersion: number
  trend: number | null
}

const POWER = 2 / 3
const RECENT = 4

/** Season of each period before `now` that is in the baseline, 1 to `seasons`; 0: not in it. The current season is the last. */
function seasonsBefore(
  now: number,
  { frequency, years, halfWindow: w, seasons, leftOut }: FarringtonOptions,
): Uint8Array {
  const season = new Uint8Array(now)
  const set = (from: number, to: number, value: number) => {
    for (let t = Math.max(0, from); t <= Math.min(now - 1, to); t++) season[t] = value
  }
  set(now - w, now - 1, seasons)
  for (let year = 1; year <= years; year++) {
    const then = now - year * frequency
    set(then - w, then + w, seasons)
    if (seasons === 1) continue
    const length = frequency - 2 * w - 1
    const each = Math.floor(length / (seasons - 1))
    const rest = length % (seasons - 1)
    let at = then + w + 1
    for (let j = 1; j < seasons; j++) {
      const size = each + (j <= rest ? 1 : 0)
      set(at, at + size - 1, j)
      at += size
    }
  }
  season.fill(0, Math.max(0, now - leftOut))
  return season
}

/** Anscombe's residuals, standardised: above 0 where more was seen than the model says. */
function residuals(y: Float64Array, { fitted, leverage }: LogLinear, dispersion: number): Float64Array {
  return y.map((value, i) => {
    const mu = fitted[i] as number
    const raw = 1.5 * (value ** POWER * mu ** (-1 / 6) - Math.sqrt(mu))
    return raw / Math.sqrt(dispersion * (1 - (leverage[i] as number)))
  })
}

/** Weights that let past outbreaks count less; they add up to the number of observations. */
function reweighted(residual: Float64Array, above: number): Float64Array {
  const raw = residual.map((s) => (s > above ? 1 / (s * s) : 1))
  const sum = raw.reduce((total, w) => total + w, 0)
  return raw.map((w) => (raw.length / sum) * w)
}

interface Fit {
  model: LogLinear
  dispersion: number
  /** Dispersion that the reference's standard errors use. */
  forErrors: number
}

/**
 * Fits once, and again with past outbreaks weighted down. The reference overwrites the working weights by the prior ones
 * before it takes standard errors: Σ ω((y − μ)/μ)² over the degrees of freedom; its numbers are reproduced with that.
 */
function fit(y: Float64Array, x: Float64Array, p: number, above: number | null): Fit | null {
  const first = fitLogLinear(y, x, p, new Float64Array(y.length).fill(1))
  if (!first) return null
  const dispersion = Math.max(1, first.dispersion)
  if (above === null) return { model: first, dispersion, forErrors: first.dispersion }
  const weights = reweighted(residuals(y, first, dispersion), above)
  const model = fitLogLinear(y, x, p, weights)
  if (!model) return null
  let sum = 0
  for (let i = 0; i < y.length; i++)
    sum +=
      (weights[i] as number) * (((y[i] as number) - (model.fitted[i] as number)) / (model.fitted[i] as number)) ** 2
  return { model, dispersion: Math.max(1, model.dispersion), forErrors: sum / model.degrees }
}

/**
 * Predicts period `now` (from 0) of a series from its baseline; the counts from `now` on are not looked at, NaN is a period
 * without data. Null where the history is shorter than the years looked back or no model can be fitted.
 */
function predict(counts: Float64Array, now: number, options: FarringtonOptions): Predicted | null {
  const { frequency, years, halfWindow, seasons, trendBelow, reweightAbove } = options
  if (now - years * frequency < halfWindow) return null
  const season = seasonsBefore(now, options)
  const baseline: number[] = []
  for (let t = 0; t < now; t++) if (season[t] && !Number.isNaN(counts[t] as number)) baseline.push(t)
  const present = [...new Set(baseline.map((t) => season[t] as number))].filter((s) => s !== seasons)
  const column = new Map(present.map((s, k) => [s, k + 1]))
  const y = Float64Array.from(baseline, (t) => counts[t] as number)
  const design = (hasTrend: boolean): [Float64Array, number] => {
    const p = 1 + present.length + (hasTrend ? 1 : 0)
    const x = new Float64Array(baseline.length * p)
    for (const [i, t] of baseline.entries()) {
      x[i * p] = 1
      const own = column.get(season[t] as number)
      if (own !== undefined) x[i * p + own] = 1
      if (hasTrend) x[i * p + p - 1] = (t - now) / frequency
    }
    return [x, p]
  }
  const ofIntercept = ({ model, dispersion, forErrors }: Fit, trend: number | null): Predicted => ({
    eta: model.coefficients[0] as number,
    error: Math.sqrt(forErrors * (model.covariance[0] as number)),
    dispersion,
    trend,
  })
  if (options.hasTrend) {
    const [x, p] = design(true)
    const found = fit(y, x, p, reweightAbove)
    if (found) {
      const slope = found.model.coefficients[p - 1] as number
      const error = Math.sqrt(found.forErrors * (found.model.covariance[p * p - 1] as number))
      const isSteady = Math.exp(found.model.coefficients[0] as number) <= y.reduce((most, v) => Math.max(most, v), 0)
      const chance = 2 * studentTail(Math.abs(slope / error), found.model.degrees)
      if (years >= 3 && chance < trendBelow && isSteady) return ofIntercept(found, slope / frequency)
    }
  }
  const [x, p] = design(false)
  const found = fit(y, x, p, reweightAbove)
  return found && ofIntercept(found, null)
}

/**
 * Mean and dispersion (variance over mean) expected of period `now`, and the standard error of the mean relative to it. Null as
 * in `farrington`.
 */
export function farringtonMean(
  counts: Float64Array,
  now: number,
  options: FarringtonOptions = FARRINGTON,
): { mean: number; dispersion: number; error: number } | null {
  const predicted = predict(counts, now, options)
  return predicted && { mean: Math.exp(predicted.eta), dispersion: predicted.dispersion, error: predicted.error }
}

/**
 * Farrington's flexible method (Farrington et al. 1996, JRSS A 159:547; Noufaily et al. 2013, Stat Med 32:1206), in the mode
 * that reproduces surveillance::farringtonFlexible 1.20.3: is the count of period `now` (from 0) of a series higher than those
 * of the same season before it explain? Null where the history is too short or no model can be fitted.
 */
export function farrington(
  counts: Float64Array,
  now: number,
  options: FarringtonOptions = FARRINGTON,
): FarringtonResult | null {
  const predicted = predict(counts, now, options)
  if (!predicted) return null
  const { eta, error, dispersion, trend } = predicted
  const seen = counts[now] as number
  const mean = Math.exp(eta)
  const z = normalQuantile(1 - options.alpha)
  let recent = 0
  for (let t = Math.max(0, now - RECENT + 1); t <= now; t++) recent += counts[t] as number
  const isTested = recent >= options.fewest
  const judge = (upper: number, fitted: number, p: number): FarringtonResult => {
    const score = (seen - fitted) / (upper - fitted)
    return {
      expected: isTested ? mean : null,
      upper: isTested ? upper : null,
      isAlarm: isTested && score > 1 && seen !== 0,
      score,
      p,
      dispersion,
      trend,
    }
  }
  if (options.threshold === 'delta') {
    const spread = Math.sqrt((4 / 9) * mean ** (1 / 3) * (dispersion + (error * mean) ** 2 / mean))
    const ends = [mean ** POWER - z * spread, mean ** POWER + z * spread].map((end) => end ** 1.5)
    const score = (seen ** POWER - mean ** POWER) / spread
    const p = score > 0 ? normalTwoSided(score) / 2 : 1 - normalTwoSided(score) / 2
    return judge(ends[1] as number, mean, p)
  }
  const centre = options.threshold === 'muan' ? Math.exp(eta + z * error) : mean
  const upper = countQuantile(1 - options.alpha, centre, dispersion)
  return judge(upper, eta, countTail(seen, centre, dispersion))
}
