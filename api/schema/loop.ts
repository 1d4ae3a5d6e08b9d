import { z } from '@hono/zod-openapi'
import { Label, version } from './label.ts'

export const members = (description: string) =>
  z
    .string()
    .max(6000)
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .optional()
    .openapi({ type: 'string', description: `${description} Comma separated.` })

/** Which cases: the filters that /api/query has. */
const filters = {
  from: z.iso.date().optional().openapi({ description: 'First day. Unset: 90 days up to the end of the data.' }),
  to: z.iso.date().optional().openapi({ description: 'Last day, included.' }),
  area: members('Area codes of any level.'),
  category: members('Categories.'),
  category_group: members('Groups of categories.'),
  channel: members('Channels.'),
  department: members('Departments.'),
  cell: members('H3 cells.'),
  v: version,
}

/** The query string of /api/loop. */
export const LoopParams = z.strictObject(filters)

/** The query string of /api/loop/cases. */
export const CasesParams = z.strictObject({
  set: z
    .string()
    .min(1)
    .max(40)
    .optional()
    .openapi({ description: 'A set that /api/loop counts; or else an indicator.', example: 'overdue' }),
  indicator: z.string().max(80).optional().openapi({ description: 'An indicator that counts cases.' }),
  part: z
    .enum(['numerator', 'denominator'])
    .optional()
    .openapi({ description: 'Which of its counts. Unset: the numerator.' }),
  waited_for: z
    .enum(['first_response_at', 'closed_at'])
    .optional()
    .openapi({ description: 'Or else the cases that waited for this `hours` hours or more, or still wait.' }),
  hours: z.coerce.number().min(0).max(100_000).optional().openapi({ description: 'Unset: 0, all that are watched.' }),
  working_days: z.coerce
    .number()
    .int()
    .min(0)
    .max(60)
    .optional()
    .openapi({ description: 'Or else the cases closed within so many working days, among those old enough to tell.' }),
  hour: z.coerce.number().int().min(0).max(23).optional().openapi({ description: 'Of an indicator: hour of opening.' }),
  weekday: z.coerce
    .number()
    .int()
    .min(1)
    .max(7)
    .optional()
    .openapi({ description: 'Of an indicator: weekday of opening, 1: Monday.' }),
  ...filters,
})

const number = z.number().nullable()
const Share = z.object({ n: z.number(), of: z.number(), value: number, low: number, high: number })
export type Share = z.infer<typeof Share>
const Bunching = z.object({ ratio: number, low: number, high: number })
const Named = z.object({ code: z.string(), label: Label })

const Curve = z.object({
  until: z.enum(['first_response_at', 'closed_at']),
  n: z.number(),
  ended: z.number(),
  hours: z.array(z.number()),
  /** Share that still waits. */
  share: z.array(z.number()),
  low: z.array(number),
  high: z.array(number),
  /** How many are still watched after so many hours. */
  waiting: z.array(z.object({ hours: z.number(), n: z.number() })),
  median: number,
  median_low: number,
  median_high: number,
  /** Hours, none beyond `horizon` counted. */
  mean: number,
  mean_low: number,
  mean_high: number,
  horizon: z.number(),
})

export const LoopBody = z
  .object({
    snapshot: z.string(),
    period: z.object({ from: z.string(), to: z.string() }),
    as_of: z.string(),
    /** `n`: of all received in the period; `ripe`: of those at least `ripe_days` old, whose later steps had time to come. */
    steps: z.array(
      z.object({
        id: z.enum(['received', 'dispatched', 'contacted', 'closed', 'verified', 'rated']),
        n: number,
        ripe: number,
      }),
    ),
    ripe_days: z.number(),
    /** Counts by set; null: the city has no record of it. */
    sets: z.record(z.string(), number),
    /** Sets as shares of the cases that could be in them. */
    shares: z.record(z.string(), Share),
    ages: z.array(z.object({ from_days: z.number(), to_days: number, n: z.number() })),
    /** Offices with most open cases; `ages`: by the bands of `ages` above. */
    open_by_office: z.array(z.object({ code: z.string(), label: Label, n: z.number(), ages: z.array(z.number()) })),
    curves: z.array(Curve),
    rates: z.array(z.object({ indicator: z.string(), rate: Share, worst: number, best: number })),
    coverage: Share,
    worker_load: z.object({ value: z.number(), workers: z.number() }).nullable(),
    working_days: z.object({
      within: z.array(z.object({ days: z.number(), share: Share })),
      has_calendar: z.boolean(),
    }),
    around_limit: z.array(z.object({ hour: z.number(), n: z.number() })),
    bunching: Bunching,
    /** Signs of haste by office; intervals of 99.8 %. */
    haste: z.array(
      z.object({
        code: z.string(),
        label: Label,
        within_minutes: Share,
        is_hasty: z.boolean(),
        bunching: Bunching,
        is_bunched: z.boolean(),
      }),
    ),
    repeated_places: z.array(
      z.object({
        cell: z.string(),
        area: Named.nullable(),
        kind: Named,
        n: z.number(),
        callers: number,
        from: z.string(),
        to: z.string(),
      }),
    ),
    has_lists: z.boolean(),
    notes: z.array(Label),
  })
  .openapi('Loop')
export type LoopBody = z.infer<typeof LoopBody>

export const CasesBody = z
  .object({
    cases: z.array(
      z.object({
        case_id: z.string(),
        opened_at: z.string(),
        due_at: z.string().nullable(),
        closed_at: z.string().nullable(),
        category: Named.nullable(),
        department: Named.nullable(),
        area: Named.nullable(),
        hand_offs: number,
      }),
    ),
    more: z.boolean(),
  })
  .openapi('Cases')
export type CasesBody = z.infer<typeof CasesBody>
