import { gammaQuantile } from './distributions.ts'
import { type Interval, poissonInterval, zFor } from './intervals.ts'

/** Fewer cases than this and a directly standardised rate should not be published (the rule of OHID). */
const FEWEST_CASES = 10

/** Why there is no number: people are missing where the standard has some, or nothing is expected. */
export interface NotStandardised {
  reason: 'zero_denominator'
}

export interface DirectRate {
  /** Per person. */
  rate: number
  variance: number
  cases: number
  /** Dobson et al. 1991 about the interval of the count; null without a case. */
  dobson: Interval | null
  /** Fay & Feuer 1997, by gamma quantiles. */
  gamma: Interval
  isSmall: boolean
}

/**
 * Rate that the area would have with the make-up of the standard: Σ w r / Σ w over strata (ages, kinds of housing).
 * Arrays run over the strata. A stratum without weight is left out; one with weight but without people leaves the rate
 * undefined.
 */
export function directRate(
  cases: Float64Array,
  people: Float64Array,
  standard: Float64Array,
  confidence = 0.95,
): DirectRate | NotStandardised {
  let weights = 0
  for (const w of standard) weights += w
  let rate = 0
  let variance = 0
  let count = 0
  let largest = 0
  for (let s = 0; s < cases.length; s++) {
    const share = (standard[s] ?? 0) / weights
    const n = people[s] ?? 0
    const x = cases[s] ?? 0
    if (share === 0) continue
    if (!(n > 0)) return { reason: 'zero_denominator' }
    rate += (share * x) / n
    variance += (share * share * x) / (n * n)
    count += x
    largest = Math.max(largest, share / n)
  }
  if (!(largest > 0)) return { reason: 'zero_denominator' }
  const isSmall = count < FEWEST_CASES
  const gamma = fayFeuer(rate, variance, largest, confidence)
  if (count === 0) return { rate, variance, cases: count, dobson: null, gamma, isSmall }
  const [low, high] = poissonInterval(count, confidence)
  const spread = Math.sqrt(variance / count)
  const dobson: Interval = [rate + spread * (low - count), rate + spread * (high - count)]
  return { rate, variance, cases: count, dobson, gamma, isSmall }
}

/** `largest` is the largest weight of one case, max w / n. */
function fayFeuer(rate: number, variance: number, largest: number, confidence: number): Interval {
  const tail = (1 - confidence) / 2
  const low = rate === 0 ? 0 : (gammaQuantile(rate ** 2 / variance, tail) * variance) / rate
  const above = rate + largest
  const wider = variance + largest ** 2
  return [low, (gammaQuantile(above ** 2 / wider, 1 - tail) * wider) / above]
}

export interface IndirectRatio {
  observed: number
  expected: number
  /** Observed over expected: 1 is as in the reference. Not comparable between areas, only with the reference. */
  ratio: number
  /** From the interval of the count, exact below ten and Byar from ten on. */
  interval: Interval
  /** On the log scale with variance 1 / observed; null without a case. */
  logInterval: Interval | null
  /** The reference's crude rate per person times the ratio. */
  rate: number
}

/**
 * Cases against those expected at the rates of a reference (SIR, SMR). Arrays run over the strata, so that thin ones
 * do no harm. A stratum without people expects nothing.
 */
export function indirectRatio(
  cases: Float64Array,
  people: Float64Array,
  referenceCases: Float64Array,
  referencePeople: Float64Array,
  confidence = 0.95,
): IndirectRatio | NotStandardised {
  let observed = 0
  let expected = 0
  let allCases = 0
  let allPeople = 0
  for (let s = 0; s < cases.length; s++) {
    const n = people[s] ?? 0
    const x = referenceCases[s] ?? 0
    const m = referencePeople[s] ?? 0
    observed += cases[s] ?? 0
    allCases += x
    allPeople += m
    if (n === 0) continue
    if (!(m > 0)) return { reason: 'zero_denominator' }
    expected += n * (x / m)
  }
  if (!(expected > 0)) return { reason: 'zero_denominator' }
  const ratio = observed / expected
  const [low, high] = poissonInterval(observed, confidence)
  const factor = Math.exp(zFor(confidence) / Math.sqrt(observed))
  const logInterval: Interval | null = observed === 0 ? null : [ratio / factor, ratio * factor]
  const rate = (ratio * allCases) / allPeople
  return { observed, expected, ratio, interval: [low / expected, high / expected], logInterval, rate }
}
