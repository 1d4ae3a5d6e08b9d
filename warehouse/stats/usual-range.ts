/** Weeks of the same weekday that make an expectation, and the fewest that will do. */
const WEEKS = 8
const LEAST = 4
/** Two-sided 95 % quantiles of Student's t for 3 to 7 degrees of freedom. */
const T_975: Record<number, number> = { 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365 }

export interface UsualRange {
  expected: Float64Array
  low: Float64Array
  high: Float64Array
}

/**
 * What a daily count usually is: mean of the same weekday in the eight weeks before, with a 95 % prediction interval
 * whose variance is at least Poisson's. A day outside its own range (a storm) does not widen the ranges after it.
 * NaN where fewer than four such days are known.
 */
export function usualRange(counts: Float64Array): UsualRange {
  const out = { expected: empty(counts), low: empty(counts), high: empty(counts) }
  const isUsual = new Uint8Array(counts.length).fill(1)
  for (let i = 0; i < counts.length; i++) {
    const known: number[] = []
    for (let w = 1; w <= WEEKS; w++) {
      const v = counts[i - 7 * w]
      if (v !== undefined && Number.isFinite(v) && isUsual[i - 7 * w] === 1) known.push(v)
    }
    const t = T_975[known.length - 1]
    if (known.length < LEAST || t === undefined) continue
    const mean = known.reduce((a, b) => a + b, 0) / known.length
    const variance = known.reduce((a, b) => a + (b - mean) ** 2, 0) / (known.length - 1)
    const spread = t * Math.sqrt(Math.max(variance, mean) * (1 + 1 / known.length))
    out.expected[i] = mean
    out.low[i] = Math.max(0, mean - spread)
    out.high[i] = mean + spread
    const now = counts[i] ?? Number.NaN
    if (Math.abs(now - mean) > spread) isUsual[i] = 0
  }
  return out
}

function empty(counts: Float64Array): Float64Array {
  return new Float64Array(counts.length).fill(Number.NaN)
}
