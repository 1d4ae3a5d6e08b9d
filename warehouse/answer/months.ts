import type { Indicator, Label } from '../catalog/types.ts'
import type { Dimension } from '../query/plan.ts'
import { addDays } from './days.ts'
import type { Scope } from './parts.ts'
import { sumCases } from './sums.ts'

const monthStart = (day: string) => `${day.slice(0, 7)}-01`

/** Whether a breakdown asks for more than the month of a case. */
export const needsDays = (by: readonly Dimension[]): boolean =>
  by.some(
    (dimension) =>
      ['hour', 'weekday'].includes(dimension.kind) ||
      (dimension.kind === 'time' && ['day', 'week'].includes(dimension.grain)),
  )

/**
 * A case known by month only counts where its whole month does: never by day, week, weekday or hour, nor in a month
 * that the period cuts. Day before which its month must begin; null where the city has no such case.
 */
export function monthsBefore({
  snapshot,
  isByDay,
  period,
}: Pick<Scope, 'snapshot' | 'isByDay' | 'period'>): string | null {
  if (!snapshot.catalog.hasMonthCases) return null
  return monthStart(isByDay ? period.from : addDays(period.to, 1))
}

const needsOpening = ({ kind, numerator, denominator }: Indicator) =>
  kind === 'stock' ||
  kind === 'survival' ||
  [numerator, denominator].some((part) => part?.where?.some(({ field }) => field === 'is_orderly'))

/** What the answer says of cases known by month only that the question touches and leaves out. */
export async function monthNotes(scope: Scope, indicators: readonly Indicator[]): Promise<Label[]> {
  const { snapshot, store, filters, period } = scope
  const before = monthsBefore(scope)
  const ofCases = indicators.filter(({ numerator, kind }) => kind === 'gap' || numerator?.from === 'cases')
  if (before === null || ofCases.length === 0) return []
  const count = async (from: string, months: { monthsBefore?: string }) => {
    const component = { from: 'cases', where: [{ field: 'is_dated', op: '=', value: false }] } as const
    const span = { from, before: addDays(period.to, 1) }
    const sums = await sumCases(snapshot, store, { by: [], at: 'opened_at', span, component, filters, ...months })
    return sums.get('') ?? 0
  }
  const counted = await count(period.from, { monthsBefore: before })
  const leftOut = (await count(monthStart(period.from), {})) - counted
  const notes: Label[] = []
  if (leftOut > 0) {
    notes.push({
      zh: `${leftOut} 件案件只知收集月份、不知日期，未计入：本结果按日、周、星期或小时统计，或时段切开了月份。按整月统计时计入。`,
      en: `${leftOut} cases whose opening is known by month only are left out: this answer goes by day, week, weekday or hour, or its period cuts a month. By whole months they count.`,
    })
  }
  if (counted > 0 && ofCases.some(needsOpening)) {
    notes.push({
      zh: `${counted} 件案件只知收集月份、不知日期，不计入时长、按时和未办结指标。`,
      en: `${counted} cases whose opening is known by month only are left out of durations, punctuality and backlog.`,
    })
  }
  return notes
}
