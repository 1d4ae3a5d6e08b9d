/** Values of one set in ascending order with the people that have them. */
interface Ranked {
  value: Float64Array
  people: Float64Array
  /** Of all together. */
  persons: number
  mean: number
}

/** Those with a value and people, ascending. */
function ranked(values: Float64Array, people: Float64Array, keep: (i: number) => boolean): Ranked {
  const kept: number[] = []
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i]) && (people[i] ?? 0) > 0 && keep(i)) kept.push(i)
  }
  const order = Int32Array.from(kept).sort((i, j) => (values[i] ?? 0) - (values[j] ?? 0))
  const value = new Float64Array(order.length)
  const weight = new Float64Array(order.length)
  let persons = 0
  let sum = 0
  for (let k = 0; k < order.length; k++) {
    const i = order[k] ?? 0
    const w = people[i] ?? 0
    value[k] = values[i] ?? 0
    weight[k] = w
    persons += w
    sum += w * (values[i] ?? 0)
  }
  return { value, people: weight, persons, mean: sum / persons }
}

/** Mean over pairs of how far one of `a` lies above one of `b`, 0 where it does not. */
function meanLead(a: Ranked, b: Ranked): number {
  let k = 0
  let below = 0
  let belowSum = 0
  let lead = 0
  const origin = b.mean
  for (let i = 0; i < a.value.length; i++) {
    const value = a.value[i] ?? 0
    for (; k < b.value.length && (b.value[k] ?? 0) < value; k++) {
      const w = b.people[k] ?? 0
      below += w
      belowSum += w * ((b.value[k] ?? 0) - origin)
    }
    lead += (a.people[i] ?? 0) * ((value - origin) * below - belowSum)
  }
  return lead / (a.persons * b.persons)
}

const giniOf = (set: Ranked): number => meanLead(set, set) / set.mean
const isDefined = (set: Ranked) => set.mean > 0 && (set.value[0] ?? -1) >= 0

/**
 * Gini coefficient of values (rates, incomes) weighted by people, in the population form: 0 when all are equal, below
 * 1. Null when nobody has any, without people, or with a negative value. Entries without a value or people are left out.
 * Of n equal people, n / (n − 1) times it is the sample form.
 */
export function gini(values: Float64Array, people: Float64Array): number | null {
  const set = ranked(values, people, () => true)
  return isDefined(set) ? giniOf(set) : null
}

export interface GiniPair {
  /** Numbers of the groups with the higher and the lower mean. */
  rich: number
  poor: number
  gini: number
  /** How far the rich lie above the poor: 1 when no one overlaps, 0 when means are equal. */
  distance: number
}

/** Parts of the Gini coefficient, which add up to it (Dagum 1997). */
export interface GiniParts {
  within: number
  /** Between groups, as far as they do not overlap. */
  between: number
  /** Between groups, where one of the poorer group lies above one of the richer. */
  overlap: number
  pairs: GiniPair[]
}

/** Gini coefficient in parts by groups; `group` numbers them from 0, and negative numbers are left out. Null where `gini` is. */
export function giniParts(values: Float64Array, people: Float64Array, group: Int32Array): GiniParts | null {
  const all = ranked(values, people, (i) => (group[i] ?? -1) >= 0)
  if (!isDefined(all)) return null
  const count = group.reduce((most, g) => Math.max(most, g), -1) + 1
  const sets = Array.from({ length: count }, (_, g) => ranked(values, people, (i) => group[i] === g))
  const share = sets.map((set) => set.persons / all.persons)
  const wealth = sets.map((set, g) => ((share[g] ?? 0) * set.mean) / all.mean)
  const parts: GiniParts = { within: 0, between: 0, overlap: 0, pairs: [] }
  for (const [j, one] of sets.entries()) {
    if (one.mean > 0) parts.within += giniOf(one) * (share[j] ?? 0) * (wealth[j] ?? 0)
    for (const [h, other] of sets.entries()) {
      if (h >= j || one.persons === 0 || other.persons === 0 || one.mean + other.mean === 0) continue
      const [rich, poor] = one.mean >= other.mean ? [j, h] : [h, j]
      const apart = Math.abs(one.mean - other.mean)
      const [upper, lower] = rich === j ? [one, other] : [other, one]
      const difference = Math.max(apart, 2 * meanLead(upper, lower) - apart)
      const coefficient = difference / (one.mean + other.mean)
      const distance = difference === 0 ? 0 : apart / difference
      const weight = (share[j] ?? 0) * (wealth[h] ?? 0) + (share[h] ?? 0) * (wealth[j] ?? 0)
      parts.between += coefficient * distance * weight
      parts.overlap += coefficient * (1 - distance) * weight
      parts.pairs.push({ rich, poor, gini: coefficient, distance })
    }
  }
  return parts
}
