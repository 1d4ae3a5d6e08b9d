import { z } from '@hono/zod-openapi'
import { Label } from './label.ts'
import { LoopParams } from './loop.ts'

/** The query string of /api/offices. */
export const OfficesParams = LoopParams.extend({
  indicator: z
    .string()
    .min(1)
    .max(60)
    .openapi({ description: 'Id of an indicator that is a proportion of cases.', example: 'on_time_rate' }),
})

const number = z.number().nullable()
/** Values and intervals in the unit of the indicator, percent. */
const proportion = {
  numerator: number,
  denominator: number,
  value: number,
  low: number,
  high: number,
  /** Why it is as it is; a null value always has its reason here. */
  status: z.string(),
}
const Proportion = z.object(proportion)
const rank = { rank_low: number, rank_high: number }
const threeRate = z.enum(['response', 'resolution', 'satisfaction'])

const Office = z.object({
  code: z.string(),
  label: Label,
  ...proportion,
  /** `within`: cannot be told apart from the city; `_warning`: between the 95 % and the 99.8 % limits. */
  position: z.enum(['high', 'high_warning', 'within', 'low_warning', 'low', 'too_few']),
  limits: z.object({ low_998: z.number(), low_95: z.number(), high_95: z.number(), high_998: z.number() }).nullable(),
  /** Places from 5 % to 95 % of the draws. */
  ...rank,
  coverage: Proportion,
  /** Fewer than 60 % called back: the answers should not be compared. */
  is_thin: z.boolean(),
  rates: z.array(
    z.object({
      rate: threeRate,
      indicator: z.string(),
      ...proportion,
      /** Were all who were not called back counted against, or for. */
      worst: number,
      best: number,
    }),
  ),
  /** 0 to 100. */
  score: z.object({ value: number, worst: number, best: number, ...rank, lacks: z.array(threeRate) }),
})
export type Office = z.infer<typeof Office>

export const OfficesBody = z
  .object({
    snapshot: z.string(),
    indicator: z.string(),
    period: z.object({ from: z.string(), to: z.string() }),
    total: Proportion,
    /** Spread beyond chance that the limits allow for; `tau2` in shares squared. */
    over_dispersion: z.object({ phi: z.number(), tau2: z.number(), points: z.number().int() }).nullable(),
    fewest: z.number(),
    first: z.enum(['highest', 'lowest']),
    ranked: z.number().int(),
    weights: z.object({ response: z.number(), resolution: z.number(), satisfaction: z.number() }),
    scored: z.number().int(),
    draws: z.number().int(),
    stream: z.string(),
    offices: z.array(Office),
    notes: z.array(Label),
  })
  .openapi('Offices')
export type OfficesBody = z.infer<typeof OfficesBody>
