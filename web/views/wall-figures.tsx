import type { Indicator, Status } from '../../warehouse/catalog/types.ts'
import { STATUSES, UNITS } from '../../warehouse/catalog/index.ts'
import { Spark } from '../charts/spark.tsx'
import type { AnswerBody } from '../data/client.ts'
import { formatDay } from '../text/dates.ts'
import { type Language, say } from '../text/language.ts'
import { formatInterval, formatLarge, formatNumber } from '../text/numbers.ts'
import type { WallContent } from './wall-data.ts'
import { column, type DailyCounts, type LastDay, seriesOf, totalOf } from './wall-model.ts'
import { SPARK_DAYS, STOCK } from './wall-questions.ts'
import { fittingSize, textWidth } from './wall-type.ts'
import { How } from './wall-how.tsx'
import { changeText, usualWord, word, spanWord } from './wall-words.ts'

/** One of the leader's numbers, ready to be drawn. */
export interface Figure {
  id: string
  title: string
  value: string
  unit: string
  stamp: string | null
  spark: Float64Array
  range: { low: Float64Array; high: Float64Array } | null
  note: string
  comparison: string
}

const BAY_PX = 480
const MOST_SPARK_PX = 176
const LEAST_SPARK_PX = 80

/** Under this share of call-backs a satisfaction rate is shown grey and stamped. */
const LEAST_COVERAGE = 60

function ofDay(last: LastDay, daily: DailyCounts, language: Language): Figure {
  const from = Math.max(0, daily.provisionalFrom - SPARK_DAYS)
  const cut = (values: Float64Array) => values.slice(from, daily.provisionalFrom)
  const range = last.low === null || last.high === null ? '' : formatInterval(last.low, last.high, 0)
  return {
    id: 'case_count_day',
    title: `${word('received', language)}${word('of', language)}${formatDay(last.day, language)}`,
    value: formatNumber(last.count),
    unit: say(UNITS.cases, language),
    stamp: null,
    spark: cut(daily.value),
    range: { low: cut(daily.low), high: cut(daily.high) },
    note: range === '' ? '' : `${word('usualRange', language)} ${range}`,
    comparison: usualWord(last.verdict, language),
  }
}

function ofIndicator(
  indicator: Indicator,
  answer: AnswerBody | null,
  sparks: AnswerBody | null,
  when: string,
  language: Language,
): Figure | null {
  const total = totalOf(answer, indicator.id)
  if (!total || total.value === null) return null
  const percent = indicator.unit === 'percent'
  const status = total.status as Status
  const interval =
    total.low === null || total.high === null ? '' : formatInterval(total.low, total.high, indicator.decimals)
  const n = total.denominator === null ? '' : `n ${formatLarge(total.denominator, language)}`
  const change = total.change ?? null
  return {
    id: indicator.id,
    title: `${say(indicator.label, language)}${word('of', language)}${when}`,
    value: formatNumber(total.value, indicator.decimals),
    unit: say(UNITS[indicator.unit], language),
    stamp: status === 'unreliable' ? say(STATUSES.unreliable.stamp, language) : null,
    spark: column(seriesOf(sparks, indicator.id)?.value),
    range: null,
    note: [interval, n].filter((part) => part !== '').join(word('of', language)),
    comparison: change === null ? '' : `${word('onYear', language)} ${changeText(change, percent, language)}`,
  }
}

/** At most four figures: those a leader asks for first, then what the city has instead. */
export function leaderFigures(
  content: WallContent,
  daily: DailyCounts | null,
  last: LastDay | null,
  language: Language,
): Figure[] {
  const { catalog, answers } = content
  const of = (id: string, answer: AnswerBody | null, when: string) => {
    const indicator = catalog.indicators.find((each) => each.id === id)
    return indicator ? ofIndicator(indicator, answer, answers.spark, when, language) : null
  }
  const month = spanWord('days30', catalog, language)
  const quarter = spanWord('days90', catalog, language)
  const backlog = of('open_backlog', answers.month, formatDay(catalog.snapshot.data_to, language))
  const median = totalOf(answers.lead, 'median_hours_to_close')?.value ?? null
  if (backlog && median !== null)
    backlog.note = `${word('medianClose', language)} ${formatNumber(median, 1)} ${say(UNITS.hours, language)}`
  const satisfaction = of('satisfaction_rate', answers.month, month)
  const coverage = totalOf(answers.month, 'callback_coverage')?.value ?? null
  if (satisfaction && coverage !== null && coverage < LEAST_COVERAGE) {
    satisfaction.stamp = say(STATUSES.unreliable.stamp, language)
    satisfaction.comparison = `${word('callbackOnly', language)} ${formatNumber(coverage, 0)}%`
  }
  const wanted = [
    last && daily ? ofDay(last, daily, language) : null,
    of('on_time_rate', answers.month, month),
    satisfaction,
    median === null ? null : backlog,
    of(catalog.city.default_indicator, answers.lead, quarter),
    of('median_hours_to_close', answers.lead, quarter),
    of('case_count', answers.lead, quarter),
    ...STOCK.map((id) => of(id, answers.stock, String(catalog.snapshot.population_year ?? ''))),
  ].filter((figure) => figure !== null)
  const seen = new Set<string>()
  return wanted.filter((figure) => !seen.has(figure.id) && seen.add(figure.id)).slice(0, 4)
}

/** A number with its unit, its line, then interval, n and comparison in words. */
export function FigureBlock({ figure, language, isFirst }: { figure: Figure; language: Language; isFirst: boolean }) {
  const titleSize = fittingSize(figure.title, BAY_PX - (isFirst ? 96 : 0), [28, 24, 20])
  const beside = textWidth(figure.value, 80) + textWidth(figure.unit, 28) + (figure.stamp === null ? 0 : 40)
  const sparkWidth = Math.min(MOST_SPARK_PX, BAY_PX - beside - 32)
  return (
    <section class="wall-figure" data-indicator={figure.id}>
      <div class="wall-figure-head">
        <h2 style={{ fontSize: `${titleSize}px` }}>
          <How id={figure.id} language={language}>
            {figure.title}
          </How>
        </h2>
        {isFirst && figure.spark.length > 1 && <span class="wall-note">{word('lastDays', language)}</span>}
      </div>
      <div class="wall-figure-body">
        <p class={figure.stamp === null ? 'wall-value' : 'wall-value wall-unsure'}>
          <span class="wall-number">{figure.value}</span> <span class="wall-unit">{figure.unit}</span>
          {figure.stamp !== null && <span class="wall-stamp">{figure.stamp}</span>}
        </p>
        {figure.spark.length > 1 && sparkWidth >= LEAST_SPARK_PX && (
          <Spark
            value={figure.spark}
            {...(figure.range ?? {})}
            width={sparkWidth}
            height={64}
            stroke={2}
            label={`${figure.title} ${word('lastDays', language)}`}
          />
        )}
      </div>
      <p class="wall-note">
        {figure.note}
        {figure.note !== '' && figure.comparison !== '' && (language === 'zh' ? '；' : '; ')}
        <strong>{figure.comparison}</strong>
      </p>
    </section>
  )
}
