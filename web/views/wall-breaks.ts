import type { BreakEntry } from '../../warehouse/catalog/snapshot-catalog.ts'

const CLASSES = 7

/** To two significant digits, so that a legend can be read across a room. */
function round(value: number): number {
  return Number(value.toPrecision(2))
}

/**
 * The six breaks of one slide. The city's fixed breaks, times the days shown; for one group of categories, times that
 * group's share of all cases, so that it too keeps its breaks while its data moves little. Without fixed breaks:
 * equal shares of the places.
 */
export function slideBreaks(
  fixed: Pick<BreakEntry, 'per_day' | 'breaks'> | null,
  days: number,
  share: number,
  values: readonly (number | null)[],
): number[] {
  const made = fixed ? fixed.breaks.map((edge) => edge * (fixed.per_day ? days : 1) * share) : quantiles(values)
  const rounded = share === 1 && fixed ? made.map((edge) => Number(edge.toPrecision(4))) : made.map(round)
  return [...new Set(rounded)].sort((a, b) => a - b)
}

/** Breaks for counts: whole numbers from two up, each above the one before, so that no class stays empty. */
export function wholeBreaks(breaks: readonly number[]): number[] {
  const whole: number[] = []
  for (const edge of breaks) whole.push(Math.max(Math.round(edge), (whole.at(-1) ?? 1) + 1))
  return whole
}

function quantiles(values: readonly (number | null)[]): number[] {
  const known = values.filter((v): v is number => v !== null && v > 0).sort((a, b) => a - b)
  if (known.length === 0) return []
  return Array.from({ length: CLASSES - 1 }, (_, i) => known[Math.floor(((i + 1) / CLASSES) * known.length)] ?? 0)
}
