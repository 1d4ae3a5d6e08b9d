/** Quantiles and tails of the distributions that intervals need. Pure; doubles throughout. */

const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
]

/** ln Γ(x) for x > 0, Lanczos' approximation (g = 7, n = 9), relative error below 1e-13. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const z = x - 1
  let sum = 0.9999999999998099
  LANCZOS.forEach((coefficient, i) => {
    sum += coefficient / (z + i + 1)
  })
  const t = z + LANCZOS.length - 0.5
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum)
}

/**
 * ln Γ(x) less Stirling's formula, for x > 0: what keeps tails of counts in the millions exact, where differences of ln Γ
 * have lost their digits (Loader 2000, Fast and accurate computation of binomial probabilities).
 */
export function stirlingError(x: number): number {
  if (x < 16) return logGamma(x) - (x - 0.5) * Math.log(x) + x - 0.5 * Math.log(2 * Math.PI)
  const square = x * x
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / (1188 * square)) / square) / square) / square) / x
}

/** ln(x / peak) less its tangent, x / peak − 1; `off` is x − peak, given by itself so that near the peak no digit is lost. */
export function logBelowTangent(x: number, peak: number, off: number): number {
  const d = off / peak
  return (d < -0.5 ? Math.log(x / peak) : Math.log1p(d)) - d
}

/** xᵃ e⁻ˣ / Γ(a), about its peak at x = a. */
function frontOf(a: number, x: number): number {
  return Math.sqrt(a / (2 * Math.PI)) * Math.exp(a * logBelowTangent(x, a, x - a) - stirlingError(a))
}

/** Terms grow with the root of a: some hundred thousand for 1e9. */
const MOST_TERMS = 10_000_000

/** P(a, x) by its series, for 0 < x < a + 1. */
function lowerBySeries(a: number, x: number): number {
  let term = 1 / a
  let sum = term
  for (let n = a + 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
    term *= x / n
    sum += term
  }
  return frontOf(a, x) * sum
}

/** Q(a, x) by its continued fraction, for x ≥ a + 1. */
function upperByFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let h = d
  for (let i = 1; i < MOST_TERMS; i++) {
    const an = -i * (i - a)
    b += 2
    d = 1 / (an * d + b || 1e-300)
    c = b + an / c || 1e-300
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < 1e-16) break
  }
  return frontOf(a, x) * h
}

/** Regularised lower incomplete gamma P(a, x), a > 0, x ≥ 0, right to about twelve digits up to 1e9. */
export function gammaP(a: number, x: number): number {
  if (x <= 0) return 0
  return x < a + 1 ? lowerBySeries(a, x) : 1 - upperByFraction(a, x)
}

/** Its upper complement Q(a, x) = 1 − P(a, x), exact also where it is tiny. */
export function gammaQ(a: number, x: number): number {
  if (x <= 0) return 1
  return x < a + 1 ? 1 - lowerBySeries(a, x) : upperByFraction(a, x)
}

/** Both tails of the standard normal beyond |z|: the two-sided p value of a z score. NaN for NaN. */
export const normalTwoSided = (z: number): number => (Number.isNaN(z) ? Number.NaN : gammaQ(0.5, (z * z) / 2))

/** x with P(a, x) = p, by bisection to the last bit; 0 < p < 1. */
export function gammaQuantile(a: number, p: number): number {
  let low = 0
  let high = Math.max(1, a)
  while (gammaP(a, high) < p) high *= 2
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (gammaP(a, middle) < p) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Quantile of χ² with `df` degrees of freedom. */
export const chiSquareQuantile = (p: number, df: number): number => 2 * gammaQuantile(df / 2, p)

/** Quantile of the standard normal for 0 < p < 1, through χ² with one degree of freedom. */
export function normalQuantile(p: number): number {
  if (p === 0.5) return 0
  const tail = Math.min(p, 1 - p)
  const size = Math.sqrt(chiSquareQuantile(1 - 2 * tail, 1))
  return p < 0.5 ? -size : size
}
