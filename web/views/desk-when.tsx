import { useMemo } from 'preact/hooks'
import { Chart } from '../charts/chart.tsx'
import { DESK_FACE } from '../charts/ink.ts'
import { trendOption, type TrendInput } from '../charts/trend.ts'
import { trendTwin } from '../charts/twin.ts'
import { byTime, retries } from '../data/desk-questions.ts'
import type { AnswerBody, CatalogBody } from '../data/client.ts'
import type { Selection } from '../state/selection.ts'
import { change, language, theme } from '../state/store.ts'
import { bucketStart, dayAt, formatDay, formatPeriod } from '../text/dates.ts'
import type { Language } from '../text/language.ts'
import { formatNumber } from '../text/numbers.ts'
import { saysUnit, unitOf } from '../text/sentence.ts'
import { word } from '../text/words.ts'
import { Panel } from '../ui/panel.tsx'

const DAY_MS = 86_400_000
const GRAINS = {
  day: { zh: '逐日', en: 'by day' },
  week: { zh: '逐周', en: 'by week' },
  month: { zh: '逐月', en: 'by month' },
} as const

const numbers = (values: readonly (number | null)[]) => Float64Array.from(values, (v) => v ?? Number.NaN)
const instant = (key: string) => Date.parse(`${bucketStart(key)}T00:00:00Z`)

/** The rows of an answer by time as a series; null when it has no number at all. */
export function trendInput(
  answer: AnswerBody,
  catalog: CatalogBody,
  now: Selection,
  lang: Language,
): TrendInput | null {
  const series = answer.series[0]
  const codes = answer.keys[0]?.codes ?? []
  if (!series || series.value.every((value) => value === null)) return null
  const { decimals, kind } = now.indicator
  const hasInterval = series.low.some((low) => low !== null)
  const open = series.status.indexOf('provisional')
  const before = series.before
  return {
    at: Float64Array.from(codes, (code) => instant(code ?? '')),
    name: now.indicator.label[lang],
    value: numbers(series.value),
    ...(hasInterval ? { low: numbers(series.low), high: numbers(series.high) } : {}),
    ...(open >= 0 ? { provisionalFrom: open, provisionalWord: word('provisional', lang) } : {}),
    ...(before && now.compare !== 'none'
      ? {
          before: {
            name: word(now.compare === 'year' ? 'compareYear' : 'comparePrevious', lang),
            value: numbers(before),
          },
        }
      : {}),
    notes: catalog.notes.map((note) => ({ at: instant(note.date), label: note.label[lang] })),
    fromZero: kind === 'count' || kind === 'rate',
    unit: '',
    formatValue: (value) =>
      formatNumber(value, value >= 100 ? 0 : Math.max(decimals, value < 10 && value % 1 !== 0 ? 1 : 0)),
    formatAt: (at) => formatDay(dayAt(Math.round(at / DAY_MS)), lang, now.grain === 'month'),
    ticks: 7,
  }
}

/** When: the indicator over time with its interval and the compared period; dragging across it sets the dates. */
export function When({ catalog, now }: { catalog: CatalogBody; now: Selection }) {
  const lang = language.value
  const { value: answer, error, pending } = byTime.value
  const input = useMemo(() => answer && trendInput(answer, catalog, now, lang), [answer, catalog, now, lang])
  const option = useMemo(() => input && trendOption(input, theme.value, DESK_FACE), [input, theme.value])
  const unit = unitOf(catalog, now.indicator, lang)
  const title =
    lang === 'zh'
      ? `${now.indicator.label.zh}，${GRAINS[now.grain].zh}`
      : `${now.indicator.label.en}, ${GRAINS[now.grain].en}`
  const unitFirst = saysUnit(catalog, now.indicator, lang) ? '' : `${unit}${lang === 'zh' ? '，' : ', '}`
  const marks =
    lang === 'zh'
      ? `${unitFirst}${formatPeriod(now.from, now.to, lang)}；色带为 95% 区间，灰线为对比期；虚线部分尚未收齐；拖动选取日期`
      : `${unitFirst}${formatPeriod(now.from, now.to, lang)}; band: 95 % interval, grey: compared period, dashed: incomplete; drag to set dates`
  return (
    <Panel
      class="when"
      title={title}
      sub={marks}
      indicator={now.indicator}
      error={answer ? null : error}
      pending={pending}
      onRetry={() => retries.value++}
      twin={
        input
          ? () =>
              trendTwin(input, {
                item: word('period', lang),
                low: word('low', lang),
                high: word('high', lang),
                status: word('status', lang),
              })
          : undefined
      }
    >
      {option ? (
        <Chart
          option={option}
          label={title}
          onBrush={(from, to) => change({ from: dayAt(Math.round(from / DAY_MS)), to: dayAt(Math.round(to / DAY_MS)) })}
        />
      ) : answer ? (
        <p class="note">{word('notApplicable', lang)}</p>
      ) : (
        <div class="skeleton chart-skeleton" aria-busy="true" />
      )}
    </Panel>
  )
}
