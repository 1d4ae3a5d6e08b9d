import type { Label } from '../catalog/types.ts'
import type { Period } from './types.ts'

/** What a sentence about an alert needs to know. */
export interface Told {
  area: Label
  kind: Label
  period: Period
  weeks: number
  seen: number
  expected: number
  low: number
  high: number
  p: number
  callers: number | null
  /** Where within the area the most cases are. */
  places: { label: Label; n: number }[]
}

const one = (value: number) => value.toFixed(1)
const short = (day: string) => `${Number(day.slice(5, 7))} 月 ${Number(day.slice(8, 10))} 日`
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const shortEn = (day: string) => `${Number(day.slice(8, 10))} ${MONTHS[Number(day.slice(5, 7)) - 1]}`

/** One in so many, rounded to what can be said: 1 in 3,000; from a million on, less than one in a million. */
function chance(p: number): { zh: string; en: string } {
  if (p < 1e-6) return { zh: '不到百万分之一', en: 'less than one in a million' }
  const digits = 10 ** Math.floor(Math.log10(1 / p))
  const n = Math.round(1 / p / digits) * digits
  return n >= 10_000
    ? { zh: `约 ${Number((n / 10_000).toPrecision(2))} 万分之一`, en: `about one in ${n.toLocaleString('en-US')}` }
    : { zh: `约 ${n} 分之一`, en: `about one in ${n.toLocaleString('en-US')}` }
}

/** Says what was seen, what would be usual, how likely that is without a rise, and where the cases are. */
export function sayAlert(told: Told): Label {
  const { area, kind, period, weeks, seen, places, callers } = told
  const range = `${Math.round(told.low)}–${Math.round(told.high)}`
  const odds = chance(told.p)
  const most = places.slice(0, 2)
  const where = {
    zh: most.length > 0 ? `主要在${most.map(({ label, n }) => `${label.zh}（${n} 件）`).join('、')}。` : '',
    en: most.length > 0 ? ` Most are in ${most.map(({ label, n }) => `${label.en} (${n})`).join(' and ')}.` : '',
  }
  const who = {
    zh: callers === null ? '' : `涉及 ${callers} 名诉求人。`,
    en: callers === null ? '' : ` They come from ${callers} ${callers === 1 ? 'caller' : 'callers'}.`,
  }
  return {
    zh: `${area.zh}“${kind.zh}”${weeks === 1 ? '近 7 天' : `近 ${weeks} 周`}（${short(period.from)}至${short(period.to)}）${seen} 件，预计 ${one(told.expected)} 件（95% 预测区间 ${range}），多 ${one(seen - told.expected)} 件；若无异常，出现这么多的可能${odds.zh}。${where.zh}${who.zh}`,
    en: `${area.en}, ${kind.en}: ${seen} cases in ${weeks === 1 ? 'seven days' : `${weeks} weeks`} (${shortEn(period.from)} – ${shortEn(period.to)}), ${one(told.expected)} expected (95 % prediction interval ${range}), ${one(seen - told.expected)} more; without a rise the chance of as many is ${odds.en}.${where.en}${who.en}`,
  }
}
