import type { Indicator, Label } from '../catalog/types.ts'
import { inequality } from '../stats/inequality.ts'
import { zFor } from '../stats/intervals.ts'
import { kitagawa } from '../stats/kitagawa.ts'
import { estimate } from './urban-rural-estimates.ts'
import type { Pair } from './urban-rural-sums.ts'
import { CLASSES, type ClassId, type GapInequality, type GapParts } from './urban-rural-types.ts'

/** An area's class and parts. */
export interface ClassedPair extends Pair {
  id: ClassId
}

const shareOf = (part: number | null, whole: number | null) =>
  part === null || whole === null || !(whole > 0) ? null : part / whole

/** Inequality between areas, and how much of it lies between classes. Null when nothing can be shared. */
export function inequalityOf(indicator: Indicator, areas: readonly ClassedPair[]): GapInequality | null {
  const counted = areas.filter(({ n, d }) => d > 0 && Number.isFinite(n))
  const values = Float64Array.from(counted, ({ n, d }) => n / d)
  const weights = Float64Array.from(counted, ({ d }) => d)
  const by = (group: (id: ClassId) => number) =>
    inequality(
      values,
      weights,
      Int32Array.from(counted, ({ id }) => group(id)),
    )
  const two = by((id) => (id === 'rural' ? 1 : 0))
  const three = by((id) => CLASSES.indexOf(id))
  if ('reason' in two || 'reason' in three) return null
  return {
    theilT: two.theilT,
    theilL: two.theilL,
    betweenT: { two: shareOf(two.betweenT, two.theilT), three: shareOf(three.betweenT, three.theilT) },
    betweenL: { two: shareOf(two.betweenL, two.theilL), three: shareOf(three.betweenL, three.theilL) },
    areas: counted.length,
    chance: chanceOf(indicator, counted),
  }
}

/** About half the squared coefficient of variation that chance gives each area, weighted by what it has: Σ (1 − p) / 2 Σ n. */
function chanceOf(indicator: Indicator, areas: readonly Pair[]): number | null {
  if (indicator.interval !== 'poisson' && indicator.interval !== 'wilson') return null
  const all = areas.reduce((sum, { n }) => sum + n, 0)
  if (!(all > 0)) return null
  const spread = (pair: Pair) => (pair.n === 0 ? 0 : indicator.interval === 'wilson' ? 1 - pair.n / pair.d : 1)
  return areas.reduce((sum, pair) => sum + spread(pair), 0) / (2 * all)
}

/** One stratum's parts on both sides. */
export interface Stratum {
  code: string
  label: Label
  urban: Pair
  rural: Pair
}

/** Variance of a value (before scale) from its parts. */
function varianceOf(indicator: Indicator, { n, d }: Pair, dispersion: number): number {
  if (!(d > 0)) return 0
  if (indicator.interval === 'poisson') return (dispersion * n) / (d * d)
  if (indicator.interval === 'wilson') return (dispersion * (n / d) * (1 - n / d)) / d
  return Number.NaN
}

/**
 * The gap split into make-up and values (Kitagawa). The make-up is taken as known, so intervals tell of the chance in the
 * values alone. Null when a side has nothing.
 */
export function partsOf(
  indicator: Indicator,
  strata: string,
  list: readonly Stratum[],
  dispersion: number,
): GapParts | null {
  const kept = list.filter(({ urban, rural }) => urban.d > 0 || rural.d > 0)
  const column = (side: 'urban' | 'rural', part: 'n' | 'd') => Float64Array.from(kept, (each) => each[side][part])
  const found = kitagawa(column('urban', 'n'), column('urban', 'd'), column('rural', 'n'), column('rural', 'd'))
  if ('reason' in found) return null
  const { scale } = indicator
  const all = (side: 'urban' | 'rural') => kept.reduce((sum, each) => sum + each[side].d, 0)
  const [allUrban, allRural] = [all('urban'), all('rural')]
  let [ofMix, ofRate] = [0, 0]
  const by = kept.map(({ code, label, urban, rural }, s) => {
    const [u, r] = [urban.d / allUrban, rural.d / allRural]
    const isBorrowed = found.borrowed.includes(s)
    const [varU, varR] = [varianceOf(indicator, urban, dispersion), varianceOf(indicator, rural, dispersion)]
    const [onMix, onRate] = [((u - r) / 2) ** 2, ((u + r) / 2) ** 2]
    // A borrowed value is one and the same on both sides: it counts twice in the mix, and not at all in the rates.
    ofMix += isBorrowed ? 4 * onMix * (varU + varR) : onMix * (varU + varR)
    ofRate += isBorrowed ? 0 : onRate * (varU + varR)
    return {
      code,
      label,
      urbanShare: u,
      ruralShare: r,
      urban: urban.d > 0 ? (scale * urban.n) / urban.d : null,
      rural: rural.d > 0 ? (scale * rural.n) / rural.d : null,
      composition: scale * (found.compositionBy[s] ?? 0),
      rate: scale * (found.rateBy[s] ?? 0),
      isBorrowed,
    }
  })
  const around = (value: number, variance: number) => {
    const half = zFor(0.95) * scale * Math.sqrt(variance)
    return estimate(scale * value, Number.isNaN(half) ? null : [scale * value - half, scale * value + half])
  }
  return {
    strata,
    composition: around(found.composition, ofMix),
    rate: around(found.rate, ofRate),
    by,
    borrowed: found.borrowed.length,
  }
}
