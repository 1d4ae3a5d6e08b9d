import { z } from 'zod'
import type { AlertRules } from './alert-levels.ts'

const rate = z.number().positive().max(0.5)
const excess = z.number().min(3).max(100_000)

const falls = (first: number, ...others: number[]): boolean =>
  others.every((each, i) => each <= (i === 0 ? first : (others[i - 1] as number)))

/** `alerts` of city.yaml: what a rise must show for each level. */
export const AlertLevels = z.strictObject({
  most_false: z
    .strictObject({ blue: rate, yellow: rate, orange: rate, red: rate })
    .refine(
      ({ blue, yellow, orange, red }) => falls(blue, yellow, orange, red),
      'the more urgent the level, the lower its false discovery rate',
    ),
  least_excess: z
    .strictObject({ orange: excess, red: excess })
    .refine(({ orange, red }) => orange <= red, 'red asks for at least as many cases as orange'),
}) satisfies z.ZodType<AlertRules>
