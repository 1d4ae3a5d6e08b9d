import { normalTwoSided } from './distributions.ts'

export interface Trend {
  /** Pairs that rise less pairs that fall. */
  s: number
  variance: number
  /** Continuity-corrected score; 0 where all values are tied. */
  z: number
  /** Two-sided: exact for fewer than ten values without ties, else by the normal. */
  p: number
  /** Median of all slopes, in units of the values a step (Sen 1968). */
  slope: number
}

const FEWEST = 3
/** From as many values on the normal is near enough. */
const NORMAL_FROM = 10

/** Sum of t(t − 1)(2t + 5) over runs of equal values. */
function tieTerm(sorted: Float64Array): number {
  let sum = 0
  for (let i = 0; i < sorted.length; ) {
    let end = i
    while (end < sorted.length && sorted[end] === sorted[i]) end++
    const t = end - i
    sum += t * (t - 1) * (2 * t + 5)
    i = end
  }
  return sum
}

/** P(|S| ≥ |s|) over all orders of n distinct values: counts of orders by their number of falling pairs. */
function exactP(n: number, s: number): number {
  const pairs = (n * (n - 1)) / 2
  let counts = [1]
  for (let k = 2; k <= n; k++) {
    const next = Array.from({ length: counts.length + k - 1 }, () => 0)
    for (const [falling, orders] of counts.entries())
      for (let j = 0; j < k; j++) next[falling + j] = (next[falling + j] ?? 0) + orders
    counts = next
  }
  let extreme = 0
  let all = 0
  for (const [falling, orders] of counts.entries()) {
    all += orders
    if (Math.abs(pairs - 2 * falling) >= Math.abs(s)) extreme += orders
  }
  return extreme / all
}

function median(values: Float64Array): number {
  const sorted = values.sort()
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

/**
 * Mann–Kendall test for a rise or fall, and Sen's slope, of values at even steps; NaN values keep their place and are left
 * out. Null for fewer than three. With fewer than four no p can fall under 0.05. Values that depend on the one before make
 * p too small.
 */
export function trend(values: Float64Array): Trend | null {
  const at = Array.from(values.keys()).filter((i) => !Number.isNaN(values[i]))
  const n = at.length
  if (n < FEWEST) return null
  const slopes = new Float64Array((n * (n - 1)) / 2)
  let s = 0
  let pair = 0
  for (const [a, i] of at.entries()) {
    for (const j of at.slice(a + 1)) {
      const rise = (values[j] as number) - (values[i] as number)
      s += Math.sign(rise)
      slopes[pair++] = rise / (j - i)
    }
  }
  const ties = tieTerm(Float64Array.from(at, (i) => values[i] as number).sort())
  const variance = (n * (n - 1) * (2 * n + 5) - ties) / 18
  const z = variance === 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance)
  const isExact = ties === 0 && n < NORMAL_FROM
  return { s, variance, z, p: isExact ? exactP(n, s) : normalTwoSided(z), slope: median(slopes) }
}
