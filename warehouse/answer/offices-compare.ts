import { betaDraws } from '../stats/beta-draws.ts'
import { funnelLimits, type OverDispersion, overDispersion } from '../stats/funnel.ts'
import { streamOf } from '../stats/random.ts'
import { placesOf } from '../stats/rank-intervals.ts'
import type { Office, OfficePosition, RankInterval } from './offices-types.ts'

/** `n` of `of` cases of an office; NaN where nothing is known. */
export interface OfficeCounts {
  code: string
  n: number
  of: number
}

export const DRAWS = 1000
const TAIL = 0.05
/** The spread of fewer offices cannot be told from one or two that stand out. */
const FEWEST_FOR_SPREAD = 5

export const isEnough = ({ of }: OfficeCounts, fewest: number) => of >= Math.max(1, fewest)

interface Placed {
  position: OfficePosition
  /** As shares. */
  limits: Office['limits']
}

function positionOf(share: number, limits: NonNullable<Office['limits']>): OfficePosition {
  if (share > limits.high_998) return 'high'
  if (share > limits.high_95) return 'high_warning'
  if (share < limits.low_998) return 'low'
  return share < limits.low_95 ? 'low_warning' : 'within'
}

/**
 * The funnel of offices about a share of 0 to 1. Offices of fewer cases than `fewest` take no part, neither in the spread
 * beyond chance nor in the funnel. `spread` is null where there is none beyond chance.
 */
export function placeOffices(
  offices: readonly OfficeCounts[],
  target: number,
  fewest: number,
): { placed: Placed[]; spread: OverDispersion | null } {
  const taking = offices.filter((office) => isEnough(office, fewest))
  const sizes = Float64Array.from(taking, ({ of }) => of)
  const shares = Float64Array.from(taking, ({ n, of }) => n / of)
  const found = taking.length < FEWEST_FOR_SPREAD ? null : overDispersion('proportion', shares, sizes, target)
  const spread = found && found.tau2 > 0 ? found : null
  const inner = funnelLimits('proportion', sizes, target, 0.95, spread?.tau2)
  const outer = funnelLimits('proportion', sizes, target, 0.998, spread?.tau2)
  const at = new Map(taking.map(({ code }, i) => [code, i]))
  const placed = offices.map(({ code }): Placed => {
    const i = at.get(code)
    if (i === undefined) return { position: 'too_few', limits: null }
    const limits = {
      low_998: outer.low[i] as number,
      low_95: inner.low[i] as number,
      high_95: inner.high[i] as number,
      high_998: outer.high[i] as number,
    }
    return { position: positionOf(shares[i] as number, limits), limits }
  })
  return { placed, spread }
}

/** What the share of an office might be: draws from Beta(n + ½, of − n + ½), those of the stream and the office's code. */
export const drawShare = ({ code, n, of }: OfficeCounts, stream: string): Float64Array =>
  betaDraws(streamOf(`${stream} ${code}`), n + 0.5, of - n + 0.5, DRAWS)

const UNRANKED: RankInterval = { rank_low: null, rank_high: null }

/** Places from 5 % to 95 % of the draws of each office; an office without draws takes no part. */
export function rankDraws(drawn: readonly (Float64Array | null)[], first: 'highest' | 'lowest'): RankInterval[] {
  const taking = drawn.filter((each) => each !== null)
  const sign = first === 'highest' ? 1 : -1
  const places = taking.map(() => new Uint32Array(DRAWS))
  for (let draw = 0; draw < DRAWS; draw++) {
    const now = placesOf(Float64Array.from(taking, (each) => sign * (each[draw] as number)))
    for (const [k, each] of places.entries()) each[draw] = now.first[k] as number
  }
  const intervals = places.map((each): RankInterval => {
    each.sort()
    return {
      rank_low: each[Math.floor(TAIL * (DRAWS - 1))] as number,
      rank_high: each[Math.ceil((1 - TAIL) * (DRAWS - 1))] as number,
    }
  })
  return drawn.map((each) => (each === null ? UNRANKED : (intervals.shift() ?? UNRANKED)))
}
