import { zFor } from './intervals.ts'

/** Durations of one group. `time` ascending and distinct; `events` ended then, `total` ended or were last seen then. */
export interface Durations {
  time: Float64Array
  events: Float64Array
  total: Float64Array
}

/** Survival after each distinct time, with Greenwood's sum Σ d / (n (n − d)). */
export interface SurvivalCurve {
  time: Float64Array
  survival: Float64Array
  greenwood: Float64Array
}

/** Kaplan–Meier product-limit estimate; those last seen at a time are still at risk for events at it. */
export function survivalCurve({ time, events, total }: Durations): SurvivalCurve {
  const survival = new Float64Array(time.length)
  const greenwood = new Float64Array(time.length)
  let atRisk = total.reduce((sum, n) => sum + n, 0)
  let s = 1
  let g = 0
  for (let i = 0; i < time.length; i++) {
    const d = events[i] ?? 0
    s *= 1 - d / atRisk
    g += d === 0 ? 0 : d / (atRisk * (atRisk - d))
    survival[i] = s
    greenwood[i] = g
    atRisk -= total[i] ?? 0
  }
  return { time, survival, greenwood }
}

const EXACTLY_HALF = 1e-9

/** First time at which a step function is at or below one half; where it rests exactly on it, the middle of that step. */
function crossing(time: Float64Array, level: Float64Array, events: Float64Array): number | null {
  for (let i = 0; i < time.length; i++) {
    const at = level[i] ?? 1
    if (at <= 0.5 + EXACTLY_HALF) return medianFrom(i, at, time, events)
  }
  return null
}

/** The median where step `i` is the first at or below one half. */
function medianFrom(i: number, level: number, time: Float64Array, events: Float64Array): number {
  const here = time[i] ?? 0
  if (level < 0.5 - EXACTLY_HALF) return here
  for (let k = i + 1; k < time.length; k++) {
    if ((events[k] ?? 0) > 0) return (here + (time[k] ?? here)) / 2
  }
  return here
}

/** Median time alone, without the curve behind it; null when fewer than half have ended. */
export function medianTime({ time, events, total }: Durations): number | null {
  let atRisk = 0
  for (const n of total) atRisk += n
  let s = 1
  for (let i = 0; i < time.length; i++) {
    s *= 1 - (events[i] as number) / atRisk
    atRisk -= total[i] as number
    if (s <= 0.5 + EXACTLY_HALF) return medianFrom(i, s, time, events)
  }
  return null
}

export interface MedianSurvival {
  /** Null when fewer than half have ended. */
  median: number | null
  low: number | null
  high: number | null
}

/** Median time and its 95 % limits, where the log–log band of the curve crosses one half (the defaults of survfit's "log-log"). */
export function medianSurvival(durations: Durations, confidence = 0.95): MedianSurvival {
  const curve = survivalCurve(durations)
  const z = zFor(confidence)
  const band = (sign: number) =>
    curve.survival.map((s, i) => {
      if (s <= 0) return Number.NaN
      if (s >= 1) return s
      const half = (z * Math.sqrt(curve.greenwood[i] ?? 0)) / Math.log(s)
      return s ** Math.exp(sign * half)
    })
  const at = (level: Float64Array) => crossing(curve.time, level, durations.events)
  return { median: at(curve.survival), low: at(band(-1)), high: at(band(1)) }
}
