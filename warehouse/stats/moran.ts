import { normalTwoSided } from './distributions.ts'
import type { Neighbours } from './neighbours.ts'

/** rows: the weights of an area's neighbours sum to 1; binary: each weighs 1. */
export type Weights = 'rows' | 'binary'
/** What an area and its neighbours are, measured against the mean: high among high, low among low, and the two kinds of outlier. */
export type Quadrant = 'high_high' | 'low_low' | 'high_low' | 'low_high'

/** One entry an area; NaN and null for an area without a neighbour, and everywhere where all values are the same; no z where the variance is 0. */
export interface LocalMoran {
  i: Float64Array
  expected: Float64Array
  variance: Float64Array
  z: Float64Array
  /** Two-sided, of the normal. */
  p: Float64Array
  /** Of all areas; name one only where its q is small. */
  quadrant: (Quadrant | null)[]
}

/** What is so small beside the largest is the rounding of zero. */
const ROUNDING = 1e-12

interface Deviations {
  z: Float64Array
  /** Mean of squares. */
  m2: number
}

function deviations(x: Float64Array): Deviations {
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length
  const nothing = ROUNDING * x.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0)
  const z = x.map((value) => (Math.abs(value - mean) <= nothing ? 0 : value - mean))
  const isFlat = x.every((value) => value === x[0])
  return { z, m2: isFlat ? 0 : z.reduce((sum, value) => sum + value * value, 0) / x.length }
}

function quadrantOf(own: number, lag: number): Quadrant {
  if (own > 0) return lag > 0 ? 'high_high' : 'high_low'
  return lag > 0 ? 'low_high' : 'low_low'
}

/**
 * Local Moran's I (Anselin 1995) with the conditional moments of Sokal (1998): mean and variance of I over all ways to deal the other
 * values out around the area. `x`: one known value an area; EB-standardised rates rather than counts.
 */
export function localMoran(x: Float64Array, { start, index }: Neighbours, weights: Weights = 'rows'): LocalMoran {
  const n = x.length
  const { z, m2 } = deviations(x)
  const blank = () => new Float64Array(n).fill(Number.NaN)
  const out: LocalMoran = { i: blank(), expected: blank(), variance: blank(), z: blank(), p: blank(), quadrant: [] }
  for (let area = 0; area < n; area++) {
    const [from, to] = [start[area] as number, start[area + 1] as number]
    out.quadrant.push(null)
    if (from === to || m2 === 0) continue
    const weight = weights === 'rows' ? 1 / (to - from) : 1
    const own = z[area] as number
    let lag = 0
    for (let k = from; k < to; k++) lag += weight * (z[index[k] as number] as number)
    const sum = weight * (to - from)
    const squares = weight * weight * (to - from)
    const expected = (-own * own * sum) / ((n - 1) * m2)
    const isWhole = to - from === n - 1
    const around = isWhole ? 0 : squares - (sum * sum) / (n - 1)
    const left = m2 - (own * own) / (n - 1)
    const variance = left > ROUNDING * m2 ? (own / m2) ** 2 * (n / (n - 2)) * around * left : 0
    out.i[area] = (own / m2) * lag
    out.expected[area] = expected
    out.variance[area] = variance
    if (variance > 0) out.z[area] = ((own / m2) * lag - expected) / Math.sqrt(variance)
    out.quadrant[area] = quadrantOf(own, lag)
  }
  out.p.set(out.z.map(normalTwoSided))
  return out
}

export interface GlobalMoran {
  i: number
  expected: number
  /** Under randomisation; null where so few areas have neighbours that the formula falls to 0 or below. */
  variance: number | null
  z: number | null
  p: number | null
}

/** Whether area `i` is among the neighbours of `j`. */
function isNeighbour({ start, index }: Neighbours, j: number, i: number): boolean {
  for (let k = start[j] as number; k < (start[j + 1] as number); k++) if (index[k] === i) return true
  return false
}

/** Sums over the weights: all of them, squares of what two areas give each other, squares of what an area gives and takes. */
function weightSums(neighbours: Neighbours, weights: Weights): { s0: number; s1: number; s2: number } {
  const { start, index } = neighbours
  const n = start.length - 1
  const weightOf = (i: number) => (weights === 'rows' ? 1 / ((start[i + 1] as number) - (start[i] as number)) : 1)
  const both = new Float64Array(n)
  let s0 = 0
  let s1 = 0
  for (let i = 0; i < n; i++) {
    for (let k = start[i] as number; k < (start[i + 1] as number); k++) {
      const j = index[k] as number
      const weight = weightOf(i)
      s0 += weight
      s1 += weight * (weight + (isNeighbour(neighbours, j, i) ? weightOf(j) : 0))
      both[i] = (both[i] as number) + weight
      both[j] = (both[j] as number) + weight
    }
  }
  return { s0, s1, s2: both.reduce((sum, value) => sum + value * value, 0) }
}

/**
 * Global Moran's I and its moments under randomisation (Cliff and Ord 1981). Areas without a neighbour count towards the mean of `x` and
 * not towards n, as in spdep. Null where all values are the same or no area has a neighbour. Show it for 30 areas or more.
 */
export function globalMoran(x: Float64Array, neighbours: Neighbours, weights: Weights = 'rows'): GlobalMoran | null {
  const { start, index } = neighbours
  const { z, m2 } = deviations(x)
  const { s0, s1, s2 } = weightSums(neighbours, weights)
  if (m2 === 0 || s0 === 0) return null
  let n = 0
  let cross = 0
  for (let i = 0; i < x.length; i++) {
    const [from, to] = [start[i] as number, start[i + 1] as number]
    if (from === to) continue
    n++
    let lag = 0
    for (let k = from; k < to; k++) lag += z[index[k] as number] as number
    cross += (z[i] as number) * (weights === 'rows' ? lag / (to - from) : lag)
  }
  const squares = m2 * x.length
  const kurtosis = (x.length * z.reduce((sum, value) => sum + value ** 4, 0)) / squares ** 2
  const i = ((n / s0) * cross) / squares
  const expected = -1 / (n - 1)
  const spread =
    (n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0 * s0) - kurtosis * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0 * s0)) /
      ((n - 1) * (n - 2) * (n - 3) * s0 * s0) -
    expected * expected
  if (!(spread > 0)) return { i, expected, variance: null, z: null, p: null }
  const score = (i - expected) / Math.sqrt(spread)
  return { i, expected, variance: spread, z: score, p: normalTwoSided(score) }
}
