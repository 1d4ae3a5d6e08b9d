/** Sets of cases that the loop counts, and from which a list may be asked; the case is row `f`. */
import type { Dialect } from '../engine/dialect.ts'
import { IS_DATED } from './conditions.ts'

/** What a condition may refer to: the mark of the last instant covered, and the table of all cases. */
export interface AskedOf {
  now: () => string
  cases: string
  dialect: Dialect
}
type Where = (asked: AskedOf) => string

const CALLED_BACK = '(f.resolved is not null or f.satisfied is not null)'
const CLOSED_ONCE = '(f.closed_at is not null or f.reopened_at is not null)'
const ORDERLY = 'coalesce(f.flags, 0) & 5 = 0'
const OPEN = 'f.closed_at is null'
/** When a case was first closed; where that is overwritten, the opening, which lies before it. */
const FIRST_CLOSED =
  '(case when f.reopened_at is null or f.closed_at < f.reopened_at then f.closed_at else f.opened_at end)'
const MONTH_S = 30 * 86_400

const instant = (now: () => string, hours = 0) =>
  hours === 0 ? `cast(${now()} as timestamp)` : `(cast(${now()} as timestamp) + interval '${hours}' hour)`
const hoursOpen = ({ now, dialect }: AskedOf) => `${dialect.secondsBetween('f.opened_at', instant(now))} / 3600.0`

/** Closed so many seconds before the limit: from 0, or more than `over`, up to `most`. */
const beforeLimit =
  (over: number | null, most: number | null): Where =>
  ({ dialect }) => {
    const left = dialect.secondsBetween('f.closed_at', 'f.due_at')
    const ends = [
      over === null ? `${left} >= 0` : `${left} > ${over}`,
      ...(most === null ? [] : [`${left} <= ${most}`]),
    ]
    return `f.closed_at is not null and f.due_at is not null and ${ORDERLY} and ${ends.join(' and ')}`
  }

/** Days from which a band of age begins; each ends where the next begins. */
export const AGE_BANDS = [0, 1, 3, 7, 15, 30] as const

const ageBand =
  (i: number): Where =>
  (asked) => {
    const until = AGE_BANDS[i + 1]
    const from = `${hoursOpen(asked)} >= ${(AGE_BANDS[i] as number) * 24}`
    return `${OPEN} and ${IS_DATED} and ${from}${until === undefined ? '' : ` and ${hoursOpen(asked)} < ${until * 24}`}`
  }

const followed: Where = ({ now, dialect }) =>
  `${CLOSED_ONCE} and ${ORDERLY} and ${dialect.secondsBetween(FIRST_CLOSED, instant(now))} >= ${MONTH_S}`

const withinMinutes: Where = ({ dialect }) =>
  `f.closed_at is not null and ${ORDERLY} and ${dialect.secondsBetween('f.opened_at', 'f.closed_at')} <= 900`

/** Another case of the kind in the same finest cell, up to thirty days earlier. */
const againAtPlace: Where = ({ cases, dialect }) =>
  `exists (select 1 from ${cases} as g where g.cell = f.cell and g.category = f.category
    and (g.opened_at < f.opened_at or (g.opened_at = f.opened_at and g.case_id < f.case_id))
    and ${dialect.secondsBetween('g.opened_at', 'f.opened_at')} <= ${MONTH_S})`

/** Steps of the loop, each by what tells that a case reached it. */
const REACHED = {
  received: 'true',
  dispatched: 'f.dispatched_at is not null',
  contacted: 'f.first_response_at is not null',
  closed: CLOSED_ONCE,
  verified: `${CLOSED_ONCE} and f.verified_at is not null`,
  rated: `${CLOSED_ONCE} and (f.rated_at is not null or ${CALLED_BACK})`,
}

/** Days after which a case has had its time for every step: the last steps of younger ones are yet to come. */
export const RIPE_DAYS = 60

const ripe =
  (reached: string): Where =>
  (asked) =>
    `${IS_DATED} and ${hoursOpen(asked)} >= ${RIPE_DAYS * 24} and ${reached}`

/** Those of open cases look at all that are open; the others at cases opened in the period. */
export const LOOP_SETS: Record<string, { where: Where; isOpen?: true }> = {
  ...Object.fromEntries(Object.entries(REACHED).map(([step, reached]) => [step, { where: () => reached }])),
  ...Object.fromEntries(Object.entries(REACHED).map(([step, reached]) => [`ripe_${step}`, { where: ripe(reached) }])),
  reopened: { where: () => 'f.reopened_at is not null' },
  followed_30: { where: followed },
  reopened_30: {
    where: (asked) =>
      `${followed(asked)} and f.reopened_at is not null and ${asked.dialect.secondsBetween(FIRST_CLOSED, 'f.reopened_at')} <= ${MONTH_S}`,
  },
  first_office: { where: () => `${CLOSED_ONCE} and f.hand_offs = 0` },
  passed_on: { where: () => `${CLOSED_ONCE} and f.hand_offs > 0` },
  hands_told: { where: () => 'f.hand_offs is not null' },
  passed_once: { where: () => 'f.hand_offs = 1' },
  passed_twice: { where: () => 'f.hand_offs = 2' },
  passed_more: { where: () => 'f.hand_offs > 2' },
  several_offices: { where: () => `f.co_departments is not null and f.co_departments <> ''` },
  repeated: { where: () => 'f.repeat_of is not null' },
  placed: { where: () => 'f.cell is not null and f.category is not null' },
  same_place_30: { where: againAtPlace },
  within_minutes: { where: withinMinutes },
  closed_in_time: { where: beforeLimit(null, null) },
  last_hour: { where: beforeLimit(null, 3600) },
  open: { isOpen: true, where: () => OPEN },
  overdue: { isOpen: true, where: ({ now }) => `${OPEN} and f.due_at < ${instant(now)}` },
  due_in_24h: {
    isOpen: true,
    where: ({ now }) => `${OPEN} and f.due_at >= ${instant(now)} and f.due_at < ${instant(now, 24)}`,
  },
  due_later: { isOpen: true, where: ({ now }) => `${OPEN} and f.due_at >= ${instant(now, 24)}` },
  due_unknown: { isOpen: true, where: () => `${OPEN} and f.due_at is null` },
  ...Object.fromEntries(AGE_BANDS.map((from, i) => [`age_${from}`, { isOpen: true as const, where: ageBand(i) }])),
}

/** What tells of haste among closed cases; `usual_hours`: the five hours before the last one. */
export const HASTE: Record<'closed' | 'within_minutes' | 'last_hour' | 'usual_hours', Where> = {
  closed: () => `f.closed_at is not null and ${ORDERLY}`,
  within_minutes: withinMinutes,
  last_hour: beforeLimit(0, 3600),
  usual_hours: beforeLimit(3600, 6 * 3600),
}
