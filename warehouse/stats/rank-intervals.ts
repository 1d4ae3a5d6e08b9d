import { composite, goalpostScores, HIGHEST, type IndexMeasure, type IndexPillar, joined, LOWEST } from './composite.ts'
import { winsorised } from './outliers.ts'
import { streamOf } from './random.ts'

/** Scores nearer than this are one and the same. */
const SAME = 1e-9
const MIDDLE = (LOWEST + HIGHEST) / 2
/** Three standard deviations reach the ends of the scale. */
const PER_DEVIATION = (HIGHEST - LOWEST) / 6

/** Places in a ranking, 1 the highest. `first` to `last` is shared by those alike; NaN where there is no value. */
export interface Places {
  first: Float64Array
  last: Float64Array
  ranked: number
}

/** Places of values from the highest down. */
export function placesOf(values: Float64Array): Places {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  /** How many lie below a value. */
  const below = (value: number) => {
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((sorted[middle] as number) < value) low = middle + 1
      else high = middle
    }
    return low
  }
  const place = (value: number, edge: number) =>
    Number.isNaN(value) ? Number.NaN : sorted.length - below(value + edge)
  return {
    first: values.map((value) => place(value, SAME) + 1),
    last: values.map((value) => place(value, -SAME)),
    ranked: sorted.length,
  }
}

const clip = (score: number) => Math.min(HIGHEST, Math.max(LOWEST, score))
const isHigherWorse = ({ best, worst }: IndexMeasure) => worst > best

function deviationScores(measure: IndexMeasure, values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
  if (!(spread > 1e-12 * Math.abs(mean))) return values.map(() => MIDDLE)
  const per = (isHigherWorse(measure) ? PER_DEVIATION : -PER_DEVIATION) / spread
  return values.map((value) => clip(MIDDLE + per * (value - mean)))
}

function percentileScores(measure: IndexMeasure): Float64Array {
  const { values } = measure
  const { first, last, ranked } = placesOf(isHigherWorse(measure) ? values : values.map((value) => -value))
  return values.map(
    (_, i) => LOWEST + (HIGHEST - LOWEST) * (1 - ((first[i] as number) + (last[i] as number) - 1) / 2 / ranked),
  )
}

export interface RankIntervals {
  /** Place by the index as it is published, 1 the highest risk; those alike share the first. NaN: no index, or all alike. */
  rank: Float64Array
  /** 5 % and 95 % of the places drawn, widened to hold the place published. NaN where there is no index. */
  low: Float64Array
  high: Float64Array
  ranked: number
  draws: number
  /** By pillar and measure: outliers drawn in before deviations were taken. */
  winsorised: number[][]
}

const TAIL = 0.05
const WEIGHT_SPREAD = 0.25

/**
 * How far a place in the ranking depends on choices that could have been made otherwise: in each draw values are set
 * between goalposts, by standard deviations or by percentile rank, every weight by itself moves by up to a quarter, and
 * pillars are joined as a product or as a mean, each of these six ways equally often (OECD and JRC 2008, step 7;
 * Saisana, Saltelli and Tarantola 2005). The same name of the stream gives the same draws. An area without an index takes
 * no part. About a tenth of a second for 800 areas.
 */
export function rankIntervals(pillars: readonly IndexPillar[], stream: string, draws = 1000): RankIntervals {
  const published = composite(pillars).index
  const taking = Int32Array.from([...published.keys()].filter((i) => !Number.isNaN(published[i])))
  const n = taking.length
  const among = pillars.map(({ measures, weight }) => ({
    weight,
    measures: measures.map((measure) => ({
      ...measure,
      values: Float64Array.from(taking, (i) => measure.values[i] as number),
    })),
  }))
  const drawnIn = among.map(({ measures }) => measures.map(({ values }) => winsorised(values)))
  const ways = [
    among.map(({ measures }) => measures.map(goalpostScores)),
    among.map(({ measures }, p) =>
      measures.map((measure, m) => deviationScores(measure, drawnIn[p]?.[m]?.values ?? measure.values)),
    ),
    among.map(({ measures }) => measures.map(percentileScores)),
  ]
  const random = streamOf(stream)
  const moved = (weight: number) => weight * (1 + WEIGHT_SPREAD * ((2 * random.next()) / 2 ** 32 - 1))
  const firsts = new Uint32Array(n * draws)
  const lasts = new Uint32Array(n * draws)
  for (let draw = 0; draw < draws; draw++) {
    const scores = ways[draw % 3] ?? []
    const means = among.map(({ measures }, p) =>
      joined(
        scores[p] ?? [],
        measures.map(({ weight }) => moved(weight)),
        'arithmetic',
      ),
    )
    const weights = among.map(({ weight }) => moved(weight))
    const { first, last } = placesOf(joined(means, weights, draw % 6 < 3 ? 'geometric' : 'arithmetic'))
    for (let k = 0; k < n; k++) {
      firsts[k * draws + draw] = first[k] as number
      lasts[k * draws + draw] = last[k] as number
    }
  }
  const own = placesOf(published)
  const empty = () => new Float64Array(published.length).fill(Number.NaN)
  const found: RankIntervals = {
    rank: empty(),
    low: empty(),
    high: empty(),
    ranked: n,
    draws,
    winsorised: drawnIn.map((measures) => measures.map(({ changed }) => changed)),
  }
  for (const [k, i] of taking.entries()) {
    const [first, last] = [own.first[i] as number, own.last[i] as number]
    const drawnFirst = firsts.subarray(k * draws, (k + 1) * draws).sort()[Math.floor(TAIL * (draws - 1))] as number
    const drawnLast = lasts.subarray(k * draws, (k + 1) * draws).sort()[Math.ceil((1 - TAIL) * (draws - 1))] as number
    if (last - first + 1 < n) found.rank[i] = first
    found.low[i] = Math.min(first, drawnFirst)
    found.high[i] = Math.max(last, drawnLast)
  }
  return found
}

/**
 * Bands of areas that cannot be told apart: going down the ranking, a band goes on as long as the interval of an area
 * overlaps that of the band's first. An entry an area, from 0; −1 without a place.
 */
export function bandsOf(index: Float64Array, { low, high }: Pick<RankIntervals, 'low' | 'high'>): Int32Array {
  const order = [...index.keys()].filter((i) => !Number.isNaN(index[i]))
  order.sort((i, j) => (index[j] as number) - (index[i] as number))
  const bands = new Int32Array(index.length).fill(-1)
  let [band, reach] = [-1, -1]
  for (const i of order) {
    if ((low[i] as number) > reach) {
      band++
      reach = high[i] as number
    }
    bands[i] = band
  }
  return bands
}
