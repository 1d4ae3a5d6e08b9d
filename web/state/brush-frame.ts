/** One block with room for what a period holds, and the questions it can answer. Pure: no HTTP, no signals. */
import type { AnswerBody } from '../../api/schema/answer.ts'
import { previousPeriod, yearBefore } from '../../warehouse/catalog/periods.ts'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import { answerOf, gapOf, type PrefixBlock, type Reading, readingOf, readSpan, spanOf } from './block.ts'
import { LISTS } from './view-state.ts'

export interface Period {
  from: string
  to: string
}

/** A question to /api/query as the pages spell it. */
export type Asked = Readonly<Record<string, string | readonly string[] | null | undefined>>

const FILTERS = [...LISTS, 'cell'] as const
const KNOWN = new Set<string>([...FILTERS, 'from', 'to', 'v', 'indicators', 'by', 'compare'])
const GAPS = ['urban_rural_ratio', 'urban_rural_difference']

const listOf = (part: Asked[string]): readonly string[] => (typeof part === 'string' ? [part] : (part ?? []))
const isEmpty = (part: Asked[string]) => listOf(part).length === 0
const isSame = (a: Asked[string], b: Asked[string]) => [...listOf(a)].sort().join() === [...listOf(b)].sort().join()

/** Filters of `base` that a question leaves out; null where it differs in another way. */
function leftOut(question: Asked, base: Asked): string[] | null {
  const changed = FILTERS.filter((name) => !isSame(question[name], base[name]))
  return changed.every((name) => isEmpty(question[name])) ? changed : null
}

/** A view of a block as it is asked for, such as `area:street~area`; null for what no running counts answer. */
export function viewFor(question: Asked, base: Asked): { indicator: string; view: string } | null {
  if (Object.keys(question).some((name) => !KNOWN.has(name) && !isEmpty(question[name]))) return null
  const indicators = listOf(question.indicators)
  const by = listOf(question.by)
  const without = leftOut(question, base)
  if (!without || by.length > 1) return null
  const isGap = by.length === 0 && indicators.length > 0 && indicators.every((id) => GAPS.includes(id))
  const [indicator] = isGap ? ['case_rate'] : indicators
  if (indicator === undefined || (!isGap && indicators.length > 1)) return null
  const dimension = isGap ? 'urban_class' : (by[0] ?? 'whole')
  if (!/^(whole|area:|cell:|category|channel|department|urban_class)/.test(dimension)) return null
  return { indicator, view: [dimension, ...without].join('~') }
}

interface Readings {
  now: Reading
  earlier: Reading
}

export interface Frame {
  block: PrefixBlock
  /** By indicator and view. */
  readings: ReadonlyMap<string, Readings>
  indicators: readonly Indicator[]
  /** Whether the compared period lies between two edges; it is read too. */
  hasEarlier: boolean
  period: Period
  compared: Period | null
}

const keyOf = (indicator: string, view: string) => `${indicator} ${view}`

export function frameOf(block: PrefixBlock, indicators: readonly Indicator[]): Frame {
  const readings = new Map<string, Readings>()
  for (const view of block.views) {
    const indicator = indicators.find(({ id }) => id === view.indicator)
    if (!indicator) continue
    const name = keyOf(view.indicator, [view.dimension, ...view.without].join('~'))
    readings.set(name, { now: readingOf(view, indicator), earlier: readingOf(view, indicator) })
  }
  return { block, readings, indicators, hasEarlier: false, period: { from: '', to: '' }, compared: null }
}

/** Reads a period, and the one it is compared with, into the frame; false where it does not go from edge to edge. */
export function stepTo(frame: Frame, period: Period, compare: 'previous' | 'year' | null): boolean {
  const { block, readings } = frame
  const span = spanOf(block.edges, period.from, period.to)
  if (!span) return false
  frame.period = period
  frame.compared = compare === null ? null : compare === 'year' ? yearBefore(period) : previousPeriod(period)
  const before = frame.compared && spanOf(block.edges, frame.compared.from, frame.compared.to)
  frame.hasEarlier = before !== null
  for (const { now, earlier } of readings.values()) {
    readSpan(block, now, span)
    if (before) readSpan(block, earlier, before)
  }
  return true
}

/** The reading that answers a question; null where the frame has none. */
export function readingFor(frame: Frame, question: Asked, base: Asked): Readings | null {
  const found = viewFor(question, base)
  return (found && frame.readings.get(keyOf(found.indicator, found.view))) ?? null
}

/** What /api/query would answer about the period of the frame; without comparison where that cannot be told. */
export function answerFrom(frame: Frame, question: Asked, base: Asked): AnswerBody | null {
  const readings = readingFor(frame, question, base)
  if (!readings) return null
  const { block, period, compared, hasEarlier } = frame
  const isCompared = hasEarlier && !isEmpty(question.compare)
  const about = { snapshot: block.snapshot, period, compared: isCompared ? compared : null }
  if (!listOf(question.indicators).some((id) => GAPS.includes(id))) {
    return answerOf(readings.now, about, isCompared ? readings.earlier : undefined)
  }
  return gapsFrom(frame, question, readings.now, about)
}

/** The gaps of a rate; null where they are of another one than the frame holds. */
function gapsFrom(
  { indicators }: Frame,
  question: Asked,
  reading: Reading,
  about: Pick<AnswerBody, 'snapshot' | 'period' | 'compared'>,
): AnswerBody | null {
  const gaps = listOf(question.indicators).flatMap((id) => indicators.filter((each) => each.id === id))
  if (gaps.some(({ of }) => of !== reading.indicator.id)) return null
  const orNull = (n: number) => (Number.isFinite(n) ? n : null)
  const total = gaps.map((gap) => {
    const { numerator, denominator, value, low, high, status } = gapOf(gap, reading)
    return {
      indicator: gap.id,
      numerator: orNull(numerator),
      denominator: orNull(denominator),
      value: orNull(value),
      low: orNull(low),
      high: orNull(high),
      status,
    }
  })
  const series = total.map((each) => ({
    indicator: each.indicator,
    numerator: [each.numerator],
    denominator: [each.denominator],
    value: [each.value],
    low: [each.low],
    high: [each.high],
    status: [each.status],
  }))
  return { ...about, query: {}, rows: 1, keys: [], series, total, notes: [] }
}
