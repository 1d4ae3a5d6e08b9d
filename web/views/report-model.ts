import type { AlertsBody } from '../../api/schema/alerts.ts'
import type { AnswerBody } from '../../api/schema/answer.ts'
import type { LoadsBody } from '../../api/schema/lists.ts'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import type { ReportSpan } from '../state/report-span.ts'
import { formatDay, formatBucket } from '../text/dates.ts'
import type { Language } from '../text/language.ts'
import { formatInterval, formatLarge, formatNumber, formatSigned } from '../text/numbers.ts'
import { countByLevel } from './alerts-model.ts'

/** The days told of: 10 月 22 日至 28 日, or one day, or a month. */
export function spanText({ unit, from, to }: ReportSpan, language: Language): string {
  if (unit === 'month') return formatBucket(from.slice(0, 7), language)
  if (unit === 'day') return formatDay(to, language, true)
  return language === 'zh'
    ? `${formatDay(from, language, true)}至 ${formatDay(to, language)}`
    : `${formatDay(from, language)} to ${formatDay(to, language, true)}`
}

const BEFORE = {
  day: { zh: '前一日', en: 'the day before' },
  week: { zh: '上一周', en: 'the week before' },
  month: { zh: '上一月', en: 'the month before' },
} as const

/** What stands over, in and under one of the four numbers. */
export interface ReportNumber {
  id: string
  name: string
  value: string
  unit: string
  interval: string
  change: string
}

/** The change against the span before: percent, or points of a share; empty where there is none. */
function changeOf(
  total: AnswerBody['total'][number],
  { unit }: Indicator,
  span: ReportSpan,
  language: Language,
): string {
  const { change } = total
  if (change === null || change === undefined) return ''
  const before = BEFORE[span.unit][language]
  const size =
    unit === 'percent' ? `${formatSigned(change)} ${language === 'zh' ? '点' : 'points'}` : `${formatSigned(change)}%`
  return language === 'zh' ? `比${before} ${size}` : `${size} on ${before}`
}

/** Totals as the four numbers of the page; those without a value say why. */
export function reportNumbers(
  { total }: AnswerBody,
  indicators: readonly Indicator[],
  unitOf: (indicator: Indicator) => string,
  statusOf: (status: string) => string,
  span: ReportSpan,
  language: Language,
): ReportNumber[] {
  return total.flatMap((each): ReportNumber[] => {
    const indicator = indicators.find(({ id }) => id === each.indicator)
    if (!indicator) return []
    const name = indicator.label[language]
    const { value, low, high, denominator } = each
    if (value === null)
      return [{ id: indicator.id, name, value: '–', unit: '', interval: statusOf(each.status), change: '' }]
    const isLarge = indicator.kind === 'count' && value >= 1e6
    const hasInterval = low !== null && high !== null
    const base = denominator === null || denominator <= 0 ? '' : ` · n ${formatNumber(denominator)}`
    return [
      {
        id: indicator.id,
        name,
        value: isLarge ? formatLarge(value, language) : formatNumber(value, indicator.decimals),
        unit: unitOf(indicator),
        interval: hasInterval ? `95% ${formatInterval(low, high, indicator.decimals)}${base}` : base.slice(3),
        change: changeOf(each, indicator, span, language),
      },
    ]
  })
}

/** The one sentence of the page: the first number with its change, and what is on alert. */
export function reportSentence(
  numbers: readonly ReportNumber[],
  alerts: AlertsBody | null,
  city: string,
  span: ReportSpan,
  language: Language,
): string {
  const zh = language === 'zh'
  const [first, second] = numbers
  if (!first) return ''
  const said = ({ name, value, unit, change }: ReportNumber) =>
    zh
      ? `${name} ${value}${unit === '%' ? '%' : unit && ` ${unit}`}${change && `（${change}）`}`
      : `${name.toLowerCase() === unit ? '' : `${name.charAt(0).toLowerCase()}${name.slice(1)} `}${value}${unit && ` ${unit}`}${change && ` (${change})`}`
  const urgent = alerts?.run
    ? countByLevel(alerts.alerts).filter(({ level }) => level === 'red' || level === 'orange')
    : []
  const n = urgent.reduce((sum, each) => sum + each.n, 0)
  const watched = alerts?.run
    ? n > 0
      ? zh
        ? `；${n} 处红、橙色预警`
        : `; ${n} red or orange alerts`
      : zh
        ? '；没有红、橙色预警'
        : '; no red or orange alert'
    : ''
  const when = spanText(span, language)
  const rest = second ? `${zh ? '，' : ', '}${said(second)}` : ''
  return zh ? `${when}，${city}${said(first)}${rest}${watched}。` : `${when}, ${city}: ${said(first)}${rest}${watched}.`
}

/** Names of the sources, and who publishes them under which licence. */
export function sourcesText(loads: LoadsBody, language: Language): string {
  const distinct = (texts: (string | null)[]) =>
    [...new Set(texts.filter((text) => text))].join(language === 'zh' ? '、' : ', ')
  const names = distinct(loads.map(({ label }) => label[language]))
  const by = distinct(loads.map(({ publisher }) => publisher))
  const licence = distinct(loads.map(({ licence: each }) => each))
  return [names, by, licence].filter((text) => text !== '').join(' · ')
}
