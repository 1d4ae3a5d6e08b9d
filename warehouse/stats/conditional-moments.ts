import { normalTwoSided } from './distributions.ts'
import type { WithoutZ } from './getis-ord.ts'
import type { Neighbours } from './neighbours.ts'

/** One entry an area, in the unit of `x` (variance: its square); NaN for an area whose own value is missing. */
export interface DealtSums {
  /** What was seen: the area and its neighbours together, the numerator of Gi*. */
  sum: Float64Array
  /** Mean and variance of that sum over all ways to deal the other values out around the area. */
  expected: Float64Array
  variance: Float64Array
  /** NaN where the variance is 0; `without` says why. */
  z: Float64Array
  /** Two-sided, of the normal. */
  p: Float64Array
  without: Map<number, WithoutZ>
}

interface Others {
  mean: number
  /** Of the finite set: squares over their number less 1. */
  variance: number
}

/** Below this share of all squares, what is left after taking one value out by subtraction has lost its digits. */
const LOST = 1e-6

function othersOneByOne(known: Float64Array, without: number): Others {
  const others = known.filter((_, k) => k !== without)
  const mean = others.reduce((sum, value) => sum + value, 0) / others.length
  if (others.every((value) => value === others[0])) return { mean, variance: 0 }
  return { mean, variance: others.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (others.length - 1) }
}

/**
 * Exact conditional moments of the numerator of Gi*, no simulation: the area keeps its value, its k neighbours get k of the
 * other n − 1 values, each set as likely. E = x_i + k m, Var = k v (1 − k / (n − 1)), with m and v the mean and variance of the
 * others (sampling without replacement, Cochran 1977; the conditional randomisation of Anselin 1995). Those of local Moran's I
 * are `expected` and `variance` of `localMoran`.
 *
 * `x`: one value an area, EB-standardised rates rather than counts; NaN leaves an area out of the study.
 */
export function dealtSums(x: Float64Array, { start, index }: Neighbours): DealtSums {
  const blank = () => new Float64Array(x.length).fill(Number.NaN)
  const out: DealtSums = {
    sum: blank(),
    expected: blank(),
    variance: blank(),
    z: blank(),
    p: blank(),
    without: new Map(),
  }
  const known = x.filter((value) => !Number.isNaN(value))
  const n = known.length
  const mean = known.reduce((sum, value) => sum + value, 0) / n
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const isFlat = known.every((value) => value === known[0])
  let place = -1
  for (let i = 0; i < x.length; i++) {
    const own = x[i] as number
    if (Number.isNaN(own)) {
      out.without.set(i, 'missing')
      continue
    }
    place++
    let k = 0
    let around = 0
    for (let at = start[i] as number; at < (start[i + 1] as number); at++) {
      const value = x[index[at] as number] as number
      if (Number.isNaN(value)) continue
      k++
      around += value
    }
    const left = squares - ((own - mean) ** 2 * n) / (n - 1)
    const others =
      isFlat || left > LOST * squares
        ? { mean: mean - (own - mean) / (n - 1), variance: isFlat ? 0 : left / (n - 2) }
        : othersOneByOne(known, place)
    const isWhole = k === n - 1
    const variance = k === 0 || isWhole ? 0 : k * others.variance * (1 - k / (n - 1))
    const usual = k === 0 || isWhole ? around : k * others.mean
    out.sum[i] = own + around
    out.expected[i] = own + usual
    out.variance[i] = variance
    if (variance > 0) out.z[i] = (around - usual) / Math.sqrt(variance)
    else
      out.without.set(
        i,
        isFlat ? 'no_variance' : k === 0 ? 'no_neighbours' : isWhole ? 'all_neighbours' : 'no_variance',
      )
  }
  out.p.set(out.z.map(normalTwoSided))
  return out
}
