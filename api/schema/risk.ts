import { z } from '@hono/zod-openapi'
import type { CodebookEntry } from '../../warehouse/catalog/codebook.ts'
import { Label, version } from './label.ts'

/** The query string of /api/risk. */
export const RiskParams = z.strictObject({
  level: z
    .string()
    .max(60)
    .optional()
    .openapi({ description: 'Level of areas. Unset: the default one.', example: 'street' }),
  year: z
    .string()
    .regex(/^\d{4}$/)
    .optional()
    .openapi({ description: 'A whole calendar year of the data. Unset: the last.', example: '2025' }),
  v: version,
})

const Period = z.object({ from: z.string(), to: z.string() })
const numbers = z.array(z.number().nullable())

const Measure = z.object({
  indicator: z.string(),
  /** Which end of the goalposts is the risky one. */
  worse: z.enum(['higher', 'lower']),
  min: z.number(),
  max: z.number(),
  goalposts: z.enum(['fixed', 'baseline']),
  why: Label.nullable(),
  /** Share of the pillar. */
  weight: z.number(),
  clipped: z.number().int(),
  winsorised: z.number().int(),
})

const Area = z.object({
  code: z.string(),
  label: Label,
  /** 1 to 100. */
  index: z.number().nullable(),
  status: z.string(),
  missing: z.array(z.string()),
  rank: z.number().nullable(),
  rank_low: z.number().nullable(),
  rank_high: z.number().nullable(),
  /** Areas of one band cannot be told apart. */
  band: z.number().int().nullable(),
  pillars: numbers,
  values: z.array(numbers),
  scores: z.array(numbers),
  statuses: z.array(z.array(z.string())),
})
export type RiskArea = z.infer<typeof Area>

export const RiskBody = z
  .object({
    snapshot: z.string(),
    level: z.string(),
    period: Period,
    baseline: Period.nullable(),
    pillars: z.array(z.object({ id: z.string(), label: Label, weight: z.number(), measures: z.array(Measure) })),
    left_out: z.array(z.object({ indicator: z.string(), pillar: z.string(), reason: Label })),
    areas: z.array(Area),
    ranked: z.number().int(),
    draws: z.number().int(),
    stream: z.string(),
    codebook: z.custom<CodebookEntry>().openapi({ type: 'object' }),
    notes: z.array(Label),
  })
  .openapi('RiskIndex')
export type RiskBody = z.infer<typeof RiskBody>
