import { countTail } from '../stats/count-tails.ts'

/** Above it the chance of none is too small a number to begin with. */
const LARGE = 600

/** Chances P(Y = k) for k = 0..most of a Poisson or negative binomial count, one from the other. */
function chancesOf(mean: number, dispersion: number, most: number): Float64Array {
  const chance = new Float64Array(most + 1)
  const size = mean / (dispersion - 1)
  const isPoisson = !(size < 1e9)
  chance[0] = isPoisson ? Math.exp(-mean) : Math.exp(-size * Math.log(dispersion))
  for (let k = 0; k < most; k++) {
    const ratio = isPoisson ? mean / (k + 1) : ((k + size) / (k + 1)) * (1 - 1 / dispersion)
    chance[k + 1] = (chance[k] as number) * ratio
  }
  return chance
}

/** Tails P(Y ≥ k) and chances P(Y = k) for k = 0..most of a count. */
function lawOf(mean: number, dispersion: number, most: number): { tail: Float64Array; chance: Float64Array } {
  const tail = new Float64Array(most + 2)
  if (mean > LARGE) {
    for (let k = 0; k < tail.length; k++) tail[k] = countTail(k, mean, dispersion)
    return {
      tail,
      chance: Float64Array.from({ length: most + 1 }, (_, k) => (tail[k] as number) - (tail[k + 1] as number)),
    }
  }
  const chance = chancesOf(mean, dispersion, most)
  tail[most + 1] = countTail(most + 1, mean, dispersion)
  for (let k = most; k >= 0; k--) tail[k] = (tail[k + 1] as number) + (chance[k] as number)
  return { tail, chance }
}

/**
 * Chance that the last weeks of an independent weekly count reach any of several limits: `limits[i]` over the last `spans[i]` weeks
 * together. `spans` ascend; `mean` is that of one week, `dispersion` variance over mean (≥ 1). Exact, by the distribution of the sums
 * that have passed no limit yet.
 */
export function chanceOfAny(
  spans: readonly number[],
  limits: readonly number[],
  mean: number,
  dispersion: number,
): number {
  let below = Float64Array.of(1)
  let any = 0
  for (const [i, span] of spans.entries()) {
    const limit = limits[i] as number
    const { tail, chance } = lawOf(mean * (span - (spans[i - 1] ?? 0)), dispersion, limit)
    const next = new Float64Array(limit)
    for (const [sum, known] of below.entries()) {
      any += known * (tail[Math.max(0, limit - sum)] as number)
      for (let more = 0; sum + more < limit; more++)
        next[sum + more] = (next[sum + more] as number) + known * (chance[more] as number)
    }
    below = next
  }
  return any
}
