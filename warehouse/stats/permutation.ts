import type { WithoutZ } from './getis-ord.ts'
import type { Neighbours } from './neighbours.ts'
import { streamOf } from './random.ts'

export interface PermutationPlan {
  /** Names the run, say dataset, indicator and period; show it with the result. The same seed gives the same bytes. */
  seed: string
  /** Ways to deal dealt for each area; p cannot fall under 2 / (permutations + 1). 9 999 where not said. */
  permutations?: number
  /** Areas to do, from 0, the last not among them: chunks in any order or process give what one run gives. All where not said. */
  from?: number
  to?: number
}

/** One entry for each area from `from` to `to`; `above`, `below` and `p` are NaN where `without` (by area) says why. */
export interface Permuted {
  from: number
  permutations: number
  /** Permutations whose statistic is at least, and at most, what was seen; ties are in both. */
  above: Float64Array
  below: Float64Array
  /** Two-sided: min(1, 2 min((above + 1) / (R + 1), (below + 1) / (R + 1))). */
  p: Float64Array
  without: Map<number, WithoutZ>
}

const PERMUTATIONS = 9_999
const MOST_AREAS = 2 ** 21
/** What is so small beside the largest is the rounding of zero. */
const ROUNDING = 1e-12

/**
 * Conditional permutation of Gi*: each area keeps its value, its neighbours get values drawn without replacement from all other
 * areas (Anselin 1995; two-sided with the seen one counted in, Davison and Hinkley 1997). `x`: one value an area; NaN leaves an
 * area out of the study. Each area has a random stream of its own (xoshiro128**, by seed and number of the area). False discovery rates
 * need p as small as 0.05 over the number of tests: take the z of `hotSpots` for those, this to look after them. Throws RangeError
 * for fewer than one permutation, more than 2²¹ areas or a range that is none.
 */
export function permuteHotSpots(x: Float64Array, neighbours: Neighbours, plan: PermutationPlan): Permuted {
  const { seed, permutations = PERMUTATIONS, from = 0, to = x.length } = plan
  if (!(Number.isInteger(permutations) && permutations >= 1))
    throw new RangeError('At least one permutation is needed.')
  if (x.length > MOST_AREAS) throw new RangeError(`At most ${MOST_AREAS} areas can be dealt out.`)
  if (!(from >= 0 && from <= to && to <= x.length)) throw new RangeError(`There are no areas ${from} to ${to}.`)
  const { start, index } = neighbours
  const pool = x.filter((value) => !Number.isNaN(value))
  const others = pool.length - 1
  const isFlat = pool.every((value) => value === pool[0])
  const largest = pool.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const blank = () => new Float64Array(to - from).fill(Number.NaN)
  const out: Permuted = { from, permutations, above: blank(), below: blank(), p: blank(), without: new Map() }
  let place = -1
  for (let i = 0; i < to; i++) {
    const own = x[i] as number
    if (!Number.isNaN(own)) place++
    if (i < from) continue
    let k = 0
    let seen = 0
    for (let at = start[i] as number; at < (start[i + 1] as number); at++) {
      const value = x[index[at] as number] as number
      if (Number.isNaN(value)) continue
      k++
      seen += value
    }
    const reason = Number.isNaN(own)
      ? 'missing'
      : isFlat
        ? 'no_variance'
        : k === 0
          ? 'no_neighbours'
          : k === others
            ? 'all_neighbours'
            : null
    if (reason) {
      out.without.set(i, reason)
      continue
    }
    pool[place] = pool[others] as number
    // Sums of the same values in another order differ by their rounding; those are ties.
    const { above, below } = deal(pool, others, k, seen, k * k * Number.EPSILON * largest, permutations, `${seed}/${i}`)
    pool[others] = pool[place] as number
    pool[place] = own
    out.above[i - from] = above
    out.below[i - from] = below
    out.p[i - from] = Math.min(1, (2 * (Math.min(above, below) + 1)) / (permutations + 1))
  }
  return out
}

/** Deals `k` of the first `others` values of `pool` out again and again, and counts sums at least and at most `seen`; leaves `pool` as it was. */
function deal(
  pool: Float64Array,
  others: number,
  k: number,
  seen: number,
  rounding: number,
  permutations: number,
  name: string,
): { above: number; below: number } {
  const random = streamOf(name)
  const taken = new Int32Array(k)
  let above = 0
  let below = 0
  for (let r = 0; r < permutations; r++) {
    let sum = 0
    for (let d = 0; d < k; d++) {
      const at = d + random.below(others - d)
      const value = pool[at] as number
      pool[at] = pool[d] as number
      pool[d] = value
      taken[d] = at
      sum += value
    }
    for (let d = k - 1; d >= 0; d--) {
      const at = taken[d] as number
      const value = pool[d] as number
      pool[d] = pool[at] as number
      pool[at] = value
    }
    if (sum >= seen - rounding) above++
    if (sum <= seen + rounding) below++
  }
  return { above, below }
}

/**
 * Conditional permutation of local Moran's I. With equal weights I rises or falls with the sum of the neighbours, as Gi* does, so the
 * two share their permutations and p; they part where the area itself is at the mean, where every I is 0 and p is 1. Otherwise as
 * `permuteHotSpots`, except that above and below are those of I.
 */
export function permuteLocalMoran(x: Float64Array, neighbours: Neighbours, plan: PermutationPlan): Permuted {
  const out = permuteHotSpots(x, neighbours, plan)
  const known = x.filter((value) => !Number.isNaN(value))
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length
  const most = known.reduce((far, value) => Math.max(far, Math.abs(value - mean)), 0)
  for (let k = 0; k < out.p.length; k++) {
    const own = (x[out.from + k] as number) - mean
    if (Number.isNaN(out.p[k])) continue
    if (Math.abs(own) <= ROUNDING * most) {
      out.above[k] = out.permutations
      out.below[k] = out.permutations
      out.p[k] = 1
    } else if (own < 0) {
      const above = out.above[k] as number
      out.above[k] = out.below[k] as number
      out.below[k] = above
    }
  }
  return out
}
