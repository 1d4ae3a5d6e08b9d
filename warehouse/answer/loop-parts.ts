import { type DictEntry, membersOf, type SnapshotCatalog } from '../catalog/snapshot-catalog.ts'
import type { Label } from '../catalog/types.ts'
import type { WorkingDays } from '../catalog/working-days.ts'
import type { Table } from '../engine/engine.ts'
import { AGE_BANDS } from '../query/loop-sets.ts'
import { ratioInterval, wilson } from '../stats/intervals.ts'
import type { Loop, RepeatedPlace, Share } from './loop-types.ts'

type Columns = readonly (readonly string[])[]

const STEP_COLUMNS: Readonly<Record<string, Columns>> = {
  dispatched: [['dispatched_at']],
  contacted: [['first_response_at']],
  closed: [['closed_at']],
  verified: [['verified_at']],
  rated: [['rated_at', 'resolved', 'satisfied']],
}

/** Columns of which one of each list must hold something for a set to be known; others are always known. */
export const RECORDED: Readonly<Record<string, Columns>> = {
  ...STEP_COLUMNS,
  ...Object.fromEntries(Object.entries(STEP_COLUMNS).map(([step, columns]) => [`ripe_${step}`, columns])),
  reopened: [['reopened_at']],
  followed_30: [['closed_at']],
  reopened_30: [['reopened_at']],
  first_office: [['hand_offs'], ['closed_at']],
  passed_on: [['hand_offs'], ['closed_at']],
  hands_told: [['hand_offs']],
  passed_once: [['hand_offs']],
  passed_twice: [['hand_offs']],
  passed_more: [['hand_offs']],
  several_offices: [['co_departments']],
  placed: [['cell'], ['category']],
  same_place_30: [['cell'], ['category']],
  within_minutes: [['closed_at']],
  closed_in_time: [['due_at'], ['closed_at']],
  last_hour: [['due_at'], ['closed_at']],
  overdue: [['due_at']],
  due_in_24h: [['due_at']],
  due_later: [['due_at']],
}

/** Of what a set is a share: the cases of these sets together. */
const SHARE_OF: Readonly<Record<string, readonly string[]>> = {
  first_office: ['first_office', 'passed_on'],
  passed_on: ['first_office', 'passed_on'],
  passed_once: ['hands_told'],
  passed_twice: ['hands_told'],
  passed_more: ['hands_told'],
  several_offices: ['received'],
  repeated: ['received'],
  same_place_30: ['placed'],
  reopened: ['closed'],
  reopened_30: ['followed_30'],
  within_minutes: ['closed'],
  last_hour: ['closed_in_time'],
}

/** Shares of sets, each of the cases that could be in it; a set that nobody records has none. */
export function sharesOf(sets: Loop['sets']): Loop['shares'] {
  const known = Object.entries(SHARE_OF).filter(([set]) => typeof sets[set] === 'number')
  return Object.fromEntries(
    known.map(([set, whole]) => [
      set,
      proportionOf(
        sets[set] ?? 0,
        whole.reduce((sum, part) => sum + (sets[part] ?? 0), 0),
      ),
    ]),
  )
}

export function proportionOf(n: number, of: number): Share {
  if (!(of > 0)) return { n: 0, of: 0, value: null, low: null, high: null }
  const [low, high] = wilson(n, of)
  return { n, of, value: n / of, low, high }
}

/** Open cases by days since they were opened. */
export const agesOf = (counts: Readonly<Record<string, number>>): Loop['ages'] =>
  AGE_BANDS.map((from, i) => ({ from_days: from, to_days: AGE_BANDS[i + 1] ?? null, n: counts[`age_${from}`] ?? 0 }))

/** Open cases of each office by the same bands; cases that name no office are left out. */
export function agesByOffice({ rows, columns }: Table, departments: readonly DictEntry[]): Loop['open_by_office'] {
  const known = new Map(departments.map((member) => [member.code, member]))
  return Array.from({ length: rows }, (_, i) => i).flatMap((i) => {
    const member = known.get(Number(columns.department?.[i] ?? Number.NaN))
    const ages = AGE_BANDS.map((from) => Number(columns[`age_${from}`]?.[i] ?? 0))
    const label = { zh: member?.label_zh ?? '', en: member?.label_en ?? '' }
    return member ? [{ code: member.value, label, n: Number(columns.n?.[i]), ages }] : []
  })
}

/** Working days within which closing is looked at. */
const WITHIN = [1, 3, 5, 10, 15]

/**
 * Shares closed within so many working days after the day of opening, among cases opened more working days than that before `asOf`:
 * younger ones could not tell.
 */
export function closedWithin(days: Table, calendar: WorkingDays, asOf: string): Loop['working_days']['within'] {
  const { opened = [], closed = [], n = [] } = days.columns
  const found = WITHIN.map(() => ({ closed: 0, of: 0 }))
  const oldEnough = new Map<string, number>()
  for (let i = 0; i < days.rows; i++) {
    const from = String(opened[i])
    const age = oldEnough.get(from) ?? calendar.between(from, asOf)
    oldEnough.set(from, age)
    const to = closed[i] === null || closed[i] === undefined ? null : String(closed[i])
    const took = to === null ? Infinity : calendar.between(from, to)
    for (const [k, limit] of WITHIN.entries()) {
      const at = found[k]
      if (!at || age <= limit) continue
      at.of += Number(n[i])
      if (took <= limit) at.closed += Number(n[i])
    }
  }
  return WITHIN.map((limit, k) => ({ days: limit, share: proportionOf(found[k]?.closed ?? 0, found[k]?.of ?? 0) }))
}

/** What must be said where the pack lists holidays of some years alone. */
export const calendarNotes = (without: readonly string[], hasCalendar: boolean): Label[] =>
  hasCalendar && without.length > 0
    ? [
        {
          zh: `${without.join('、')} 年未列节假日，这些年只扣除周末。`,
          en: `No holidays are listed for ${without.join(', ')}: of those years weekends alone are left out.`,
        },
      ]
    : []

/** Hours before the last one that tell what is usual. */
const USUAL_HOURS = 5

/** Closings of the last hour before the limit against the mean of the five hours before that. */
export function bunching(last: number, usual: number, confidence = 0.95): Loop['bunching'] {
  if (usual === 0) return { ratio: null, low: null, high: null }
  const ratio = (last * USUAL_HOURS) / usual
  const [low, high] = ratioInterval(ratio, last, usual, confidence) ?? [null, null]
  return { ratio, low, high }
}

/** The same of counts by hour from the limit. */
export function bunchingOf(around: Loop['around_limit']): Loop['bunching'] {
  const at = (hour: number) => around.find((each) => each.hour === hour)?.n ?? 0
  let usual = 0
  for (let hour = -1 - USUAL_HOURS; hour < -1; hour++) usual += at(hour)
  return bunching(at(-1), usual)
}

export function repeatedPlaces({ rows, columns }: Table, catalog: SnapshotCatalog): RepeatedPlace[] {
  const kinds = new Map(membersOf(catalog, 'category').map((entry) => [entry.code, entry]))
  const areas = new Map(catalog.areas.map((area) => [area.area_id, area]))
  return Array.from({ length: rows }, (_, i) => {
    const text = (name: string) => String(columns[name]?.[i] ?? '')
    const kind = kinds.get(Number(columns.category?.[i]))
    const area = areas.get(Number(columns.area_id?.[i]))
    const callers = Number(columns.callers?.[i])
    return {
      cell: BigInt(text('cell')).toString(16),
      area: area ? { code: area.code, label: { zh: area.name_zh, en: area.name_en } } : null,
      kind: { code: kind?.value ?? '', label: { zh: kind?.label_zh ?? '', en: kind?.label_en ?? '' } },
      n: Number(columns.n?.[i]),
      callers: callers > 0 ? callers : null,
      from: text('from_day'),
      to: text('to_day'),
    }
  })
}
