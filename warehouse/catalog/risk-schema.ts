import { z } from 'zod'
import type { RiskDefinition } from './risk-index.ts'

const id = z.string().regex(/^[a-z][a-z0-9_]{0,59}$/, 'lower-case letters, digits and _, starting with a letter')
const label = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })
const weight = z.number().positive().max(1000).exactOptional()

const goalposts = z
  .strictObject({ min: z.number(), max: z.number(), why: label })
  .refine(({ min, max }) => min < max, 'min lies below max')

/** `risk` of city.yaml: the composite risk index, in place of that of the program. */
export const RiskIndex = z.strictObject({
  version: z.int().min(1),
  baseline_year: z.int().min(1900).max(2199).exactOptional(),
  pillars: z
    .array(
      z.strictObject({
        id,
        label,
        weight,
        measures: z
          .array(
            z.strictObject({
              indicator: id,
              worse: z.enum(['higher', 'lower']),
              goalposts: z.union([z.literal('baseline'), goalposts]),
              weight,
            }),
          )
          .min(1)
          .max(12),
      }),
    )
    .min(2)
    .max(8),
}) satisfies z.ZodType<RiskDefinition>
