import { z } from 'zod'
import type { Evaluation } from './evaluation.ts'

const weight = z.number().min(0).max(1000)

/** `evaluation` of city.yaml: the weights of the three rates in the score of an office. */
export const OfficeEvaluation = z.strictObject({
  weights: z
    .strictObject({ response: weight, resolution: weight, satisfaction: weight })
    .refine((weights) => Object.values(weights).some((each) => each > 0), 'at least one weight lies above 0'),
}) satisfies z.ZodType<Evaluation>
