import { type Interval, zFor } from './intervals.ts'

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

/** survfit takes a curve within this of a level to rest on it. */
const RESTS_WITHIN = 1.5e-8

/** Place of the highest value at or below a level, the first of equals; −1 when there is none. A band need not fall all the way. */
function highestUpTo(curve: Float64Array, level: number): number {
  let found = -1
  for (let i = 0; i < curve.length; i++) {
    const at = curve[i] ?? Number.NaN
    if (at <= level && (found < 0 || at > (curve[found] ?? 0))) found = i
  }
  return found
}

/**
 * Time at which a step function comes down to a level. Where it rests exactly on it: the middle of that step, which at
 * the end of the curve lasts until the last time anybody was seen.
 */
function crossing(time: Float64Array, curve: Float64Array, level: number): number | null {
  const at = highestUpTo(curve, level + RESTS_WITHIN)
  if (at < 0) return null
  const here = time[at] ?? 0
  const value = curve[at] ?? 0
  if (value < level - RESTS_WITHIN) return here
  if (curve.at(-1) === value) return (here + (time.at(-1) ?? here)) / 2
  const next = highestUpTo(curve, level - RESTS_WITHIN)
  return next < 0 ? null : (here + (time[next] ?? here)) / 2
}

/** Scale on which the band of a curve is symmetric; `log-log` stays between 0 and 1. */
export type BandScale = 'log-log' | 'log'

/** One side of the band of S at a time: the lower for a positive z, the upper for a negative one. NaN where S is 0. */
function limit(s: number, greenwood: number, z: number, scale: BandScale): number {
  if (s <= 0) return Number.NaN
  if (s >= 1) return s
  const half = z * Math.sqrt(greenwood)
  if (scale === 'log') return Math.min(1, s * Math.exp(-half))
  const log = Math.log(s)
  return Math.exp(log * Math.exp(-half / log))
}

/** Median time alone, without the curve behind it; null when fewer than half have ended. Equals that of `timeQuantile`. */
export function medianTime({ time, events, total }: Durations): number | null {
  let atRisk = 0
  for (const n of total) atRisk += n
  let s = 1
  for (let i = 0; i < time.length; i++) {
    s *= 1 - (events[i] as number) / atRisk
    atRisk -= total[i] as number
    if (s <= 0.5 + RESTS_WITHIN) return s < 0.5 - RESTS_WITHIN ? (time[i] as number) : middleOfStep(i, time, events)
  }
  return null
}

/** Middle of the step that begins at `i`. */
function middleOfStep(i: number, time: Float64Array, events: Float64Array): number {
  let end = i + 1
  while (end < time.length - 1 && events[end] === 0) end++
  return ((time[i] as number) + (time[Math.min(end, time.length - 1)] as number)) / 2
}

/** The band of a whole curve; NaN where S is 0. */
export function survivalBand(
  { survival, greenwood }: SurvivalCurve,
  confidence = 0.95,
  scale: BandScale = 'log-log',
): { low: Float64Array; high: Float64Array } {
  const z = zFor(confidence)
  const low = new Float64Array(survival.length)
  const high = new Float64Array(survival.length)
  for (let i = 0; i < survival.length; i++) {
    low[i] = limit(survival[i] as number, greenwood[i] as number, z, scale)
    high[i] = limit(survival[i] as number, greenwood[i] as number, -z, scale)
  }
  return { low, high }
}

export interface TimeQuantile {
  /** Null when too few have ended. */
  time: number | null
  low: number | null
  high: number | null
}

/** Time by which a share has ended (0.5 is the median), with the times at which the band of the curve gets there. */
export function timeQuantile(
  durations: Durations,
  share: number,
  confidence = 0.95,
  scale: BandScale = 'log-log',
): TimeQuantile {
  const { time, survival, greenwood } = survivalCurve(durations)
  const [z, level] = [zFor(confidence), 1 - share]
  const side = (i: number, way: 1 | -1) => limit(survival[i] as number, greenwood[i] as number, way * z, scale)
  const low = new Float64Array(time.length)
  let reached = -1
  for (let i = 0; i < time.length && (survival[i] as number) >= reached; i++) {
    low[i] = side(i, 1)
    // No limit after this one can come as high: they lie below their curve. What is left at 0 is never the highest.
    if ((low[i] as number) <= level - RESTS_WITHIN) reached = Math.max(reached, low[i] as number)
  }
  const high = new Float64Array(time.length).fill(1)
  // Above the level the upper limit lies there too.
  for (let i = 0; i < time.length; i++) if ((survival[i] as number) <= level + RESTS_WITHIN) high[i] = side(i, -1)
  const at = (curve: Float64Array) => crossing(time, curve, level)
  return { time: at(survival), low: at(low), high: at(high) }
}

export interface MedianSurvival {
  /** Null when fewer than half have ended. */
  median: number | null
  low: number | null
  high: number | null
}

/** Median time and its 95 % limits, where the log–log band of the curve crosses one half (the defaults of survfit's "log-log"). */
export function medianSurvival(durations: Durations, confidence = 0.95): MedianSurvival {
  const { time, low, high } = timeQuantile(durations, 0.5, confidence)
  return { median: time, low, high }
}

/** Last time at or before `at`; −1 before the first. */
function stepAt(time: Float64Array, at: number): number {
  let last = -1
  while (last + 1 < time.length && (time[last + 1] ?? 0) <= at) last++
  return last
}

/** Nobody was followed as long as asked, and some were still open. */
const isBeyond = (time: Float64Array, survival: Float64Array, at: number) =>
  time.length === 0 || (at > (time.at(-1) ?? 0) && (survival.at(-1) ?? 1) > 0)

export interface RestrictedMean {
  mean: number
  standardError: number
}

/**
 * Mean time to the end, counting no time beyond `horizon` (RMST): the area under the curve, with Greenwood's standard
 * error. Null when nobody was followed that long and some were still open.
 */
export function restrictedMean(durations: Durations, horizon: number): RestrictedMean | null {
  const { time, survival, greenwood } = survivalCurve(durations)
  if (isBeyond(time, survival, horizon)) return null
  let mean = 0
  let variance = 0
  let until = horizon
  for (let i = stepAt(time, horizon); i >= 0; i--) {
    const from = time[i] ?? 0
    mean += (survival[i] ?? 0) * (until - from)
    const before = i > 0 ? (greenwood[i - 1] ?? 0) : 0
    if ((survival[i] ?? 0) > 0) variance += mean * mean * ((greenwood[i] ?? 0) - before)
    until = from
  }
  return { mean: mean + until, standardError: Math.sqrt(variance) }
}

export interface EndedShare {
  share: number
  /** From the log–log band; null where all have ended, of which no band is known. */
  interval: Interval | null
}

/** Share ended by a time (closed by the end of its limit), open ones counted as far as they are known. Null as of `restrictedMean`. */
export function endedBy(durations: Durations, at: number, confidence = 0.95): EndedShare | null {
  const { time, survival, greenwood } = survivalCurve(durations)
  if (isBeyond(time, survival, at)) return null
  const i = stepAt(time, at)
  const s = i < 0 ? 1 : (survival[i] ?? 1)
  if (s <= 0) return { share: 1, interval: null }
  const [g, z] = [i < 0 ? 0 : (greenwood[i] ?? 0), zFor(confidence)]
  return { share: 1 - s, interval: [1 - limit(s, g, -z, 'log-log'), 1 - limit(s, g, z, 'log-log')] }
}
