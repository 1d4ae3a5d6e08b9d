/** Parts of a gap between two rates by stratum; each adds up to its total. */
export interface GapParts {
  rateA: number
  rateB: number
  /** A − B = composition + rate. */
  gap: number
  /** Because people are made up otherwise (other ages, other homes). */
  composition: number
  /** Because the same kind of people have another rate. */
  rate: number
  compositionBy: Float64Array
  rateBy: Float64Array
  /** The same gap seen from B: A's make-up at B's rates, A's rates on B's make-up, and what is left. */
  fromB: { composition: number; rate: number; interaction: number }
  /** Strata empty in one group: its rate is borrowed from the other, and their rate part is 0. */
  borrowed: number[]
}

/**
 * Splits the gap between the rates of A and B (Kitagawa 1955) into what comes from the make-up by strata and what
 * comes from the rates within them. Arrays run over the strata. A group without people has no rate:
 * `zero_denominator`.
 */
export function kitagawa(
  casesA: Float64Array,
  peopleA: Float64Array,
  casesB: Float64Array,
  peopleB: Float64Array,
): GapParts | { reason: 'zero_denominator' } {
  const strata = casesA.length
  const allA = total(peopleA)
  const allB = total(peopleB)
  if (!(allA > 0 && allB > 0)) return { reason: 'zero_denominator' }
  const rateA = total(casesA) / allA
  const rateB = total(casesB) / allB
  const compositionBy = new Float64Array(strata)
  const rateBy = new Float64Array(strata)
  const fromB = { composition: 0, rate: 0, interaction: 0 }
  const borrowed: number[] = []
  for (let s = 0; s < strata; s++) {
    const a = peopleA[s] ?? 0
    const b = peopleB[s] ?? 0
    if (a === 0 && b === 0) continue
    if (a === 0 || b === 0) borrowed.push(s)
    const ofB = b === 0 ? (casesA[s] ?? 0) / a : (casesB[s] ?? 0) / b
    const ofA = a === 0 ? ofB : (casesA[s] ?? 0) / a
    const share = a / allA - b / allB
    compositionBy[s] = (share * (ofA + ofB)) / 2
    rateBy[s] = ((ofA - ofB) * (a / allA + b / allB)) / 2
    fromB.composition += share * ofB
    fromB.rate += ((ofA - ofB) * b) / allB
    fromB.interaction += share * (ofA - ofB)
  }
  const [composition, rate] = [total(compositionBy), total(rateBy)]
  return { rateA, rateB, gap: rateA - rateB, composition, rate, compositionBy, rateBy, fromB, borrowed }
}

function total(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}
