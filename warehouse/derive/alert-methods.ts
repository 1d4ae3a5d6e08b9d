import { countQuantile, countTail } from '../stats/count-tails.ts'
import { type Baseline, baselineOf, EARS, earsInterval, earsTail } from '../stats/ears.ts'
import { FARRINGTON, farringtonMean } from '../stats/farrington.ts'
import { type Method, SHARE_WEEKS } from './rises.ts'
import type { WeeklySeries } from './weekly-series.ts'

const { frequency, halfWindow, leftOut } = FARRINGTON
/** Years of history from which Farrington's method is used; fewer cannot tell a season from a rise. */
const FEWEST_YEARS = 3

/** First week that can be tested at all. */
export const FIRST_WEEK = EARS.baseline

/** Counts of all areas together, by kind: of kind c, week w at `c * weeks + w`. */
function cityCounts({ areas, codes, weeks, counts }: WeeklySeries): Float64Array {
  const city = new Float64Array(codes.length * weeks)
  const each = codes.length * weeks
  for (let i = 0; i < areas.length * each; i++) city[i % each] = (city[i % each] as number) + (counts[i] as number)
  return city
}

/** How an area's counts went beside the city's over the last years: its cases, its share, and what is left between the two. */
interface Spread {
  own: number
  share: number
  /** Squares over what its share makes usual, and how many of them are free. */
  squares: number
  free: number
}

function spreadBeside(
  counts: Float64Array,
  at: number,
  city: Float64Array,
  cityAt: number,
  w: number,
  areas: number,
): Spread {
  const to = Math.max(1, w - leftOut)
  const from = Math.max(0, to - SHARE_WEEKS)
  let own = 0.5
  let all = 0.5 * areas
  for (let t = from; t < to; t++) {
    own += counts[at + t] as number
    all += city[cityAt + t] as number
  }
  const share = own / all
  let squares = 0
  let free = -1
  for (let t = from; t < to; t++) {
    const usual = share * (city[cityAt + t] as number)
    if (usual <= 0) continue
    squares += ((counts[at + t] as number) - usual) ** 2 / usual
    free++
  }
  return free > 0 ? { own, share, squares, free } : { own, share, squares: 0, free: 0 }
}

/**
 * Long histories. Season and trend come from Farrington's flexible method on the city's series of the kind, where there are cases
 * enough to know them; an area is expected to have its share of them. A lasting rise of few cases shows in two or four weeks together.
 */
function farrington(series: WeeklySeries): Method {
  const { areas, codes, weeks, counts } = series
  const city = cityCounts(series)
  const known = new Map<number, ReturnType<typeof farringtonMean>>()
  const cityPrediction = (c: number, w: number): ReturnType<typeof farringtonMean> => {
    const key = c * weeks + w
    const before = known.get(key)
    if (before !== undefined) return before
    const years = Math.min(FARRINGTON.years, Math.floor((w - halfWindow) / frequency))
    const options = { ...FARRINGTON, years, trendBelow: 0.05 }
    const found = years < FEWEST_YEARS ? null : farringtonMean(city.subarray(c * weeks, (c + 1) * weeks), w, options)
    known.set(key, found)
    return found
  }
  const spreads = new Map<number, Spread[]>()
  const spreadOf = (a: number, c: number, w: number): Spread => {
    const key = c * weeks + w
    const all =
      spreads.get(key) ??
      areas.map((_, each) => spreadBeside(counts, (each * codes.length + c) * weeks, city, c * weeks, w, areas.length))
    spreads.set(key, all)
    return all[a] as Spread
  }
  const usual = new Map<number, number>()
  const usualOf = (c: number, w: number): number => {
    const known = usual.get(c * weeks + w)
    if (known !== undefined) return known
    let squares = 0
    let free = 0
    for (let a = 0; a < areas.length; a++) {
      const one = spreadOf(a, c, w)
      squares += one.squares
      free += one.free
    }
    const whole = cityPrediction(c, w)?.dispersion ?? 1
    const value = Math.max(1, (free > 0 ? squares / free : 1) + whole / areas.length)
    usual.set(c * weeks + w, value)
    return value
  }
  return {
    id: 'farrington',
    spans: [1, 2, 4],
    predict(s, w) {
      const c = s % codes.length
      const whole = cityPrediction(c, w)
      if (!whole || whole.mean <= 0) return null
      const { own, share, squares, free } = spreadOf(Math.floor(s / codes.length), c, w)
      const dispersion = Math.max(1, (free > 0 ? squares / free : 1) + share * whole.dispersion)
      const error = Math.sqrt(whole.error ** 2 + 1 / own)
      return { mean: share * whole.mean, dispersion, error, usual: usualOf(c, w) }
    },
    tail: countTail,
    interval: (mean, dispersion) => ({
      low: countQuantile(0.025, mean, dispersion),
      high: countQuantile(0.975, mean, dispersion),
    }),
  }
}

/** The baseline behind a mean and a ratio of variance to mean. */
const baselineBehind = (mean: number, dispersion: number): Baseline => ({
  mean,
  deviation: Math.sqrt(mean * dispersion),
})

/** Short histories: the seven weeks before, as a prediction interval of Student's t (EARS-t). */
const ears = ({ weeks, counts }: WeeklySeries): Method => ({
  id: 'ears_t',
  spans: [1],
  predict(s, w) {
    const before = baselineOf(counts.subarray(s * weeks, s * weeks + w), w)
    if (!before) return null
    const mean = Math.max(before.mean, Number.EPSILON)
    const dispersion = before.deviation ** 2 / mean
    return { mean, dispersion, error: 0, usual: dispersion }
  },
  tail: (seen, mean, dispersion) => earsTail(seen, baselineBehind(mean, dispersion)),
  interval: (mean, dispersion) => earsInterval(baselineBehind(mean, dispersion)),
})

/** How week w (from 0) of the series is tested, by the history before it; not before FIRST_WEEK. */
export function methodsFor(series: WeeklySeries): (w: number) => Method {
  const [long, short] = [farrington(series), ears(series)]
  return (w) => (w >= FEWEST_YEARS * frequency + halfWindow ? long : short)
}
