/** Third and fourth moment of a sample about its mean, in units of its spread. */
export interface Shape {
  skew: number
  /** Above that of a normal curve, which has 0. */
  kurtosis: number
}

const MOST_SKEW = 2
const MOST_KURTOSIS = 3.5

/** Sample skewness G1 and excess kurtosis G2 (Joanes and Gill 1998) of finite values; 0 for fewer than four or all alike. */
export function shapeOf(values: Float64Array): Shape {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const moment = (power: number) => values.reduce((sum, value) => sum + (value - mean) ** power, 0) / n
  const m2 = moment(2)
  if (n < 4 || !(m2 > (1e-12 * mean) ** 2)) return { skew: 0, kurtosis: 0 }
  const g1 = moment(3) / m2 ** 1.5
  const g2 = moment(4) / m2 ** 2 - 3
  return {
    skew: (g1 * Math.sqrt(n * (n - 1))) / (n - 2),
    kurtosis: ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * g2 + 6),
  }
}

/**
 * Finite values with outliers drawn in: while |skew| > 2 and kurtosis > 3.5, the outermost value of the longer tail takes
 * the value of the next one (winsorising, the rule of the JRC's COIN tool), at most five times. `changed`: how many were.
 */
export function winsorised(values: Float64Array, most = 5): { values: Float64Array; changed: number } {
  const drawn = values.slice()
  const order = Int32Array.from(values.keys()).sort((i, j) => (values[i] as number) - (values[j] as number))
  let [first, last] = [0, order.length - 1]
  for (let changed = 0; ; changed++) {
    const { skew, kurtosis } = shapeOf(drawn)
    if (changed === most || Math.abs(skew) <= MOST_SKEW || kurtosis <= MOST_KURTOSIS) return { values: drawn, changed }
    const isHigh = skew > 0
    const next = drawn[order[isHigh ? last - 1 : first + 1] as number] as number
    if (isHigh) last--
    else first++
    for (const [place, i] of order.entries()) {
      if (isHigh ? place > last : place < first) drawn[i] = next
    }
  }
}
