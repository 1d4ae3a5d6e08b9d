import type { Indicator } from '../catalog/types.ts'

/** Fewest cases under a percentage; fewest people and dwellings under a rate. */
const FEWEST = { cases: 30, population: 30, housing: 5 } as const

/** Counts are published to the nearest of these. */
const NEAREST = 5

/** Whether a value over `d` cases, people or dwellings is not published though both its parts are shown. */
export function isOfTooFew({ denominator }: Indicator, d: number): boolean {
  const from = denominator?.from
  return (from === 'cases' || from === 'population' || from === 'housing') && d > 0 && d < FEWEST[from]
}

/** A count as it is published. */
export const rounded = (n: number): number => Math.round(n / NEAREST) * NEAREST

/** Rows of a file or a table of cases as a city that publishes tells them: to the nearest 5, and 5 where there are few. */
export const rowsTold = (n: number): number => (n > 0 ? Math.max(NEAREST, rounded(n)) : n)
