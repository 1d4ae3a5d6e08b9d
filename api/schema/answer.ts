import { z } from '@hono/zod-openapi'
import { Label } from './label.ts'

const period = z.object({ from: z.string(), to: z.string() })
const numbers = z.array(z.number().nullable())

const Series = z.object({
  indicator: z.string(),
  numerator: numbers,
  denominator: numbers,
  value: numbers,
  low: numbers,
  high: numbers,
  /** Why each value is as it is; null values always have a reason here. */
  status: z.array(z.string()),
  before: numbers.optional(),
  /** 95 % interval of the value before. */
  before_low: numbers.optional(),
  before_high: numbers.optional(),
  change: numbers.optional(),
  /** Rates drawn to that of all rows, where asked for. */
  smoothed: numbers.optional(),
})

const Total = z.object({
  indicator: z.string(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  status: z.string(),
  before: z.number().nullable().optional(),
  change: z.number().nullable().optional(),
})

/** An answer as JSON: columns, not rows. */
export const AnswerBody = z
  .object({
    snapshot: z.string(),
    query: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
    period,
    compared: period.nullable(),
    rows: z.number().int(),
    keys: z.array(
      z.object({
        dimension: z.string(),
        codes: z.array(z.string().nullable()),
        labels: z.array(Label),
        holds: z
          .array(z.object({ valid_from: z.string().nullable(), valid_to: z.string().nullable() }).nullable())
          .optional()
          .openapi({
            description:
              'Where boundaries change within the period: first day of each area and the day from which it holds no more; null for one that holds on all days.',
          }),
      }),
    ),
    series: z.array(Series),
    total: z.array(Total),
    notes: z.array(Label),
  })
  .openapi('Answer')
export type AnswerBody = z.infer<typeof AnswerBody>
