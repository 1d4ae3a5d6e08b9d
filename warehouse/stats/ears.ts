import { studentQuantile, studentTail } from './count-tails.ts'
import { normalQuantile } from './distributions.ts'

/** What is usual just before a period: mean and standard deviation of a short baseline. */
export interface Baseline {
  mean: number
  /** Sample standard deviation, n − 1, never below the least that is believed. */
  deviation: number
}

export interface EarsOptions {
  /** Periods of the baseline; at least 2. */
  baseline: number
  /** A quieter baseline is not believed: it would make any single case an alarm. 0: every baseline is. */
  leastDeviation: number
}

/** Seven periods; the deviation not below one half. */
export const EARS: EarsOptions = { baseline: 7, leastDeviation: 0.5 }

/** The baseline that ends `lag` periods before `now` (from 0); null where there are too few periods. */
export function baselineOf(
  counts: Float64Array,
  now: number,
  { baseline, leastDeviation }: EarsOptions = EARS,
  lag = 0,
): Baseline | null {
  const first = now - lag - baseline
  if (first < 0) return null
  let sum = 0
  for (let t = first; t < first + baseline; t++) sum += counts[t] as number
  const mean = sum / baseline
  let squares = 0
  for (let t = first; t < first + baseline; t++) squares += ((counts[t] as number) - mean) ** 2
  return { mean, deviation: Math.max(leastDeviation, Math.sqrt(squares / (baseline - 1))) }
}

/** Standard deviation of one further count about the mean of n: the mean is unsure too. */
const ofOneMore = (deviation: number, n: number) => deviation * Math.sqrt(1 + 1 / n)

/**
 * Chance of `seen` or more by Student's t with n − 1 degrees of freedom, about a baseline of n periods (EARS-t). The normal that C1 and
 * C2 take in its place gives 16 to 50 times as many false alarms as it promises.
 */
export const earsTail = (seen: number, { mean, deviation }: Baseline, n = EARS.baseline): number =>
  studentTail((seen - mean) / ofOneMore(deviation, n), n - 1)

/** Prediction interval of the same, cut at 0. */
export function earsInterval(
  { mean, deviation }: Baseline,
  n = EARS.baseline,
  confidence = 0.95,
): { low: number; high: number } {
  const half = studentQuantile((1 + confidence) / 2, n - 1) * ofOneMore(deviation, n)
  return { low: Math.max(0, mean - half), high: mean + half }
}

export type EarsMode = 'C1' | 'C2' | 'C3'

/** Periods between the baseline and the one tested. */
const LAG = 2

/**
 * Upper bounds of the EARS modes as surveillance::earsC has them (Fricker, Hegler and Dunfee 2008), for comparison with published work;
 * `EARS-t` is the one to warn by. C1: the baseline just before; C2: two periods earlier; C3: from how far the two periods before
 * exceeded C2. One bound a period, NaN where the history is too short or the bound is undefined (all alike and
 * `leastDeviation` 0). An alarm is a count above its bound. `alpha`: one-sided, 0.001 for C1 and C2, 0.025 for C3 by custom.
 */
export function earsBounds(
  counts: Float64Array,
  mode: EarsMode,
  { alpha = mode === 'C3' ? 0.025 : 0.001, ...options }: Partial<EarsOptions> & { alpha?: number } = {},
): Float64Array {
  const shape = { ...EARS, ...options }
  const z = normalQuantile(1 - alpha)
  const bounds = new Float64Array(counts.length).fill(Number.NaN)
  const late = (t: number) => baselineOf(counts, t, shape, LAG)
  const exceeded = (t: number) => {
    const before = late(t)
    return before ? Math.max(0, ((counts[t] as number) - before.mean) / before.deviation - 1) : Number.NaN
  }
  for (let t = 0; t < counts.length; t++) {
    const base = mode === 'C1' ? baselineOf(counts, t, shape) : late(t)
    if (!base) continue
    const { mean, deviation } = base
    bounds[t] =
      mode === 'C3'
        ? Math.max(0, (counts[t] as number) + deviation * (z - exceeded(t - 1) - exceeded(t - 2)))
        : mean + z * deviation
  }
  return bounds
}
