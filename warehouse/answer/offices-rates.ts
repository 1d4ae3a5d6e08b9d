import { THREE_RATES, type ThreeRate } from '../catalog/evaluation.ts'
import { drawShare, DRAWS, isEnough, rankDraws } from './offices-compare.ts'
import type { OfficeRate, OfficeScore, Proportion } from './offices-types.ts'

export const RATES = Object.keys(THREE_RATES) as ThreeRate[]

/**
 * A rate of an office with what it would be had everybody who was not called back answered no, or yes. Whether a caller was
 * contacted in time is known without a call-back.
 */
export function rateOf(rate: ThreeRate, scale: number, own: Proportion, coverage: Proportion): OfficeRate {
  const [n, of] = [own.numerator ?? 0, own.denominator ?? 0]
  const unreached = Math.max(0, (coverage.denominator ?? 0) - (coverage.numerator ?? 0))
  const isCalled = rate !== 'response' && of > 0
  return {
    rate,
    indicator: THREE_RATES[rate],
    ...own,
    worst: isCalled ? (scale * n) / (of + unreached) : null,
    best: isCalled ? (scale * (n + unreached)) / (of + unreached) : null,
  }
}

/** Weights as shares that add up to 1. */
export function sharesOf(weights: Record<ThreeRate, number>): Record<ThreeRate, number> {
  const sum = weights.response + weights.resolution + weights.satisfaction
  return {
    response: weights.response / sum,
    resolution: weights.resolution / sum,
    satisfaction: weights.satisfaction / sum,
  }
}

export interface Scored {
  code: string
  rates: readonly OfficeRate[]
}

/**
 * The weighted mean of the three rates of each office, with the interval of its place. The three are drawn by themselves: that
 * whoever calls a case solved is more often satisfied makes the true intervals somewhat wider. `fewest` is the minimum of
 * each rate.
 */
export function scoreOffices(
  offices: readonly Scored[],
  shares: Record<ThreeRate, number>,
  fewest: Record<ThreeRate, number>,
  stream: string,
): OfficeScore[] {
  const used = RATES.filter((rate) => shares[rate] > 0)
  const counts = offices.map(({ code, rates }) =>
    rates
      .filter(({ rate }) => used.includes(rate))
      .map(({ rate, numerator, denominator, worst, best }) => ({
        rate,
        code: `${rate} ${code}`,
        n: numerator ?? Number.NaN,
        of: denominator ?? Number.NaN,
        worst,
        best,
      })),
  )
  const lacking = counts.map((rates) => rates.filter((each) => !isEnough(each, fewest[each.rate])))
  const drawn = counts.map((rates, i) => {
    if (lacking[i]?.length !== 0) return null
    const score = new Float64Array(DRAWS)
    for (const each of rates) {
      const share = drawShare(each, stream)
      for (let draw = 0; draw < DRAWS; draw++)
        score[draw] = (score[draw] as number) + shares[each.rate] * (share[draw] as number)
    }
    return score
  })
  const ranks = rankDraws(drawn, 'highest')
  return counts.map((rates, i): OfficeScore => {
    const lacks = (lacking[i] ?? []).map(({ rate }) => rate)
    const { rank_low = null, rank_high = null } = ranks[i] ?? {}
    if (lacks.length > 0) return { value: null, worst: null, best: null, rank_low, rank_high, lacks }
    const mean = (of: (each: (typeof rates)[number], share: number) => number) =>
      rates.reduce((sum, each) => sum + shares[each.rate] * of(each, (100 * each.n) / each.of), 0)
    return {
      value: mean((_, own) => own),
      worst: mean(({ worst }, own) => worst ?? own),
      best: mean(({ best }, own) => best ?? own),
      rank_low,
      rank_high,
      lacks,
    }
  })
}
