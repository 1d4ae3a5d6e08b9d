import { useMemo, useState } from 'preact/hooks'
import type { ChartMark } from '../charts/alert-marks.ts'
import { notAnnualised } from '../../warehouse/catalog/of-period.ts'
import { addMonths } from '../../warehouse/catalog/periods.ts'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import { Chart, type ChartGrid } from '../charts/chart.tsx'
import { DESK_FACE } from '../charts/ink.ts'
import { trendOption, type TrendInput } from '../charts/trend.ts'
import { trendTwin } from '../charts/twin.ts'
import { callOf } from '../data/calls.ts'
import { deskAlerts } from '../data/desk-alerts.ts'
import { ahead, byArea, byCoarse, byTime, coarseShapes, levelShapes, retries } from '../data/desk-questions.ts'
import type { AnswerBody, CatalogBody } from '../data/client.ts'
import type { Selection } from '../state/selection.ts'
import { language, theme } from '../state/store.ts'
import { addDays, bucketStart, dayAt, formatBucket, formatDay, formatPeriod } from '../text/dates.ts'
import { type Benchmark, benchmarkText, isLine } from '../text/benchmark.ts'
import { type Language, say } from '../text/language.ts'
import { formatNumber } from '../text/numbers.ts'
import { saysUnit, unitOf } from '../text/sentence.ts'
import { word } from '../text/words.ts'
import { Later } from '../ui/later.tsx'
import { Panel } from '../ui/panel.tsx'
import { aheadSentence, withAhead } from './desk-ahead.ts'
import { benchmarkOf } from './desk-benchmark.ts'
import { TimeBrush } from './desk-brush.tsx'
import { alertMarks } from './desk-marks.ts'
import { notesOf } from './desk-notes.ts'

const loadPlay = () => import('./desk-play.tsx').then((module) => module.Play)

const DAY_MS = 86_400_000
const GRAINS = {
  day: { zh: '逐日', en: 'by day' },
  week: { zh: '逐周', en: 'by week' },
  month: { zh: '逐月', en: 'by month' },
} as const

const numbers = (values: readonly (number | null)[]) => Float64Array.from(values, (v) => v ?? Number.NaN)
/** First day after a bucket. */
const bucketEnd = (start: string, grain: Selection['grain']) =>
  grain === 'month' ? addMonths(start, 1) : addDays(start, grain === 'week' ? 7 : 1)
const instant = (key: string) => Date.parse(`${bucketStart(key)}T00:00:00Z`)

/** Whether the value of a day can be held against that of a period: a rate of fewer days is smaller. */
const hasSameScale = (kind: Indicator['kind']) => kind === 'proportion' || kind === 'survival'

const LONG_DAYS = 400

/** First days of the years of a long trend; null for a short one. */
function yearTicks({ from, to }: { from: number; to: number }, lang: Language): TrendInput['dates'] | null {
  if (to - from <= LONG_DAYS * DAY_MS) return null
  const [first, last] = [from, to].map((at) => new Date(at).getUTCFullYear())
  const years = Array.from({ length: (last ?? 0) - (first ?? 0) + 1 }, (_, i) => (first ?? 0) + i)
  return years
    .map((year) => ({ at: Date.UTC(year, 0, 1), label: formatBucket(String(year), lang) }))
    .filter(({ at }) => at >= from && at < to)
}

/** The rows of an answer by time as a series; null when it has no number at all. */
export function trendInput(
  answer: AnswerBody,
  catalog: CatalogBody,
  now: Selection,
  benchmark: Benchmark | null,
  lang: Language,
  marks: readonly ChartMark[] = [],
): TrendInput | null {
  const series = answer.series[0]
  const codes = answer.keys[0]?.codes ?? []
  if (!series || series.value.every((value) => value === null)) return null
  const { decimals, kind } = now.indicator
  const at = Float64Array.from(codes, (code) => instant(code ?? ''))
  const { data_from, data_to } = catalog.snapshot
  const whole = { from: instant(data_from), to: instant(addDays(data_to, 1)) }
  const value = numbers(series.value)
  const dates = yearTicks(whole, lang)
  // A first bucket that the data begins in is cut short, and so is the last one it ends in.
  if ((at[0] ?? 0) < whole.from) value[0] = Number.NaN
  const hasInterval = series.low.some((low) => low !== null)
  const isCut = bucketEnd(bucketStart(codes.at(-1) ?? data_to), now.grain) > addDays(data_to, 1)
  const provisional = series.status.indexOf('provisional')
  const open = provisional < 0 && isCut ? at.length - 1 : provisional
  const before = series.before
  return {
    at,
    span: whole,
    name: now.indicator.label[lang],
    value,
    ...(hasInterval ? { low: numbers(series.low), high: numbers(series.high) } : {}),
    ...(open >= 0 ? { provisionalFrom: open, provisionalWord: word('provisional', lang) } : {}),
    ...(before ? { before: { name: word('compareYear', lang), value: numbers(before) } } : {}),
    ...(benchmark && isLine(benchmark) && hasSameScale(kind)
      ? { reference: { name: benchmarkText(benchmark, decimals), value: benchmark.value } }
      : {}),
    notes: notesOf(catalog, lang).map(({ day, label }) => ({ at: instant(day), label })),
    marks,
    fromZero: kind === 'count' || kind === 'rate',
    unit: '',
    formatValue: (value) =>
      formatNumber(value, value >= 100 ? 0 : Math.max(decimals, value < 10 && value % 1 !== 0 ? 1 : 0)),
    formatAt: (at) => {
      const day = dayAt(Math.round(at / DAY_MS))
      return now.grain === 'month' ? formatBucket(day.slice(0, 7), lang) : formatDay(day, lang, now.grain === 'week')
    },
    ticks: 7,
    ...(dates ? { dates } : {}),
  }
}

/** When: the indicator over all the data with its interval and the year before; the window on it is the period of the page. */
export function When({ catalog, now }: { catalog: CatalogBody; now: Selection }) {
  const lang = language.value
  const { value: answer, error, pending } = byTime.value
  const [grid, setGrid] = useState<ChartGrid | null>(null)
  const benchmark = benchmarkOf(now, byArea.value.value, byCoarse.value.value, lang)
  const told = ahead.value.pending || pending ? null : ahead.value.value
  const alerts = deskAlerts.value.value
  const marks = useMemo(() => {
    const starts = (answer?.keys[0]?.codes ?? []).map((code) => bucketStart(code ?? ''))
    const members = catalog.dimensions.find(({ id }) => id === 'category')?.members
    const groupOf = (code: string) => members?.find((member) => member.code === code)?.parent
    const shapes = [levelShapes.value.value, coarseShapes.value.value]
    return alerts ? alertMarks(alerts, now.filters, groupOf, shapes, { starts, until: now.to }, theme.value, lang) : []
  }, [alerts, answer, now.filters, now.to, levelShapes.value.value, coarseShapes.value.value, theme.value, lang])
  const input = useMemo(() => {
    const seen = answer && trendInput(answer, catalog, now, benchmark, lang, marks)
    return seen && told ? withAhead(seen, told, lang) : seen
  }, [answer, told, catalog, now, benchmark?.name, benchmark?.value, lang, marks])
  const option = useMemo(() => input && trendOption(input, theme.value, DESK_FACE), [input, theme.value])
  const unit = unitOf(catalog, now.indicator, lang)
  const title =
    lang === 'zh'
      ? `${now.indicator.label.zh}，${GRAINS[now.grain].zh}`
      : `${now.indicator.label.en}, ${GRAINS[now.grain].en}`
  const isOwn = notAnnualised(now.indicator, now.grain)
  const own = isOwn ? `${say(isOwn, lang)}${lang === 'zh' ? '；' : '; '}` : ''
  const unitFirst = saysUnit(catalog, now.indicator, lang) ? '' : `${unit}${lang === 'zh' ? '，' : ', '}`
  const compared = now.compare === 'year'
  const period = formatPeriod(now.from, now.to, lang)
  const isMarked = marks.length > 0
  const sub =
    lang === 'zh'
      ? `${unitFirst}选中 ${period}；${own}色带为 95% 区间${compared ? '，灰线为去年同期' : ''}${isMarked ? '；轴上小形状为预警' : ''}`
      : `${unitFirst}${period}; ${own}band 95 %${compared ? ', grey: year before' : ''}${isMarked ? ', shapes: alerts' : ''}`
  return (
    <Panel
      class="when"
      title={title}
      sub={sub}
      indicator={now.indicator}
      call={callOf(byTime.value)}
      error={answer ? null : error}
      pending={pending}
      tools={<Later load={loadPlay} given={{}} />}
      onRetry={() => retries.value++}
      twin={
        input
          ? () =>
              trendTwin(input, {
                item: word('period', lang),
                low: word('low', lang),
                high: word('high', lang),
                status: word('status', lang),
                notes: word('notes', lang),
              })
          : undefined
      }
    >
      {option ? (
        <>
          {told && <p class="panel-sub">{aheadSentence(told, lang)}</p>}
          <Chart option={option} label={title} onGrid={setGrid}>
            {grid && <TimeBrush grid={grid} shown={now} />}
          </Chart>
        </>
      ) : answer ? (
        <p class="note">{word('notApplicable', lang)}</p>
      ) : (
        <div class="skeleton chart-skeleton" aria-busy="true" />
      )}
    </Panel>
  )
}
