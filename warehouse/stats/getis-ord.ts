import { normalTwoSided } from './distributions.ts'
import type { Neighbours } from './neighbours.ts'

/** Why an area has no z: nothing published, the same value everywhere, no neighbour, or all areas are its neighbours. */
export type WithoutZ = 'missing' | 'no_variance' | 'no_neighbours' | 'all_neighbours'

export interface HotSpots {
  /** Above 0: surrounded by high values, itself among them. NaN where there is a reason in `without`. */
  z: Float64Array
  /** Two-sided, of the normal. */
  p: Float64Array
  /** By area; areas with a z are not in it. */
  without: Map<number, WithoutZ>
}

/**
 * Getis–Ord Gi* (Ord and Getis 1995), every neighbour and the area itself with weight 1. `x`: one value an area, EB-standardised
 * rates rather than counts; NaN where nothing is known, which leaves the area out of the study. Areas without a known neighbour
 * have no z: it would be a score of themselves.
 */
export function hotSpots(x: Float64Array, { start, index }: Neighbours): HotSpots {
  const z = new Float64Array(x.length).fill(Number.NaN)
  const without = new Map<number, WithoutZ>()
  let n = 0
  let sum = 0
  let lowest = Infinity
  let highest = -Infinity
  for (const value of x) {
    if (Number.isNaN(value)) continue
    n++
    sum += value
    lowest = Math.min(lowest, value)
    highest = Math.max(highest, value)
  }
  const mean = sum / n
  let squares = 0
  for (const value of x) if (!Number.isNaN(value)) squares += (value - mean) ** 2
  const spread = Math.sqrt(squares / n)
  const isFlat = lowest === highest
  for (let i = 0; i < x.length; i++) {
    const own = x[i] as number
    if (Number.isNaN(own)) {
      without.set(i, 'missing')
      continue
    }
    let weight = 1
    let local = own
    for (let k = start[i] as number; k < (start[i + 1] as number); k++) {
      const value = x[index[k] as number] as number
      if (Number.isNaN(value)) continue
      weight++
      local += value
    }
    if (isFlat) without.set(i, 'no_variance')
    else if (weight === 1) without.set(i, 'no_neighbours')
    else if (weight === n) without.set(i, 'all_neighbours')
    else z[i] = (local - weight * mean) / (spread * Math.sqrt((n * weight - weight * weight) / (n - 1)))
  }
  return { z, p: z.map(normalTwoSided), without }
}
