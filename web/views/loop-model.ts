import type { AnswerBody } from '../../api/schema/answer.ts'
import type { LoopBody, Share } from '../../api/schema/loop.ts'
import type { Language } from '../text/language.ts'
import { formatInterval, formatNumber } from '../text/numbers.ts'

/** A share as a percentage with one decimal; a dash where nothing can be told. */
export const formatShare = (value: number | null, decimals = 1): string =>
  value === null ? '–' : `${formatNumber(100 * value, decimals)}%`

export const shareInterval = ({ low, high }: Share): string =>
  low === null || high === null ? '–' : `${formatInterval(100 * low, 100 * high, 1)}%`

/** Hours for reading: 45 min, 3.8 h, 2.1 d. */
export function formatHours(hours: number | null, language: Language): string {
  if (hours === null) return '–'
  const zh = language === 'zh'
  if (hours < 1) return `${formatNumber(hours * 60)} ${zh ? '分钟' : 'min'}`
  if (hours < 48) return `${formatNumber(hours, 1)} ${zh ? '小时' : 'h'}`
  return `${formatNumber(hours / 24, 1)} ${zh ? '天' : 'd'}`
}

/** The sentence the page opens with. */
export function loopSentence({ sets, curves, steps }: LoopBody, language: Language): string {
  const count = (n: number | null | undefined) => (n === null || n === undefined ? '–' : formatNumber(n))
  const received = sets.received ?? 0
  const closed = steps.find(({ id }) => id === 'closed')?.n ?? null
  const share = closed === null || received === 0 ? null : closed / received
  const closing = curves.find(({ until }) => until === 'closed_at')
  const due = sets.overdue === null || sets.overdue === undefined
  if (language === 'zh') {
    const wait = closing?.median ? `，一半在 ${formatHours(closing.median, language)}内办结（在办的也计入）` : ''
    const late = due ? '' : `，其中 ${count(sets.overdue)} 件已逾期，${count(sets.due_in_24h)} 件 24 小时内到期`
    return `时段内收到 ${count(received)} 件，已办结 ${formatShare(share)}${wait}。在办 ${count(sets.open)} 件${late}。`
  }
  const wait = closing?.median
    ? `, half of all within ${formatHours(closing.median, language)} (open ones counted)`
    : ''
  const late = due ? '' : `, ${count(sets.overdue)} of them overdue and ${count(sets.due_in_24h)} due within 24 hours`
  return `${count(received)} cases came in; ${formatShare(share)} are closed${wait}. ${count(sets.open)} are open${late}.`
}

/** What the hour before the limit says. */
export function bunchingSentence({ bunching }: LoopBody, language: Language): string {
  const { ratio, low, high } = bunching
  if (ratio === null || low === null || high === null)
    return language === 'zh'
      ? '期限前办结的案件太少，看不出是否赶在最后一小时。'
      : 'Too few cases close near the limit to tell.'
  const times = `${formatNumber(ratio, 2)} (${formatInterval(low, high, 2)})`
  const [zh, en] =
    low > 1
      ? ['明显多于此前，宜抽查', 'clearly more than before: worth a look']
      : high < 1
        ? ['少于此前', 'fewer than before']
        : ['与此前无法区分', 'not to be told from before']
  return language === 'zh'
    ? `期限前最后一小时的办结数是此前五小时均值的 ${times} 倍，${zh}。`
    : `The last hour before the limit has ${times} times the closings of the five hours before, ${en}.`
}

/** Counts by weekday (0: Monday) and hour; null where the answer has none. */
export function rhythmOf(answer: AnswerBody): (number | null)[][] {
  const week = Array.from({ length: 7 }, () => Array.from({ length: 24 }, (): number | null => null))
  const hours = answer.keys.find(({ dimension }) => dimension === 'hour')?.codes ?? []
  const weekdays = answer.keys.find(({ dimension }) => dimension === 'weekday')?.codes ?? []
  for (const [i, value] of (answer.series[0]?.value ?? []).entries()) {
    const row = week[Number(weekdays[i] ?? 0) - 1]
    if (row && hours[i] !== null) row[Number(hours[i])] = value
  }
  return week
}

/** Name of a band of ages in days: 3–7, 30+. */
export const ageName = (from: number, to: number | null): string => (to === null ? `${from}+` : `${from}–${to}`)
