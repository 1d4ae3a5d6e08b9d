import { z } from '@hono/zod-openapi'
import { FORECAST_GRAINS } from '../../warehouse/catalog/forecast.ts'
import { Label } from './label.ts'
import { LoopParams, members } from './loop.ts'

/** The query string of /api/forecast. */
export const ForecastParams = LoopParams.omit({ from: true, to: true }).extend({
  indicator: z
    .string()
    .min(1)
    .max(60)
    .openapi({ description: 'Id of a count or rate of cases.', example: 'case_rate' }),
  grain: z.enum(FORECAST_GRAINS).default('week').openapi({ description: 'Thirteen weeks ahead, or three months.' }),
  urban_class: members('urban, fringe, rural.'),
})

const Band = z.object({ low: z.array(z.number()), high: z.array(z.number()) })

const Ahead = z.object({
  /** As the season before, or that times how the level has changed. */
  method: z.enum(['seasonal_naive', 'levelled']),
  ratio: z.number(),
  codes: z.array(z.string()),
  /** In the unit of the indicator, one a code; so are the bands. */
  value: z.array(z.number()),
  band80: Band,
  band95: Band,
  /** Mean error of the past over that of the season before alone. */
  mase: z.number().nullable(),
  is_better: z.boolean().nullable(),
  tried: z.number().int(),
})

export const ForecastBody = z
  .object({
    snapshot: z.string(),
    indicator: z.string(),
    grain: z.enum(FORECAST_GRAINS),
    history: z.object({ from: z.string(), to: z.string(), periods: z.number().int() }).nullable(),
    fewest: z.number().int(),
    denominator: z.number().nullable(),
    /** Why there is no forecast, or ok. */
    status: z.enum(['ok', 'too_few', 'missing', 'zero_denominator']),
    ahead: Ahead.nullable(),
    notes: z.array(Label),
  })
  .openapi('Forecast')
export type ForecastBody = z.infer<typeof ForecastBody>
