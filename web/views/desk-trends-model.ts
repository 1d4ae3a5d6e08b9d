import type { AnswerBody } from '../../api/schema/answer.ts'
import type { Indicator, Label } from '../../warehouse/catalog/types.ts'
import { extentOf, niceTicks } from '../charts/ticks.ts'
import type { Twin } from '../charts/twin.ts'
import { addDays, bucketStart, formatBucket } from '../text/dates.ts'
import type { Language } from '../text/language.ts'
import { formatNumber } from '../text/numbers.ts'
import { manyOf } from '../text/sentence.ts'
import { word } from '../text/words.ts'

/** One area over time; NaN where there is no value. */
export interface AreaTrend {
  code: string
  label: Label
  value: Float64Array
  low: Float64Array
  high: Float64Array
  /** Why a step has no plain value, as the answer says it. */
  status: string[]
}

export interface SmallTrends {
  areas: AreaTrend[]
  /** Keys of the steps in time. */
  steps: string[]
  /** The whole city over the same steps; null: its values are on another scale. */
  whole: Float64Array | null
  domain: [number, number]
  /** First step that may still grow. */
  firm: number
  /** How many areas there are more than are drawn. */
  more: number
}

/** More would be too many to look through. */
const MOST_AREAS = 24

type SmallGrain = 'day' | 'week' | 'month'

/** Whether a step of time lies only in part within the period: its figures are no fall. */
function isPart(step: string, grain: SmallGrain, { from, to }: AnswerBody['period']): boolean {
  const start = bucketStart(step)
  const next = grain === 'month' ? `${addDays(start, 31).slice(0, 7)}-01` : addDays(start, grain === 'week' ? 7 : 1)
  return start < from || addDays(next, -1) > to
}

const column = (values: readonly (number | null)[] | undefined, from: number, n: number) =>
  Float64Array.from({ length: n }, (_, i) => values?.[from + i] ?? Number.NaN)

/** Whether a part's value can lie on the scale of the whole: counts of a part are always less. */
const isOnScale = ({ kind }: Indicator) => kind !== 'count' && kind !== 'stock'

/** Areas over time on one scale, the highest first, from answers by area and step and by step. Null without a value. */
export function smallTrends(
  answer: AnswerBody,
  city: AnswerBody | null,
  indicator: Indicator,
  grain: SmallGrain,
): SmallTrends | null {
  const [places, times] = answer.keys
  const series = answer.series[0]
  if (!places || !times || !series) return null
  const steps = [...new Set(times.codes)].filter((code) => code !== null)
  const n = steps.length
  const isCut = (at: number) => isPart(steps[at] ?? '', grain, answer.period)
  const skipped = isCut(0) ? 1 : 0
  const all = Array.from({ length: n === 0 ? 0 : answer.rows / n }, (_, k): AreaTrend[] => {
    const code = places.codes[k * n]
    if (code === null || code === undefined) return []
    const part = (values: readonly (number | null)[]) => column(values, k * n, n).fill(Number.NaN, 0, skipped)
    return [
      {
        code,
        label: places.labels[k * n] ?? { zh: code, en: code },
        value: part(series.value),
        low: part(series.low),
        high: part(series.high),
        status: series.status.slice(k * n, (k + 1) * n),
      },
    ]
  }).flat()
  const sumOf = ({ value }: AreaTrend) => value.reduce((sum, each) => sum + (Number.isFinite(each) ? each : 0), 0)
  const areas = all.toSorted((a, b) => sumOf(b) - sumOf(a)).slice(0, MOST_AREAS)
  const whole = city && isOnScale(indicator) ? column(city.series[0]?.value, 0, n).fill(Number.NaN, 0, skipped) : null
  const range = extentOf([...areas.map(({ value }) => value), ...(whole ? [whole] : [])])
  if (!range) return null
  const ticks = niceTicks(indicator.kind === 'proportion' ? range[0] : Math.min(0, range[0]), range[1], 2)
  const open = areas.map(({ status }) => status.indexOf('provisional')).filter((at) => at >= 0)
  return {
    areas,
    steps,
    whole,
    domain: [ticks[0] ?? 0, ticks.at(-1) ?? 1],
    firm: Math.min(n - (n > 1 && isCut(n - 1) ? 1 : 0), ...open),
    more: all.length - areas.length,
  }
}

/** Which areas stand clear of the whole in the last whole step, by their intervals. */
export function trendsSentence(found: SmallTrends, levelName: string, decimals: number, language: Language): string {
  const zh = language === 'zh'
  const last = found.firm - 1
  const step = found.steps[last]
  if (step === undefined) return ''
  const when = formatBucket(step, language)
  const city = found.whole?.[last]
  const names = (areas: readonly AreaTrend[]) =>
    areas.length === 0 ? (zh ? '没有' : 'none') : areas.map(({ label }) => label[language]).join(zh ? '、' : ', ')
  if (city === undefined || !Number.isFinite(city)) {
    const top = found.areas.toSorted((a, b) => (b.value[last] || 0) - (a.value[last] || 0))[0]
    const value = top?.value[last]
    if (!top || value === undefined || !Number.isFinite(value)) return ''
    const figure = formatNumber(value, decimals)
    return zh
      ? `最近一段（${when}起）最多的是${top.label.zh}（${figure}）。`
      : `In the last whole step (from ${when}) ${top.label.en} has most (${figure}).`
  }
  const above = found.areas.filter(({ low }) => (low[last] ?? Number.NaN) > city)
  const below = found.areas.filter(({ high }) => (high[last] ?? Number.NaN) < city)
  const figure = formatNumber(city, decimals)
  if (above.length + below.length === 0)
    return zh
      ? `最近一段（${when}起，全市 ${figure}）没有${levelName}与全市明显不同。`
      : `In the last whole step (from ${when}, city ${figure}) none of the ${manyOf(levelName, 'en')} stands clear of the city.`
  return zh
    ? `最近一段（${when}起，全市 ${figure}）：明显高于全市的${levelName}：${names(above)}；明显低于：${names(below)}。`
    : `In the last whole step (from ${when}, city ${figure}), ${manyOf(levelName, 'en')} clearly above the city: ${names(above)}; below: ${names(below)}.`
}

/** Areas by step as words. */
export function trendsTwin(found: SmallTrends, decimals: number, language: Language): Twin {
  const say = (value: number | undefined) =>
    value === undefined || !Number.isFinite(value) ? '–' : formatNumber(value, decimals)
  return {
    columns: [word('name', language), ...found.steps.map((step) => formatBucket(step, language))],
    rows: [
      ...(found.whole ? [[word('wholeCity', language), ...Array.from(found.whole, say)]] : []),
      ...found.areas.map(({ label, value }) => [label[language], ...Array.from(value, say)]),
    ],
  }
}
