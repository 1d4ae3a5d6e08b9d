/** Ends of the scale. The lower lies above 0, so that one harmless pillar does not make a product nothing. */
export const LOWEST = 1
export const HIGHEST = 100

/** One measure of a pillar. `best` scores 1 and `worst` scores 100, in the unit of the values; either may be the larger. */
export interface IndexMeasure {
  /** One an area; NaN: no figure. */
  values: Float64Array
  best: number
  worst: number
  weight: number
}

export interface IndexPillar {
  measures: readonly IndexMeasure[]
  weight: number
}

export interface Composite {
  /** 1 (least) to 100 (most) an area; NaN where a measure is missing: nothing is put in its place. */
  index: Float64Array
  /** By pillar, an entry an area; NaN where a measure of the pillar is missing. */
  pillars: Float64Array[]
  /** By pillar and measure, an entry an area. */
  scores: Float64Array[][]
  /** By pillar and measure, 1 where a value lies beyond a goalpost and scores as if it stood there. */
  clipped: Uint8Array[][]
}

/** How pillars become one: a product lets none make up for another, a mean does. */
export type Joining = 'geometric' | 'arithmetic'

/** A value between its goalposts. Throws RangeError where these are equal or not finite. */
export function goalpostScores({ values, best, worst }: IndexMeasure): Float64Array {
  const span = worst - best
  if (!(Number.isFinite(span) && span !== 0)) throw new RangeError(`Goalposts ${best} and ${worst} span no scale.`)
  return values.map((value) => LOWEST + (HIGHEST - LOWEST) * Math.min(1, Math.max(0, (value - best) / span)))
}

/** Weighted mean of columns, an entry an area. Throws RangeError unless weights add up to more than 0. */
export function joined(columns: readonly Float64Array[], weights: readonly number[], how: Joining): Float64Array {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  if (!(whole > 0)) throw new RangeError('Weights add up to nothing.')
  const made = new Float64Array(columns[0]?.length ?? 0)
  for (const [c, column] of columns.entries()) {
    const weight = (weights[c] as number) / whole
    for (let i = 0; i < made.length; i++) {
      const score = column[i] as number
      made[i] = (made[i] as number) + weight * (how === 'geometric' ? Math.log(score) : score)
    }
  }
  return how === 'geometric' ? made.map(Math.exp) : made
}

const isBeyond = ({ best, worst }: IndexMeasure, value: number) =>
  value < Math.min(best, worst) || value > Math.max(best, worst)

/**
 * Composite index over fixed goalposts: scores from 1 to 100, their arithmetic mean within a pillar, the geometric mean
 * across pillars (OECD and JRC 2008, Handbook on Constructing Composite Indicators). Arrays have one entry an area.
 */
export function composite(pillars: readonly IndexPillar[]): Composite {
  const scores = pillars.map(({ measures }) => measures.map(goalpostScores))
  const means = pillars.map(({ measures }, p) =>
    joined(
      scores[p] ?? [],
      measures.map(({ weight }) => weight),
      'arithmetic',
    ),
  )
  return {
    index: joined(
      means,
      pillars.map(({ weight }) => weight),
      'geometric',
    ),
    pillars: means,
    scores,
    clipped: pillars.map(({ measures }) =>
      measures.map((measure) => Uint8Array.from(measure.values, (value) => (isBeyond(measure, value) ? 1 : 0))),
    ),
  }
}
