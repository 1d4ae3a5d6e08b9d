/**
 * q values of Benjamini and Hochberg (1995): the least false discovery rate at which a test would be called. `p`: two-sided
 * or one-sided p values of one family, NaN for those not tested, which stay NaN and do not count. The family is what the
 * caller hands over: all areas of one indicator and one period.
 */
export function falseDiscoveryRates(p: Float64Array): Float64Array {
  const tested = Array.from(p.keys()).filter((i) => !Number.isNaN(p[i]))
  const order = Int32Array.from(tested).sort((a, b) => (p[a] as number) - (p[b] as number))
  const q = new Float64Array(p.length).fill(Number.NaN)
  let least = 1
  for (let rank = order.length; rank > 0; rank--) {
    const i = order[rank - 1] as number
    const own = p[i] as number
    least = Math.min(least, Math.max(own, (own * order.length) / rank))
    q[i] = least
  }
  return q
}
