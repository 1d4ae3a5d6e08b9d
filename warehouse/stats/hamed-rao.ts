import { normalQuantile, normalTwoSided } from './distributions.ts'
import { trend } from './mann-kendall.ts'

export interface CorrectedTrend {
  /** Of S, as if the values did not depend on each other, times `factor`. */
  variance: number
  /** What dependence in time makes of the variance: above 1 where values resemble the ones before. */
  factor: number
  z: number
  /** Two-sided, of the normal. */
  p: number
}

/** Ranks from 1; equal values share the mean of theirs. */
function ranks(values: Float64Array): Float64Array {
  const order = Array.from(values.keys()).sort((a, b) => (values[a] as number) - (values[b] as number))
  const out = new Float64Array(values.length)
  for (let from = 0; from < order.length; ) {
    let to = from
    while (to < order.length && values[order[to] as number] === values[order[from] as number]) to++
    for (let k = from; k < to; k++) out[order[k] as number] = (from + 1 + to) / 2
    from = to
  }
  return out
}

/**
 * Mann–Kendall test with the variance of Hamed and Rao (1998, Journal of Hydrology 204: 182–196) for values that depend on the ones
 * before: what is left of the values after Sen's slope is ranked, and autocorrelations of the ranks at all lags enter where they
 * are significant at `level`, two-sided. `values` at even steps; NaN values are left out, and those beside them count as neighbours in
 * time. Values that only rounding parts after the slope count as parted, as in pyMannKendall. Null for fewer than three values, and where the corrected variance is below 0: the series is too short to tell.
 */
export function correctedTrend(values: Float64Array, level = 0.05): CorrectedTrend | null {
  const plain = trend(values)
  if (!plain) return null
  const at = Array.from(values.keys()).filter((i) => !Number.isNaN(values[i]))
  const n = at.length
  const rank = ranks(Float64Array.from(at, (i) => (values[i] as number) - (i + 1) * plain.slope))
  const centred = rank.map((value) => value - (n + 1) / 2)
  const covariance = (lag: number) => {
    let sum = 0
    for (let i = lag; i < n; i++) sum += (centred[i] as number) * (centred[i - lag] as number)
    return sum
  }
  const all = covariance(0)
  const limit = normalQuantile(1 - level / 2) / Math.sqrt(n)
  let sum = 0
  for (let lag = 1; lag < n && all > 0; lag++) {
    const correlation = covariance(lag) / all
    if (Math.abs(correlation) > limit) sum += (n - lag) * (n - lag - 1) * (n - lag - 2) * correlation
  }
  const factor = 1 + (2 / (n * (n - 1) * (n - 2))) * sum
  const variance = plain.variance * factor
  if (variance < 0) return null
  const z = variance === 0 ? 0 : (plain.s - Math.sign(plain.s)) / Math.sqrt(variance)
  return { variance, factor, z, p: normalTwoSided(z) }
}
