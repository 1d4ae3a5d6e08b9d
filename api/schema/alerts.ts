import { z } from '@hono/zod-openapi'
import { Label } from './label.ts'

const Named = z.object({ code: z.string(), label: Label })
const Period = z.object({ from: z.string(), to: z.string() })
const Level = z.enum(['blue', 'yellow', 'orange', 'red'])

const Alert = z
  .object({
    level: Level,
    area: Named,
    kind: Named.extend({ field: z.enum(['category', 'category_group']) }),
    period: Period,
    /** Weeks counted together. */
    weeks: z.number().int(),
    /** Last day of the first of the alerting weeks in a row. */
    since: z.string(),
    seen: z.number(),
    expected: z.number(),
    /** 95 % prediction interval. */
    low: z.number(),
    high: z.number(),
    excess: z.number(),
    p: z.number(),
    /** False discovery rate over all tests of the week. */
    q: z.number(),
    /** What the cases are made of, the most first: areas one level down, offices, ways they came in, different callers. */
    places: z.array(Named.extend({ n: z.number() })),
    departments: z.array(Named.extend({ n: z.number() })),
    channels: z.array(Named.extend({ n: z.number() })),
    callers: z.number().nullable(),
    sentence: Label,
  })
  .openapi('Alert')
export type Alert = z.infer<typeof Alert>

const Run = z.object({
  week_to: z.string(),
  method: z.enum(['farrington', 'ears_t']),
  series: z.number().int(),
  tests: z.number().int(),
  /** Alerts expected in this week were there no rise anywhere. */
  false_alarms: z.number(),
  alerts: z.number().int(),
})

const BackTest = z.object({
  most_false: z.number(),
  from_day: z.string(),
  to_day: z.string(),
  weeks: z.number().int(),
  alerts: z.number().int(),
  confirmed: z.number().int(),
  episodes: z.number().int(),
  found: z.number().int(),
  false_alarms: z.number(),
  delay_days: z.number().nullable(),
  lead_days: z.number().nullable(),
  /** Alerts during a rise that hindsight confirms or a known event. */
  borne_out: z.number().int(),
  /** The same against the known events of the pack. */
  known: z.number().int(),
  known_found: z.number().int(),
  known_confirmed: z.number().int(),
  known_delay_days: z.number().nullable(),
  known_lead_days: z.number().nullable(),
})

const Episode = z.object({
  source: z.enum(['hindsight', 'known']),
  /** Code empty: the whole city. */
  area: Named,
  kind: Named,
  period: Period,
  seen: z.number(),
  expected: z.number(),
  alerted: z.string().nullable(),
  /** Days from its beginning to the alert, and from the alert to its end; null without an alert. */
  delay_days: z.number().nullable(),
  lead_days: z.number().nullable(),
  level: Level.nullable(),
})

export const AlertsBody = z
  .object({
    level: z.string().nullable(),
    /** What a rise must show for each level: below which false discovery rate, and how many cases in excess. */
    rules: z.object({
      most_false: z.object({ blue: z.number(), yellow: z.number(), orange: z.number(), red: z.number() }),
      least_excess: z.object({ orange: z.number(), red: z.number() }),
    }),
    run: Run.nullable(),
    alerts: z.array(Alert),
    runs: z.array(Run),
    back_test: z.array(BackTest),
    episodes: z.array(Episode),
  })
  .openapi('Alerts')
export type AlertsBody = z.infer<typeof AlertsBody>
