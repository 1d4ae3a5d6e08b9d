import type { WithoutZ } from './getis-ord.ts'
import type { Neighbours } from './neighbours.ts'
import { streamOf } from './random.ts'

export interface DealingPlan {
  /** Names the run; the same seed gives the same result. */
  seed: string
  /** Hands dealt for each size of neighbourhood; p cannot fall under 2 / (deals + 1). 999 999 where not said. */
  deals?: number
}

const DEALS = 999_999
const MOST_SIZES = 64

/** How many values of a sorted list lie below `limit`. */
function countBelow(sorted: Float64Array, limit: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as number) < limit) low = middle + 1
    else high = middle
  }
  return low
}

/** Sums of `size` values drawn without replacement, again and again, ascending. Leaves `pool` in another order. */
function sumsOf(pool: Float64Array, size: number, deals: number, name: string): Float64Array {
  const random = streamOf(name)
  const sums = new Float64Array(deals)
  for (let d = 0; d < deals; d++) {
    let sum = 0
    for (let k = 0; k < size; k++) {
      const at = k + random.below(pool.length - k)
      const value = pool[at] as number
      pool[at] = pool[k] as number
      pool[k] = value
      sum += value
    }
    sums[d] = sum
  }
  return sums.sort()
}

/**
 * Permutation of Gi* over all areas, the one looked at among them: what its moments (`hotSpots`) stand for without the normal. Every area
 * with as many neighbours has the same distribution, so each is dealt once, and often enough for false discovery rates. `p`: two-sided,
 * one entry an area, NaN where `without` says why. `permuteHotSpots` keeps each area's own value instead and asks after its neighbours
 * alone. Throws RangeError for fewer than one deal or more than 64 sizes of neighbourhood.
 */
export function dealHotSpots(
  x: Float64Array,
  { start, index }: Neighbours,
  { seed, deals = DEALS }: DealingPlan,
): { p: Float64Array; deals: number; without: Map<number, WithoutZ> } {
  if (!(Number.isInteger(deals) && deals >= 1)) throw new RangeError('At least one deal is needed.')
  const pool = x.filter((value) => !Number.isNaN(value)).sort()
  const isFlat = pool[0] === pool.at(-1)
  const largest = pool.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const p = new Float64Array(x.length).fill(Number.NaN)
  const without = new Map<number, WithoutZ>()
  const bySize = new Map<number, Float64Array>()
  for (let i = 0; i < x.length; i++) {
    const own = x[i] as number
    let size = 1
    let seen = own
    for (let k = start[i] as number; k < (start[i + 1] as number); k++) {
      const value = x[index[k] as number] as number
      if (Number.isNaN(value)) continue
      size++
      seen += value
    }
    const reason = Number.isNaN(own)
      ? 'missing'
      : isFlat
        ? 'no_variance'
        : size === 1
          ? 'no_neighbours'
          : size === pool.length
            ? 'all_neighbours'
            : null
    if (reason) {
      without.set(i, reason)
      continue
    }
    const sums = bySize.get(size) ?? sumsOf(pool.slice(), size, deals, `${seed}/${size}`)
    if (bySize.set(size, sums).size > MOST_SIZES)
      throw new RangeError(`Neighbourhoods of more than ${MOST_SIZES} sizes.`)
    // Sums of the same values in another order differ by their rounding; those are ties.
    const rounding = size * size * Number.EPSILON * largest
    const above = deals - countBelow(sums, seen - rounding)
    const below = countBelow(sums, seen + rounding)
    p[i] = Math.min(1, (2 * (Math.min(above, below) + 1)) / (deals + 1))
  }
  return { p, deals, without }
}
