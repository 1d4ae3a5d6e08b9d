/** Theil's measures of one set; 0 when all are equal. T weighs by what is shared out, L (mean log deviation) by people. */
interface Theil {
  mean: number
  /** Null when nobody has any, or with a negative value. At most ln n for n equal people. */
  theilT: number | null
  /** Null also when someone has none. */
  theilL: number | null
}

export interface GroupInequality extends Theil {
  people: number
  /** Of all people, 0–1. */
  peopleShare: number
  /** Of all that is shared out, 0–1; null when nobody has any. */
  valueShare: number | null
}

/** Between + within = total, for T and L each. Of areas, "within" is between the areas of a group only. */
export interface Inequality extends Theil {
  betweenT: number | null
  withinT: number | null
  betweenL: number | null
  withinL: number | null
  /** By number of group; null for one without people. */
  groups: (GroupInequality | null)[]
}

/** Sums that T and L are made of: Σ w, Σ w y, Σ w y ln y, Σ w ln y about an origin that keeps them small. */
interface Sums {
  people: number
  value: number
  valueLog: number
  log: number
  isNegative: boolean
}

/**
 * Inequality of values (rates, incomes) weighted by people, by groups. `group` numbers each entry from 0; left out, all
 * are one group. Entries without a value, people or (a negative number) group are left out. 0 ln 0 is 0. Without people
 * there is none: `zero_denominator`.
 */
export function inequality(
  values: Float64Array,
  people: Float64Array,
  group: Int32Array = new Int32Array(values.length),
): Inequality | { reason: 'zero_denominator' } {
  const all = none()
  for (let i = 0; i < values.length; i++) {
    if (!isKnown(values, people, group, i)) continue
    all.people += people[i] ?? 0
    all.value += (people[i] ?? 0) * (values[i] ?? 0)
  }
  if (all.people === 0) return { reason: 'zero_denominator' }
  const mean = all.value / all.people
  const sums: Sums[] = []
  for (let i = 0; i < values.length; i++) {
    if (!isKnown(values, people, group, i)) continue
    const w = people[i] ?? 0
    const y = values[i] ?? 0
    const of = (sums[group[i] ?? 0] ??= none())
    const log = Math.log(y / mean)
    const isNegative = y < 0
    for (const set of [all, of]) {
      set.valueLog += y === 0 ? 0 : w * y * log
      set.log += w * log
      set.isNegative ||= isNegative
    }
    of.people += w
    of.value += w * y
  }
  const groups = Array.from(sums, (set) => (set === undefined ? null : describe(set, all)))
  return { ...theil(all, mean), ...parts(groups, mean, all.isNegative), groups }
}

const none = (): Sums => ({ people: 0, value: 0, valueLog: 0, log: 0, isNegative: false })

function isKnown(values: Float64Array, people: Float64Array, group: Int32Array, i: number): boolean {
  return Number.isFinite(values[i]) && (people[i] ?? 0) > 0 && (group[i] ?? -1) >= 0
}

/** T = Σ w y ln(y / µ) / Σ w y and L = Σ w ln(µ / y) / Σ w, from logs of y over the origin. */
function theil(set: Sums, origin: number): Theil {
  const mean = set.value / set.people
  if (set.isNegative || !(mean > 0)) return { mean, theilT: null, theilL: null }
  const shift = Math.log(mean / origin)
  const l = shift - set.log / set.people
  return { mean, theilT: set.valueLog / set.value - shift, theilL: Number.isFinite(l) ? l : null }
}

function describe(set: Sums, all: Sums): GroupInequality {
  const measures = theil(set, all.value / all.people)
  const valueShare = all.value > 0 ? set.value / all.value : null
  return { ...measures, people: set.people, peopleShare: set.people / all.people, valueShare }
}

type Parts = Pick<Inequality, 'betweenT' | 'withinT' | 'betweenL' | 'withinL'>

function parts(groups: (GroupInequality | null)[], mean: number, isNegative: boolean): Parts {
  if (isNegative || !(mean > 0)) return { betweenT: null, withinT: null, betweenL: null, withinL: null }
  let [betweenT, withinT, betweenL, withinL] = [0, 0, 0, 0]
  for (const group of groups) {
    if (group === null) continue
    const log = Math.log(group.mean / mean)
    const share = group.valueShare ?? 0
    if (share > 0) {
      betweenT += share * log
      withinT += share * (group.theilT ?? 0)
    }
    betweenL -= group.peopleShare * log
    withinL += group.peopleShare * (group.theilL ?? Number.NaN)
  }
  const known = (value: number) => (Number.isFinite(value) ? value : null)
  return { betweenT, withinT, betweenL: known(betweenL), withinL: known(withinL) }
}
