import { gammaP, logBelowTangent, stirlingError } from './distributions.ts'

const TINY = 1e-300
/** Below this the negative binomial is the Poisson to more digits than its own formula keeps. */
const NEARLY_POISSON = 1 + 1e-9

/** Continued fraction of the incomplete beta function by Lentz's method; converges fast for x < (a + 1) / (a + b + 2). */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 - ((a + b) * x) / (a + 1)
  d = 1 / (Math.abs(d) < TINY ? TINY : d)
  let h = d
  for (let m = 1; m < 1_000_000; m++) {
    for (const term of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 + term * d
      d = 1 / (Math.abs(d) < TINY ? TINY : d)
      c = 1 + term / c
      if (Math.abs(c) < TINY) c = TINY
      h *= d * c
      if (term < 0 && Math.abs(d * c - 1) < 1e-16) return h
    }
  }
  return h
}

/** xᵃ (1 − x)ᵇ / B(a, b), about its peak at a / (a + b), so that large a and b keep their digits. */
function frontOf(x: number, a: number, b: number): number {
  const n = a + b
  const off = x - a / n
  const grown = a * logBelowTangent(x, a / n, off) + b * logBelowTangent(1 - x, b / n, -off)
  const error = stirlingError(n) - stirlingError(a) - stirlingError(b)
  return Math.sqrt((a * b) / (2 * Math.PI * n)) * Math.exp(grown + error)
}

/** Regularised incomplete beta function I_x(a, b) for a, b > 0 and 0 ≤ x ≤ 1. */
export function betaI(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = frontOf(x, a, b)
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(x, a, b)) / a : 1 - (front * betaFraction(1 - x, b, a)) / b
}

/** One-sided upper tail of Student's t: P(T ≥ t) with `df` degrees of freedom. */
export function studentTail(t: number, df: number): number {
  const both = betaI(df / (df + t * t), df / 2, 0.5)
  return t >= 0 ? both / 2 : 1 - both / 2
}

/** The t that Student's t with `df` degrees of freedom stays below with probability `p`, 0 < p < 1. */
export function studentQuantile(p: number, df: number): number {
  if (p < 0.5) return -studentQuantile(1 - p, df)
  let [low, high] = [0, 2]
  while (studentTail(high, df) > 1 - p) [low, high] = [high, high * 2]
  while (high - low > 4 * Number.EPSILON * high) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (studentTail(middle, df) > 1 - p) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/**
 * P(Y ≥ k) of a count with this mean and this ratio of variance to mean: negative binomial where the ratio exceeds 1, else
 * Poisson. k a whole number; mean ≥ 0.
 */
export function countTail(k: number, mean: number, dispersion = 1): number {
  if (k <= 0) return 1
  if (mean <= 0) return 0
  if (dispersion <= NEARLY_POISSON) return gammaP(k, mean)
  return betaI(1 - 1 / dispersion, k, mean / (dispersion - 1))
}

/** Least k with P(Y ≤ k) ≥ p, of the same count; 0 < p < 1. */
export function countQuantile(p: number, mean: number, dispersion = 1): number {
  const isEnough = (k: number) => 1 - countTail(k + 1, mean, dispersion) >= p * (1 - 64 * Number.EPSILON)
  let high = 1
  while (!isEnough(high)) high *= 2
  let low = -1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (middle >= 0 && isEnough(middle)) high = middle
    else low = middle
  }
  return high
}
