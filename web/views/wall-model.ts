import type { AnswerBody } from '../../api/schema/answer.ts'
import { PROVISIONAL_DAYS } from '../../warehouse/catalog/snapshot-catalog.ts'
import { usualRange } from '../../warehouse/stats/usual-range.ts'

/** Where a value stands against the whole: only when its interval leaves the whole's value out. */
export type Standing = 'below' | 'unclear' | 'above'

export function standingOf(low: number | null, high: number | null, whole: number | null): Standing {
  if (low === null || high === null || whole === null) return 'unclear'
  if (high < whole) return 'below'
  return low > whole ? 'above' : 'unclear'
}

/** A column of an answer as numbers; null becomes NaN, in memory only. */
export function column(values: readonly (number | null)[] | undefined): Float64Array {
  return Float64Array.from(values ?? [], (v) => v ?? Number.NaN)
}

export function seriesOf(answer: AnswerBody | null | undefined, indicator: string) {
  return answer?.series.find((series) => series.indicator === indicator)
}

export function totalOf(answer: AnswerBody | null | undefined, indicator: string) {
  return answer?.total.find((total) => total.indicator === indicator)
}

/** Daily counts with their usual range, and the last day that is complete. */
export interface DailyCounts {
  days: string[]
  at: Float64Array
  value: Float64Array
  low: Float64Array
  high: Float64Array
  /** First position that is still provisional; the length when none is. */
  provisionalFrom: number
}

/** The last `shown` days of a daily answer. The last two days are taken as open, whether or not the answer marks them. */
export function dailyCounts(answer: AnswerBody, shown: number): DailyCounts {
  const series = seriesOf(answer, 'case_count')
  const days = (answer.keys[0]?.codes ?? []).map((code) => code ?? '')
  const counts = column(series?.value)
  const range = usualRange(counts)
  const marked = series?.status.indexOf('provisional') ?? -1
  const open = marked >= 0 ? marked : Math.max(0, days.length - PROVISIONAL_DAYS)
  const from = Math.max(0, days.length - shown)
  return {
    days: days.slice(from),
    at: Float64Array.from(days.slice(from), (day) => Date.parse(`${day}T00:00:00Z`)),
    value: counts.slice(from),
    low: range.low.slice(from),
    high: range.high.slice(from),
    provisionalFrom: Math.max(0, open - from),
  }
}

/** Counts by month, as a city that publishes gives them: without a usual range, each of them complete. */
export function monthlyCounts(answer: AnswerBody): DailyCounts {
  const days = (answer.keys[0]?.codes ?? []).map((code) => `${code ?? ''}-01`)
  const none = () => new Float64Array(days.length).fill(Number.NaN)
  return {
    days,
    at: Float64Array.from(days, (day) => Date.parse(`${day}T00:00:00Z`)),
    value: column(seriesOf(answer, 'case_count')?.value),
    low: none(),
    high: none(),
    provisionalFrom: days.length,
  }
}

export interface LastDay {
  day: string
  count: number
  low: number | null
  high: number | null
  verdict: 'usual' | 'more' | 'fewer' | 'unknown'
}

/** The last complete day, and whether its count is what that weekday usually brings. */
export function lastCompleteDay(daily: DailyCounts): LastDay | null {
  const i = daily.provisionalFrom - 1
  const count = daily.value[i]
  const day = daily.days[i]
  if (day === undefined || count === undefined || !Number.isFinite(count)) return null
  const low = daily.low[i] ?? Number.NaN
  const high = daily.high[i] ?? Number.NaN
  if (!Number.isFinite(low) || !Number.isFinite(high)) return { day, count, low: null, high: null, verdict: 'unknown' }
  const verdict = count > high ? 'more' : count < low ? 'fewer' : 'usual'
  return { day, count, low, high, verdict }
}

/** A kind of case against the year before: percent change with the 95 % interval of the ratio of two counts. */
export interface KindChange {
  code: string
  label: { zh: string; en: string }
  n: number
  before: number
  change: number
  low: number
  high: number
  verdict: 'more' | 'fewer' | 'unclear'
}

/** Every kind with a count in both periods, the greatest rise first. */
export function kindChanges(answer: AnswerBody | null): KindChange[] {
  const series = seriesOf(answer, 'case_count')
  const key = answer?.keys[0]
  if (!series?.before || !key) return []
  const changes: KindChange[] = []
  key.codes.forEach((code, i) => {
    const n = series.value[i] ?? 0
    const before = series.before?.[i] ?? 0
    if (code === null || n <= 0 || before <= 0) return
    const log = Math.log(n / before)
    const half = 1.96 * Math.sqrt(1 / n + 1 / before)
    const percent = (x: number) => (Math.exp(x) - 1) * 100
    const verdict = log - half > 0 ? 'more' : log + half < 0 ? 'fewer' : 'unclear'
    changes.push({
      code,
      label: key.labels[i] ?? { zh: code, en: code },
      n,
      before,
      change: percent(log),
      low: percent(log - half),
      high: percent(log + half),
      verdict,
    })
  })
  return changes.sort((a, b) => b.change - a.change)
}

/** The change worth a headline: the one whose interval lies farthest from no change. Null when none can be told. */
export function strongestChange(changes: readonly KindChange[]): KindChange | null {
  const firm = (c: KindChange) =>
    c.verdict === 'more' ? Math.log1p(c.low / 100) : c.verdict === 'fewer' ? -Math.log1p(c.high / 100) : 0
  return changes.reduce<KindChange | null>((best, c) => (firm(c) > (best ? firm(best) : 0) ? c : best), null)
}

export interface RankRow {
  code: string
  label: { zh: string; en: string }
  value: number | null
  low: number | null
  high: number | null
  status: string
  standing: Standing
}

/** Areas by value, low first, each with its standing against the whole; areas without a value come last. */
export function rankingRows(answer: AnswerBody | null, indicator: string): RankRow[] {
  const series = seriesOf(answer, indicator)
  const key = answer?.keys[0]
  if (!series || !key) return []
  const whole = totalOf(answer, indicator)?.value ?? null
  const rows = key.codes.map((code, i) => {
    const [value = null, low = null, high = null] = [series.value[i], series.low[i], series.high[i]]
    const label = key.labels[i] ?? { zh: code ?? '', en: code ?? '' }
    const standing = standingOf(low, high, whole)
    return { code: code ?? '', label, value, low, high, status: series.status[i] ?? 'missing', standing }
  })
  return rows
    .filter((row) => row.code !== '')
    .sort((a, b) => (a.value ?? Number.POSITIVE_INFINITY) - (b.value ?? Number.POSITIVE_INFINITY))
}
