import { type Interval, zOf } from './interval.ts'

/** A Kaplan–Meier curve: one entry for each distinct time, ascending. `low` and `high` are log-log limits. */
export interface SurvivalCurve {
  n: number
  events: number
  time: Float64Array
  atRisk: Float64Array
  survival: Float64Array
  standardError: Float64Array
  low: Float64Array
  high: Float64Array
}

/**
 * Observations grouped by distinct time, ascending: `events[i]` ended at `time[i]`, `censored[i]` were still running
 * when last seen at `time[i]`.
 */
export interface Durations {
  time: ArrayLike<number>
  events: ArrayLike<number>
  censored: ArrayLike<number>
}

const sum = (values: ArrayLike<number>) => Array.prototype.reduce.call(values, (a, b) => Number(a) + Number(b), 0)

/** Product-limit estimate with Greenwood's standard error and limits on the log(−log) scale. */
export function kaplanMeier(durations: Durations, confidence = 0.95): SurvivalCurve {
  const { time, events, censored } = durations
  const size = time.length
  const n = Number(sum(events)) + Number(sum(censored))
  const z = zOf(confidence)
  const curve: SurvivalCurve = {
    n,
    events: Number(sum(events)),
    time: Float64Array.from(time),
    atRisk: new Float64Array(size),
    survival: new Float64Array(size),
    standardError: new Float64Array(size),
    low: new Float64Array(size),
    high: new Float64Array(size),
  }
  let risk = n
  let alive = 1
  let variance = 0
  for (let i = 0; i < size; i++) {
    const ended = events[i] ?? 0
    curve.atRisk[i] = risk
    alive *= 1 - ended / risk
    variance += ended / (risk * (risk - ended))
    risk -= ended + (censored[i] ?? 0)
    curve.survival[i] = alive
    curve.standardError[i] = alive * Math.sqrt(variance)
    const logged = Math.log(alive)
    const spread = Math.exp((z * Math.sqrt(variance)) / Math.abs(logged))
    const inside = alive > 0 && alive < 1
    curve.low[i] = inside ? alive ** spread : alive === 1 ? 1 : Number.NaN
    curve.high[i] = inside ? alive ** (1 / spread) : alive === 1 ? 1 : Number.NaN
  }
  return curve
}

const TOLERANCE = 1e-9

/**
 * First time at which `curve` is at or below 1 − p. Where it stands exactly there for a while, the middle of that
 * stretch, as R's survfit reports. NaN where it never gets there.
 */
function crossing(time: Float64Array, curve: Float64Array, p: number): number {
  const target = 1 - p
  for (let i = 0; i < time.length; i++) {
    const at = curve[i] ?? Number.NaN
    if (!(at <= target + TOLERANCE)) continue
    const start = time[i] ?? Number.NaN
    if (at < target - TOLERANCE) return start
    let next = i + 1
    while (next < time.length && (curve[next] ?? Number.NaN) >= target - TOLERANCE) next++
    return (start + (time[Math.min(next, time.length - 1)] ?? start)) / 2
  }
  return Number.NaN
}

/** Quantile p of the time to the event with its limits; 0.5 is the median. */
export function survivalQuantile(curve: SurvivalCurve, p = 0.5): Interval & { value: number } {
  return {
    value: crossing(curve.time, curve.survival, p),
    low: crossing(curve.time, curve.low, p),
    high: crossing(curve.time, curve.high, p),
  }
}
