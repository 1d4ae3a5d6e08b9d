import { normalQuantile } from './normal.ts'

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

/** log Γ(a), a > 0, to about 1e-14. */
export function logGamma(a: number): number {
  if (a < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * a)) - logGamma(1 - a)
  const x = a - 1
  const t = x + 7.5
  const sum = LANCZOS.reduce((total, c, k) => (k === 0 ? c : total + c / (x + k)), 0)
  return 0.5 * Math.log(2 * Math.PI) + (x + 0.5) * Math.log(t) - t + Math.log(sum)
}

/** Lower and upper regularised incomplete gamma function of shape a at x. Whichever is smaller is computed directly. */
function incompleteGamma(a: number, x: number): { lower: number; upper: number } {
  if (x <= 0) return { lower: 0, upper: 1 }
  const front = Math.exp(a * Math.log(x) - x - logGamma(a))
  if (x < a + 1) {
    let term = 1 / a
    let sum = term
    for (let k = 1; k < 10_000 && term > sum * 1e-17; k++) {
      term *= x / (a + k)
      sum += term
    }
    const lower = front * sum
    return { lower, upper: 1 - lower }
  }
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let h = d
  for (let k = 1; k < 10_000; k++) {
    const an = -k * (k - a)
    b += 2
    d = 1 / (an * d + b)
    c = b + an / c
    const change = c * d
    h *= change
    if (Math.abs(change - 1) < 1e-16) break
  }
  const upper = front * h
  return { lower: 1 - upper, upper }
}

/** Quantile of the gamma distribution of shape a > 0 and scale 1, 0 < p < 1. Newton steps kept inside a bracket. */
export function gammaQuantile(p: number, a: number): number {
  if (!(p > 0 && p < 1) || !(a > 0)) return Number.NaN
  const z = normalQuantile(p)
  const cube = 1 - 1 / (9 * a) + z / (3 * Math.sqrt(a))
  let x = a * cube ** 3
  if (!(x > 0)) x = Math.exp((Math.log(p) + logGamma(a + 1)) / a)
  let low = 0
  let high = Number.POSITIVE_INFINITY
  for (let k = 0; k < 200; k++) {
    const { lower, upper } = incompleteGamma(a, x)
    const error = p <= 0.5 ? lower - p : 1 - p - upper
    if (error > 0) high = Math.min(high, x)
    else low = Math.max(low, x)
    const density = Math.exp((a - 1) * Math.log(x) - x - logGamma(a))
    let next = x - error / density
    if (!(next > low && next < high)) next = high === Number.POSITIVE_INFINITY ? x * 2 : (low + high) / 2
    if (Math.abs(next - x) <= 1e-14 * x) return next
    x = next
  }
  return x
}

/** Quantile of the chi-square distribution with `df` degrees of freedom. */
export function chiSquareQuantile(p: number, df: number): number {
  return 2 * gammaQuantile(p, df / 2)
}
