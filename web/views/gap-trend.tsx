import { callOf } from '../data/calls.ts'
import { useMemo } from 'preact/hooks'
import { notAnnualised } from '../../warehouse/catalog/of-period.ts'
import { Chart } from '../charts/chart.tsx'
import { gapTrendOption } from '../charts/gap-trend.ts'
import { DESK_FACE } from '../charts/ink.ts'
import { retries } from '../data/answer-to.ts'
import { gap } from '../data/gap-questions.ts'
import type { GapBody } from '../../api/schema/gap.ts'
import type { CatalogBody } from '../data/client.ts'
import type { GapSelection } from '../state/gap-selection.ts'
import { change, language, theme } from '../state/store.ts'
import { dayNumber } from '../text/dates.ts'
import { say } from '../text/language.ts'
import { differenceUnit, type Move, moveOf } from '../text/gap-sentence.ts'
import { gapWord } from '../text/gap-words.ts'
import { formatNumber, formatSigned } from '../text/numbers.ts'
import { unitOf } from '../text/sentence.ts'
import { Panel, UNKNOWN_YET } from '../ui/panel.tsx'
import { notesOf } from './desk-notes.ts'
import { GAP_METHODS } from './gap-methods.ts'
import { trendInputOf } from './gap-model.ts'
import { stepsTwin } from './gap-twins.ts'

const TITLES: Record<Move, Record<Move, { zh: string; en: string }>> = (() => {
  const zh = { wider: '扩大', narrower: '缩小', unmoved: '走向难分', tooShort: '年份不足' }
  const en = { wider: 'wider', narrower: 'narrower', unmoved: 'no clear trend', tooShort: 'too few steps' }
  const moves = ['wider', 'narrower', 'unmoved', 'tooShort'] as const
  const title = (difference: Move, ratio: Move) =>
    difference === ratio
      ? { zh: `差距${zh[ratio]}`, en: `The gap: ${en[ratio]}` }
      : { zh: `差值${zh[difference]}，比值${zh[ratio]}`, en: `Difference: ${en[difference]}; ratio: ${en[ratio]}` }
  return Object.fromEntries(moves.map((a) => [a, Object.fromEntries(moves.map((b) => [b, title(a, b)]))])) as Record<
    Move,
    Record<Move, { zh: string; en: string }>
  >
})()

function titleOf(body: GapBody | null): string {
  const lang = language.value
  if (!body) return gapWord('trendTitle', lang)
  const { trend, two } = body
  const [a, b] = [moveOf(trend.difference, two.difference.value, 0), moveOf(trend.ratio, two.ratio.value, 1)]
  return TITLES[a][b][lang]
}

const DAY_MS = 86_400_000
const GRAINS = ['year', 'quarter', 'month'] as const

/** Levels, difference and ratio over all that the data covers, classes fixed at one year. */
export function GapTrend({ catalog, now }: { catalog: CatalogBody; now: GapSelection }) {
  const lang = language.value
  const { value: body, error, pending } = gap.value
  const input = useMemo(() => {
    const notes = notesOf(catalog, lang).map(({ day, label }) => ({ at: dayNumber(day) * DAY_MS, label }))
    const drawn = body && trendInputOf(body, now.indicator, lang, now.grain === 'year' ? 8 : 6)
    return drawn && { ...drawn, notes }
  }, [body, catalog, now.indicator, now.grain, lang])
  const option = useMemo(() => input && gapTrendOption(input, theme.value, DESK_FACE), [input, theme.value])
  const title = titleOf(body)
  const isOfCases = now.indicator.numerator?.from === 'cases'
  const unit = unitOf(catalog, now.indicator, lang)
  const isOwn = body && notAnnualised(now.indicator, body.trend.grain)
  const own = isOwn ? `${lang === 'zh' ? '；' : '; '}${say(isOwn, lang)}` : ''
  const step = body ? gapWord(body.trend.grain, lang) : ''
  return (
    <Panel
      call={callOf(gap.value)}
      class="gap-trend"
      title={title}
      sub={
        !body
          ? UNKNOWN_YET
          : lang === 'zh'
            ? `上：值，${unit}；中：差；下：比（对数）；${step}，带为 95% 区间${own}`
            : `Values, ${unit}; difference; ratio (log); by ${step}, bands: 95 % interval${own}`
      }
      indicator={GAP_METHODS.trend}
      error={body ? null : error}
      pending={pending}
      onRetry={() => retries.value++}
      twin={body ? () => stepsTwin(body, { catalog, indicator: now.indicator, language: lang }) : undefined}
      tools={
        isOfCases ? (
          <span class="draw-by" role="group" aria-label={gapWord('grain', lang)}>
            {GRAINS.map((grain) => (
              <button
                key={grain}
                type="button"
                class="tool"
                aria-pressed={now.grain === grain}
                onClick={() => change({ grain: grain === 'year' ? null : grain })}
              >
                {gapWord(grain, lang)}
              </button>
            ))}
          </span>
        ) : null
      }
    >
      {option ? (
        <>
          <div class="gap-chart">
            <Chart option={option} label={title} />
          </div>
          {body && <p class="note">{tests(body, catalog, now)}</p>}
        </>
      ) : body ? (
        <p class="note">{gapWord('empty', lang)}</p>
      ) : (
        <div class="skeleton chart-skeleton" aria-busy="true" />
      )}
    </Panel>
  )
}

/** Both tests in words: slope a step and p. */
function tests({ trend, base }: GapBody, catalog: CatalogBody, now: GapSelection): string {
  const lang = language.value
  const zh = lang === 'zh'
  const { difference, ratio } = trend
  const p = (value: number) => (value < 0.001 ? 'p < 0.001' : `p = ${formatNumber(value, 3)}`)
  const step = {
    year: { zh: '年', en: 'year' },
    quarter: { zh: '季', en: 'quarter' },
    month: { zh: '月', en: 'month' },
  }[trend.grain][lang]
  const parts = [
    difference &&
      (zh
        ? `差每${step} ${formatSigned(difference.slope, now.indicator.decimals + 1)} ${differenceUnit(catalog, now.indicator, lang)}（${p(difference.p)}）`
        : `Difference ${formatSigned(difference.slope, now.indicator.decimals + 1)} ${differenceUnit(catalog, now.indicator, lang)} a ${step} (${p(difference.p)})`),
    ratio &&
      (zh
        ? `比每${step} ${formatSigned(ratio.slope, 1)}%（${p(ratio.p)}）`
        : `ratio ${formatSigned(ratio.slope, 1)} % a ${step} (${p(ratio.p)})`),
    base === null ? null : zh ? `划分固定于 ${base} 年` : `classes fixed at ${base}`,
  ].filter((part) => part !== null && part !== undefined)
  return zh ? `${parts.join('；')}。` : `${parts.join('; ')}.`
}
