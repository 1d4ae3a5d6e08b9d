import type { Status } from '../../warehouse/catalog/types.ts'
import type { Theme } from '../theme/themes.ts'
import { type Rgba, rgba } from './colour.ts'

/** How a place is drawn: a step of the ramp 0–6, or one of the standings that are not a step. */
export type PlaceClass = number | 'zero' | 'missing' | 'suppressed' | 'none'

/** Step of a value among ascending breaks: 0 below the first, one more for each break reached. */
export function stepOf(value: number, breaks: readonly number[]): number {
  let step = 0
  for (const edge of breaks) if (value >= edge) step++
  return step
}

export function classOf(value: number | null, status: Status, breaks: readonly number[]): PlaceClass {
  if (status === 'suppressed') return 'suppressed'
  if (status === 'zero_denominator' || status === 'not_applicable') return 'none'
  if (value === null) return 'missing'
  return value === 0 ? 'zero' : stepOf(value, breaks)
}

export function fillOf(place: PlaceClass, theme: Theme): Rgba {
  if (typeof place === 'number') return rgba(theme.sequential[place] ?? theme.ink)
  if (place === 'zero') return rgba(theme.zero)
  if (place === 'suppressed') return rgba(theme.suppressed)
  return [0, 0, 0, 0]
}
