/** Quasi-Poisson regression with a logarithmic link, fitted by iteratively reweighted least squares. */
export interface LogLinear {
  coefficients: Float64Array
  /** (XᵀWX)⁻¹, row by row. */
  covariance: Float64Array
  fitted: Float64Array
  /** Leverage of each observation. */
  leverage: Float64Array
  /** Pearson's χ² over the residual degrees of freedom. */
  dispersion: number
  /** Residual degrees of freedom. */
  degrees: number
}

const MOST_STEPS = 25
const PRECISION = 1e-8

/** Inverse of a symmetric positive definite matrix of size n by Cholesky; null where it is none. */
function inverse(matrix: Float64Array, n: number): Float64Array | null {
  const l = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j] as number
      for (let k = 0; k < j; k++) sum -= (l[i * n + k] as number) * (l[j * n + k] as number)
      if (i !== j) l[i * n + j] = sum / (l[j * n + j] as number)
      else if (sum > 1e-12 * Math.abs(matrix[i * n + i] as number) && sum > 0) l[i * n + i] = Math.sqrt(sum)
      else return null
    }
  }
  const out = new Float64Array(n * n)
  const column = new Float64Array(n)
  for (let c = 0; c < n; c++) {
    for (let i = 0; i < n; i++) {
      let sum = i === c ? 1 : 0
      for (let k = 0; k < i; k++) sum -= (l[i * n + k] as number) * (column[k] as number)
      column[i] = sum / (l[i * n + i] as number)
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = column[i] as number
      for (let k = i + 1; k < n; k++) sum -= (l[k * n + i] as number) * (column[k] as number)
      column[i] = sum / (l[i * n + i] as number)
      out[i * n + c] = column[i] as number
    }
  }
  return out
}

function deviance(y: Float64Array, mu: Float64Array, weights: Float64Array): number {
  let sum = 0
  for (let i = 0; i < y.length; i++) {
    const [own, fit] = [y[i] as number, mu[i] as number]
    sum += 2 * (weights[i] as number) * (own > 0 ? own * Math.log(own / fit) - (own - fit) : fit)
  }
  return sum
}

/**
 * Fits counts `y` (length n) on the design `x` (n rows of p columns, row by row) with prior weights. Starts and stops as R's glm
 * does (25 steps, relative change of the deviance below 1e-8). Null where it does not converge or the columns depend on one
 * another. Source: McCullagh and Nelder 1989, Generalized Linear Models, ch. 2 and 9.
 */
export function fitLogLinear(y: Float64Array, x: Float64Array, p: number, weights: Float64Array): LogLinear | null {
  const n = y.length
  const mu = y.map((value) => value + 0.1)
  const coefficients = new Float64Array(p)
  const information = new Float64Array(p * p)
  const score = new Float64Array(p)
  let covariance: Float64Array | null = null
  let last = deviance(y, mu, weights)
  for (let step = 0; step < MOST_STEPS; step++) {
    information.fill(0)
    score.fill(0)
    for (let i = 0; i < n; i++) {
      const fit = mu[i] as number
      const w = (weights[i] as number) * fit
      const z = Math.log(fit) + ((y[i] as number) - fit) / fit
      for (let a = 0; a < p; a++) {
        const xa = x[i * p + a] as number
        if (xa === 0) continue
        score[a] = (score[a] as number) + w * xa * z
        for (let b = 0; b <= a; b++)
          information[a * p + b] = (information[a * p + b] as number) + w * xa * (x[i * p + b] as number)
      }
    }
    for (let a = 0; a < p; a++) for (let b = 0; b < a; b++) information[b * p + a] = information[a * p + b] as number
    covariance = inverse(information, p)
    if (!covariance) return null
    for (let a = 0; a < p; a++) {
      let sum = 0
      for (let b = 0; b < p; b++) sum += (covariance[a * p + b] as number) * (score[b] as number)
      coefficients[a] = sum
    }
    for (let i = 0; i < n; i++) {
      let eta = 0
      for (let a = 0; a < p; a++) eta += (x[i * p + a] as number) * (coefficients[a] as number)
      mu[i] = Math.max(Math.exp(eta), Number.EPSILON)
    }
    const now = deviance(y, mu, weights)
    if (Math.abs(now - last) / (Math.abs(now) + 0.1) < PRECISION)
      return finish(y, x, p, weights, mu, coefficients, covariance)
    last = now
  }
  return null
}

/** Leverages and dispersion of a fit; the working weights are those of the last step but one, as in R. */
function finish(
  y: Float64Array,
  x: Float64Array,
  p: number,
  weights: Float64Array,
  fitted: Float64Array,
  coefficients: Float64Array,
  covariance: Float64Array,
): LogLinear {
  const n = y.length
  const leverage = new Float64Array(n)
  let pearson = 0
  let used = 0
  for (let i = 0; i < n; i++) {
    const fit = fitted[i] as number
    const w = weights[i] as number
    let h = 0
    for (let a = 0; a < p; a++) {
      for (let b = 0; b < p; b++)
        h += (x[i * p + a] as number) * (covariance[a * p + b] as number) * (x[i * p + b] as number)
    }
    leverage[i] = w * fit * h
    if (w > 0) {
      pearson += (w * ((y[i] as number) - fit) ** 2) / fit
      used++
    }
  }
  const degrees = used - p
  return {
    coefficients,
    covariance,
    fitted,
    leverage,
    dispersion: degrees > 0 ? pearson / degrees : Number.NaN,
    degrees,
  }
}
