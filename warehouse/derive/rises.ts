import { countTail } from '../stats/count-tails.ts'
import { falseDiscoveryRates } from '../stats/multiple-testing.ts'
import { chanceOfAny } from './false-alarms.ts'
import type { WeeklySeries } from './weekly-series.ts'

/**
 * What is expected of one series in one week: mean, variance over mean, and the standard error of the mean relative to it. `usual` is
 * the variance over mean of all series of the kind together, which their own, never below 1, exceed by chance.
 */
export interface Prediction {
  mean: number
  dispersion: number
  error: number
  usual: number
}

/** A way to tell what is usual. */
export interface Method {
  id: 'farrington' | 'ears_t'
  /** Weeks that are counted together. */
  spans: readonly number[]
  /** Predicts week `w` of series `s` from what was known before it; null where nothing can be said. */
  predict: (s: number, w: number) => Prediction | null
  /** Chance of `seen` or more. */
  tail: (seen: number, mean: number, dispersion: number) => number
  /** 95 % prediction interval. */
  interval: (mean: number, dispersion: number) => { low: number; high: number }
}

const FEWEST_SEEN = 5
const LEAST_EXCESS = 3
/** Weeks before the one looked at that a plain mean leaves out, lest a rise hide itself. */
const RECENT = 26
/** Weeks over which an area's share of the city's cases is measured. */
export const SHARE_WEEKS = 104
/** Series whose plain mean makes as many quite usual are not worth a model. */
const WORTH = 0.02

/** Cases of a series in the `weeks` up to week w, and what was expected; not only chance but the unsure mean widens the interval. */
export interface Rise {
  series: number
  weeks: number
  seen: number
  expected: number
  low: number
  high: number
  p: number
  q: number
}

/** Tests of one week: the rises worth a look, by p; how many tests there were in all; how many false alarms to expect. */
export interface WeekTested {
  rises: Rise[]
  tests: number
  falseAlarms: (mostFalse: number) => number
}

/**
 * Looks for rises week by week. Every series of every span is a test of the week's family, whether or not it is worth a
 * model: the others count with p = 1.
 */
export class Riser {
  private readonly mean: Float64Array
  private readonly dispersion: Float64Array
  private readonly error: Float64Array
  private readonly usual: Float64Array
  private readonly series: WeeklySeries
  private readonly methodOf: (w: number) => Method
  private readonly running: Float64Array
  private readonly chances = new Map<number, Map<string, number>>()
  private readonly groups = new Map<number, Map<string, { one: Prediction; n: number }>>()

  constructor(series: WeeklySeries, methodOf: (w: number) => Method) {
    this.series = series
    this.methodOf = methodOf
    this.mean = new Float64Array(series.counts.length).fill(Number.NaN)
    this.dispersion = new Float64Array(series.counts.length).fill(Number.NaN)
    this.error = new Float64Array(series.counts.length)
    this.usual = new Float64Array(series.counts.length)
    const { counts, weeks } = series
    this.running = new Float64Array(counts.length)
    for (let i = 0; i < counts.length; i++)
      this.running[i] = (counts[i] as number) + (i % weeks === 0 ? 0 : (this.running[i - 1] as number))
  }

  /** Cases of series s in the weeks from..to, both included. */
  sum(s: number, from: number, to: number): number {
    const at = s * this.series.weeks
    return (this.running[at + to] as number) - (from > 0 ? (this.running[at + from - 1] as number) : 0)
  }

  /** Mean of the weeks well before week w; of all before it while they are few. */
  private plainMean(s: number, w: number): number {
    const to = w - RECENT > 52 ? w - RECENT : w - 1
    return to < 0 ? Number.NaN : this.sum(s, 0, to) / (to + 1)
  }

  private predicted(s: number, w: number): Prediction | null {
    const at = s * this.series.weeks + w
    if (Number.isNaN(this.mean[at] as number)) {
      const found = this.methodOf(w).predict(s, w)
      this.mean[at] = found ? found.mean : Infinity
      this.dispersion[at] = found ? found.dispersion : 1
      this.error[at] = found ? found.error : 0
      this.usual[at] = found ? found.usual : 1
    }
    const mean = this.mean[at] as number
    if (mean === Infinity) return null
    return {
      mean,
      dispersion: this.dispersion[at] as number,
      error: this.error[at] as number,
      usual: this.usual[at] as number,
    }
  }

  private rise(s: number, w: number, weeks: number): Omit<Rise, 'q'> | null {
    const seen = this.sum(s, w - weeks + 1, w)
    if (seen < FEWEST_SEEN || this.methodOf(w - weeks + 1) !== this.methodOf(w)) return null
    const plain = this.plainMean(s, w) * weeks
    if (!(countTail(seen, 0.7 * plain) < WORTH)) return null
    let expected = 0
    let noise = 1
    let error = 0
    for (let at = w - weeks + 1; at <= w; at++) {
      const one = this.predicted(s, at)
      if (one === null) return null
      expected += one.mean
      noise = Math.max(noise, one.dispersion)
      error = Math.max(error, one.error)
    }
    if (seen - expected < LEAST_EXCESS) return null
    const { tail, interval } = this.methodOf(w)
    const dispersion = noise + error * error * expected
    const p = tail(seen, expected, dispersion)
    return { series: s, weeks, seen, expected, ...interval(expected, dispersion), p }
  }

  /** Tests week w. */
  test(w: number): WeekTested {
    const n = this.series.areas.length * this.series.codes.length
    const { spans } = this.methodOf(w)
    const found: Omit<Rise, 'q'>[] = []
    for (let s = 0; s < n; s++) {
      for (const weeks of spans) {
        const one = this.rise(s, w, weeks)
        if (one) found.push(one)
      }
    }
    const tests = n * spans.length
    const p = new Float64Array(tests).fill(1)
    for (const [i, one] of found.entries()) p[i] = one.p
    const q = falseDiscoveryRates(p)
    const rises = found.map((one, i) => ({ ...one, q: q[i] as number })).sort((a, b) => a.p - b.p)
    return { rises, tests, falseAlarms: (mostFalse) => this.falseAlarms(w, spans, tests, rises, mostFalse) }
  }

  /** Series of week w by what is expected of them; nearly alike ones, within some 2 %, are counted together. */
  private alike(w: number): Map<string, { one: Prediction; n: number }> {
    const known = this.groups.get(w)
    if (known) return known
    const groups = new Map<string, { one: Prediction; n: number }>()
    for (let s = 0; s < this.series.areas.length * this.series.codes.length; s++) {
      const exact = this.predicted(s, w)
      if (!exact || exact.mean <= 0) continue
      const one = {
        mean: Math.exp(step(Math.log(exact.mean), MEAN_STEP)),
        dispersion: step(exact.dispersion, DISPERSION_STEP),
        error: step(exact.error, DISPERSION_STEP),
        usual: step(exact.usual, DISPERSION_STEP),
      }
      const key = `${one.mean} ${one.dispersion} ${one.error} ${one.usual}`
      const group = groups.get(key)
      if (group) group.n++
      else groups.set(key, { one, n: 1 })
    }
    this.groups.set(w, groups)
    return groups
  }

  /**
   * Alerts to expect in week w without any rise: over all series, the chance that any span holds a count that passes the p value
   * which the weakest alert of the week had to pass (or, without an alert, the first would have had to), and the least counts.
   */
  private falseAlarms(w: number, spans: readonly number[], tests: number, rises: readonly Rise[], mostFalse: number) {
    const first = mostFalse / tests
    const weakest = rises.reduce((most, { p, q }) => (q < mostFalse ? Math.max(most, p) : most), 0)
    const limit = weakest > first ? Math.exp(step(Math.log(weakest), MEAN_STEP)) : first
    const known = this.chances.get(limit) ?? new Map<string, number>()
    this.chances.set(limit, known)
    const { tail } = this.methodOf(w)
    const least = (mean: number, dispersion: number) => {
      let low = Math.max(FEWEST_SEEN, Math.ceil(mean + LEAST_EXCESS)) - 1
      let wide = 1
      while (tail(low + wide, mean, dispersion) > limit) [low, wide] = [low + wide, wide * 2]
      let high = low + wide
      while (high - low > 1) {
        const middle = (low + high) >> 1
        if (tail(middle, mean, dispersion) > limit) low = middle
        else high = middle
      }
      return high
    }
    let sum = 0
    for (const [key, { one, n }] of this.alike(w)) {
      const { mean, dispersion, error, usual } = one
      const before = known.get(key)
      const limits = () => spans.map((weeks) => least(mean * weeks, dispersion + error ** 2 * mean * weeks))
      const chance = before ?? chanceOfAny(spans, limits(), mean, Math.max(1, usual))
      if (before === undefined) known.set(key, chance)
      sum += n * chance
    }
    return sum
  }
}

const MEAN_STEP = 0.04
const DISPERSION_STEP = 0.05
const step = (value: number, size: number): number => Math.round(value / size) * size
