import type { CatalogBody } from '../data/client.ts'
import { isUnsure } from '../../warehouse/catalog/words.ts'
import { useMemo } from 'preact/hooks'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import { UNITS, URBAN_CLASSES } from '../../warehouse/catalog/index.ts'
import { Chart } from '../charts/chart.tsx'
import { DotInterval, domainOf } from '../charts/dot-interval.tsx'
import { WALL_FACE } from '../charts/ink.ts'
import { trendOption } from '../charts/trend.ts'
import type { AnswerBody } from '../data/client.ts'
import { formatBucket, formatDay } from '../text/dates.ts'
import { type Language, say } from '../text/language.ts'
import { formatNumber, formatSigned } from '../text/numbers.ts'
import { THEMES } from '../theme/themes.ts'
import type { WallContent } from './wall-data.ts'
import { type DailyCounts, type KindChange, rankingRows, seriesOf, totalOf } from './wall-model.ts'
import { STOCK } from './wall-questions.ts'
import { fittingSize } from './wall-type.ts'
import { How } from './wall-how.tsx'
import { standingWord, verdictWord, word, spanWord } from './wall-words.ts'

/** The narrowest bay that holds a ranking. */
const LEAST_BAY_PX = 504
const LEAST_AREAS = 3

interface PanelProps {
  content: WallContent
  language: Language
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)

/** Cases a day over the band of what is usual, dated notes, the open tail dashed. */
export function TrendPanel(props: PanelProps & { daily: DailyCounts; scale: number; ticks: number }) {
  const { daily, language, content } = props
  const option = useMemo(
    () =>
      trendOption(
        {
          at: daily.at,
          name: word('received', language),
          value: daily.value,
          low: daily.low,
          high: daily.high,
          provisionalFrom: daily.provisionalFrom,
          provisionalWord: word('provisional', language),
          notes: content.catalog.notes.map((note) => ({
            at: Date.parse(`${note.date}T00:00:00Z`),
            label: say(note.label, language),
          })),
          fromZero: true,
          unit: '',
          formatValue: (v) => formatNumber(v),
          formatAt: (at) =>
            content.catalog.published ? formatBucket(dayOf(at).slice(0, 7), language) : formatDay(dayOf(at), language),
          ticks: props.ticks,
        },
        THEMES.wall,
        WALL_FACE,
      ),
    [daily, language, content, props.ticks],
  )
  return (
    <section class="wall-panel wall-trend">
      <h2 class="wall-lead">
        <How id="case_count" language={language}>
          {spanWord('trendTitle', content.catalog, language)}
        </How>
      </h2>
      <p class="wall-note">{spanWord('trendSub', content.catalog, language)}</p>
      <div class="wall-chart">
        <Chart option={option} scale={props.scale} label={spanWord('trendTitle', content.catalog, language)} />
      </div>
    </section>
  )
}

/** Kinds of case against the year before, each with its interval; 难分 where it holds no change. */
export function KindsPanel(props: {
  catalog: CatalogBody
  changes: readonly KindChange[]
  language: Language
  rows: number
}) {
  const { language } = props
  const half = Math.max(1, Math.floor(props.rows / 2))
  const shown =
    props.changes.length <= props.rows
      ? props.changes
      : [...props.changes.slice(0, props.rows - half), ...props.changes.slice(-half)]
  const domain = domainOf([0, ...shown.flatMap((c) => [c.low, c.high])])
  if (!domain || shown.length === 0) return null
  return (
    <section class="wall-panel wall-kinds">
      <h2 class="wall-lead">
        <How id="case_count" language={language}>
          {word('kindsTitle', language)}
        </How>
      </h2>
      <p class="wall-note">{spanWord('kindsSub', props.catalog, language)}</p>
      <table class="wall-rows">
        <tbody>
          {shown.map((c) => (
            <tr key={c.code}>
              <th scope="row">{say(c.label, language)}</th>
              <td class="wall-row-value">{formatSigned(c.change, 1)}%</td>
              <td class="wall-row-plot">
                <DotInterval
                  value={c.change}
                  low={c.low}
                  high={c.high}
                  domain={domain}
                  reference={0}
                  unsure={c.verdict === 'unclear'}
                  width={104}
                  height={32}
                />
              </td>
              <td class="wall-note">{verdictWord(c.verdict, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The wanted indicators for which areas enough to compare have a value. */
export function knownOf(answer: AnswerBody | null, wanted: readonly string[]): string[] {
  return wanted.filter((id) => (seriesOf(answer, id)?.value.filter((v) => v !== null).length ?? 0) >= LEAST_AREAS)
}

/** Areas by value with interval and standing against the city; never a position. */
export function RankingPanel(props: PanelProps & { indicator: Indicator; rows: number }) {
  const { content, language, indicator } = props
  const answer = content.answers.ranking
  const all = rankingRows(answer, indicator.id).filter((row) => row.value !== null)
  const half = Math.ceil(props.rows / 2)
  const rows = all.length <= props.rows ? all : [...all.slice(0, half), ...all.slice(half - props.rows)]
  const whole = totalOf(answer, indicator.id)?.value ?? null
  const domain = domainOf([whole, ...rows.flatMap((row) => [row.low, row.high, row.value])])
  if (!domain) return null
  const unit = indicator.unit === 'percent' ? '%' : ` ${say(UNITS[indicator.unit].short, language)}`
  const city = whole === null ? '' : `${word('whole', language)} ${formatNumber(whole, indicator.decimals)}${unit}`
  const title = `${say(indicator.label, language)}${word('of', language)}${city}`
  const isStock = STOCK.some((id) => id === indicator.id)
  const stop = language === 'zh' ? '；' : '; '
  return (
    <section class="wall-panel wall-ranking" data-indicator={indicator.id}>
      <h2 class="wall-lead" style={{ fontSize: `${fittingSize(title, LEAST_BAY_PX, [28, 24, 20])}px` }}>
        <How id={indicator.id} language={language}>
          {title}
        </How>
      </h2>
      <p class="wall-note">
        {!isStock && spanWord('days90', props.content.catalog, language) + stop}
        {word(isStock ? 'rankStock' : 'rankSub', language)}
        {stop}
        {word('lineIs', language)}
      </p>
      <table class="wall-rows">
        <tbody>
          {rows.map((row) => (
            <tr key={row.code}>
              <th scope="row">{say(row.label, language)}</th>
              <td class="wall-row-value">{row.value !== null && formatNumber(row.value, indicator.decimals)}</td>
              <td class="wall-row-plot">
                <DotInterval
                  {...row}
                  domain={domain}
                  reference={whole}
                  unsure={isUnsure(row.status)}
                  width={104}
                  height={32}
                />
              </td>
              <td class="wall-note">{row.low === null ? '' : standingWord(row.standing, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const SHAPES: Record<string, string> = { urban: '●', fringe: '◆', rural: '■' }

/** Urban, fringe and rural side by side for each measure, with intervals on one axis a row. */
export function GapPanel({ content, language }: PanelProps) {
  const answer = content.answers.classes
  const key = answer?.keys[0]
  if (!answer || !key) return null
  const rows = answer.series
    .map((series) => ({ series, indicator: content.catalog.indicators.find((i) => i.id === series.indicator) }))
    .filter(({ series }) => series.value.filter((v) => v !== null).length > 1)
  if (rows.length === 0) return null
  return (
    <section class="wall-panel wall-gap">
      <h2 class="wall-lead">
        <How to="/gap" language={language}>
          {word('gapTitle', language)}
        </How>
      </h2>
      <p class="wall-note">{word('gapSub', language)}</p>
      <table class="wall-rows wall-gap-rows">
        <tbody>
          {rows.map(({ series, indicator }) => (
            <tr key={series.indicator}>
              <th scope="row">
                {indicator ? say(indicator.label, language) : series.indicator}
                <span class="wall-note"> {indicator ? say(UNITS[indicator.unit].short, language) : ''}</span>
              </th>
              {URBAN_CLASSES.map(({ code, label }) => {
                const i = key.codes.indexOf(code)
                const value = series.value[i] ?? null
                return (
                  <td key={code} class={`wall-row-value side-${code}`} title={say(label, language)}>
                    <span aria-hidden="true">{SHAPES[code]}</span>{' '}
                    {value === null ? '–' : formatNumber(value, indicator?.decimals ?? 1)}
                  </td>
                )
              })}
              <td class="wall-row-plot">
                <GapDots series={series} codes={key.codes} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const GAP_WIDTH = 200
const GAP_HEIGHT = 36

function GapDots({ series, codes }: { series: AnswerBody['series'][number]; codes: readonly (string | null)[] }) {
  const domain = domainOf([...series.low, ...series.high, ...series.value])
  if (!domain) return null
  const x = (v: number) => 8 + ((v - domain[0]) / (domain[1] - domain[0])) * (GAP_WIDTH - 16)
  const y = GAP_HEIGHT / 2
  return (
    <svg class="gap-dots" width={GAP_WIDTH} height={GAP_HEIGHT} aria-hidden="true">
      <line class="gap-axis" x1={0} x2={GAP_WIDTH} y1={y} y2={y} />
      {URBAN_CLASSES.map(({ code }) => {
        const i = codes.indexOf(code)
        const [value, low, high] = [series.value[i] ?? null, series.low[i] ?? null, series.high[i] ?? null]
        if (value === null) return null
        const at = x(value)
        return (
          <g key={code} class={`side-${code}`}>
            {low !== null && high !== null && <line class="gap-range" x1={x(low)} x2={x(high)} y1={y} y2={y} />}
            {code === 'urban' && <circle cx={at} cy={y} r={7} />}
            {code === 'fringe' && <path d={`M${at} ${y - 8}l8 8l-8 8l-8-8z`} />}
            {code === 'rural' && <rect x={at - 6} y={y - 6} width={12} height={12} />}
          </g>
        )
      })}
    </svg>
  )
}
