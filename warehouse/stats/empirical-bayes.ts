import type { Neighbours } from './neighbours.ts'

/** Rates per person drawn towards a mean; all NaN where there are no people or no count. */
export interface SmoothedRates {
  rate: Float64Array
  /** What each rate is drawn to. Where it is 0 there is no case around, and the rate is 0. */
  mean: Float64Array
  /** Variance between areas beyond chance, never below 0. Where it is 0 no variation can be told and the rate is the mean. */
  variance: Float64Array
}

/** Mean and variance of all areas together (Marshall 1991); the variance by moments may be negative. Null without people. */
function moments(cases: Float64Array, people: Float64Array): { mean: number; variance: number } | null {
  let count = 0
  let persons = 0
  let areas = 0
  for (let i = 0; i < cases.length; i++) {
    if (!isKnown(cases, people, i)) continue
    count += cases[i] ?? 0
    persons += people[i] ?? 0
    areas++
  }
  if (areas === 0) return null
  const mean = count / persons
  let spread = 0
  for (let i = 0; i < cases.length; i++) {
    if (!isKnown(cases, people, i)) continue
    const n = people[i] ?? 0
    spread += n * ((cases[i] ?? 0) / n - mean) ** 2
  }
  return { mean, variance: spread / persons - (mean * areas) / persons }
}

function isKnown(cases: Float64Array, people: Float64Array, i: number): boolean {
  return (people[i] ?? 0) > 0 && (cases[i] ?? Number.NaN) >= 0
}

function shrink(rate: number, people: number, mean: number, variance: number): number {
  return variance === 0 ? mean : mean + ((rate - mean) * variance) / (variance + mean / people)
}

function unknown(length: number): Float64Array {
  return new Float64Array(length).fill(Number.NaN)
}

/** Global empirical Bayes (Marshall 1991): each rate is drawn to that of all areas, the more the fewer its people. */
export function smoothGlobally(cases: Float64Array, people: Float64Array): SmoothedRates {
  const length = cases.length
  const out = { rate: unknown(length), mean: unknown(length), variance: unknown(length) }
  const all = moments(cases, people)
  if (all === null) return out
  const variance = Math.max(0, all.variance)
  for (let i = 0; i < length; i++) {
    if (!isKnown(cases, people, i)) continue
    const n = people[i] ?? 0
    out.rate[i] = shrink((cases[i] ?? 0) / n, n, all.mean, variance)
    out.mean[i] = all.mean
    out.variance[i] = variance
  }
  return out
}

/**
 * Whose mean a neighbour is set against in the variance of a neighbourhood: that of the neighbourhood (`geoda`, the form
 * Marshall wrote, and the one to take) or its own (`spdep`, the default of that package).
 */
export type LocalForm = 'geoda' | 'spdep'

/** Local empirical Bayes: each rate is drawn to that of its area and neighbours together. An area without neighbours keeps its own. */
export function smoothLocally(
  cases: Float64Array,
  people: Float64Array,
  neighbours: Neighbours,
  form: LocalForm = 'geoda',
): SmoothedRates {
  const length = cases.length
  const { start, index } = neighbours
  const out = { rate: unknown(length), mean: unknown(length), variance: unknown(length) }
  const persons = new Float64Array(length)
  const areas = new Float64Array(length)
  for (let i = 0; i < length; i++) {
    if (!isKnown(cases, people, i)) continue
    let count = cases[i] ?? 0
    let all = people[i] ?? 0
    let known = 1
    for (let k = start[i] ?? 0; k < (start[i + 1] ?? 0); k++) {
      const j = index[k] ?? 0
      if (!isKnown(cases, people, j)) continue
      count += cases[j] ?? 0
      all += people[j] ?? 0
      known++
    }
    persons[i] = all
    areas[i] = known
    out.mean[i] = count / all
  }
  const spread = (j: number, mean: number) => {
    const n = people[j] ?? 0
    return n * ((cases[j] ?? 0) / n - mean) ** 2
  }
  for (let i = 0; i < length; i++) {
    if (!isKnown(cases, people, i)) continue
    const mean = out.mean[i] ?? 0
    const n = people[i] ?? 0
    let sum = spread(i, mean)
    for (let k = start[i] ?? 0; k < (start[i + 1] ?? 0); k++) {
      const j = index[k] ?? 0
      if (isKnown(cases, people, j)) sum += spread(j, form === 'geoda' ? mean : (out.mean[j] ?? 0))
    }
    const all = persons[i] ?? 0
    const variance = Math.max(0, sum / all - (mean * (areas[i] ?? 0)) / all)
    out.variance[i] = variance
    out.rate[i] = shrink((cases[i] ?? 0) / n, n, mean, variance)
  }
  return out
}

/**
 * Rates as z scores about the rate of all areas, with the chance of few people taken out (Assunção & Reis 1999): what
 * Moran's I and Gi* should be fed. The variance between areas may be negative here; where that leaves an area none at
 * all, chance alone is taken. NaN without people or count, and everywhere when there is no case (`no_variance`).
 */
export function standardisedRates(cases: Float64Array, people: Float64Array): Float64Array {
  const z = unknown(cases.length)
  const all = moments(cases, people)
  if (all === null || all.mean === 0) return z
  for (let i = 0; i < cases.length; i++) {
    if (!isKnown(cases, people, i)) continue
    const n = people[i] ?? 0
    const chance = all.mean / n
    const variance = all.variance + chance
    z[i] = ((cases[i] ?? 0) / n - all.mean) / Math.sqrt(variance < 0 ? chance : variance)
  }
  return z
}
