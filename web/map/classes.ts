import type { Status } from '../../warehouse/catalog/types.ts'
import type { Verdict } from '../text/benchmark.ts'
import type { Theme } from '../theme/themes.ts'
import { type Rgba, rgba } from './colour.ts'

/** How a place is drawn: a step of the ramp 0–6, or one of the standings that are not a step, or a verdict. */
export type PlaceClass = number | 'zero' | 'missing' | 'suppressed' | 'none' | Verdict

/** Step of a value among ascending breaks: 0 below the first, one more for each break reached. */
export function stepOf(value: number, breaks: readonly number[]): number {
  let step = 0
  for (const edge of breaks) if (value >= edge) step++
  return step
}

/** Steps of the ramp that some breaks use: all seven where there are six, else spread from end to end. */
export const rampStep = (step: number, breaks: number): number =>
  breaks === 6 || breaks === 0 ? step : Math.round((step * 6) / breaks)

export function classOf(value: number | null, status: Status, breaks: readonly number[]): PlaceClass {
  if (status === 'suppressed') return 'suppressed'
  if (status === 'zero_denominator' || status === 'not_applicable') return 'none'
  if (value === null) return 'missing'
  return value === 0 ? 'zero' : rampStep(stepOf(value, breaks), breaks.length)
}

export function fillOf(place: PlaceClass, theme: Theme): Rgba {
  if (typeof place === 'number') return rgba(theme.sequential[place] ?? theme.ink)
  if (place === 'zero') return rgba(theme.zero)
  if (place === 'suppressed') return rgba(theme.suppressed)
  if (place === 'better') return rgba(theme.betterFill)
  if (place === 'worse') return rgba(theme.worseFill)
  if (place === 'higher' || place === 'lower') return rgba(theme.diverging[place === 'higher' ? 5 : 1] ?? theme.ink)
  if (place === 'similar' || place === 'unclear') return rgba(theme.undecided)
  return [0, 0, 0, 0]
}
