import { useMemo } from 'preact/hooks'
import { Chart } from '../charts/chart.tsx'
import { DESK_FACE } from '../charts/ink.ts'
import { trendOption } from '../charts/trend.ts'
import type { CatalogBody } from '../data/client.ts'
import { byPlace, namedShapes, placeLevel, placeShapes, reportNumbers, trend } from '../data/report-questions.ts'
import { PaperMap } from '../map/paper-map.tsx'
import type { ReportSpan } from '../state/report-span.ts'
import { breaksFor } from '../state/selection.ts'
import { language, theme } from '../state/store.ts'
import { bucketStart, dayAt, dayNumber, daysIn, formatBucket, formatDay } from '../text/dates.ts'
import { formatNumber } from '../text/numbers.ts'
import { unitOf } from '../text/sentence.ts'
import { word } from '../text/words.ts'
import { breakDecimals } from './desk-legend.tsx'
import { notesOf } from './desk-notes.ts'
import { reportWord } from './report-words.ts'

const DAY_MS = 86_400_000
const SIZE = { width: 420, height: 300 }

/** Where: areas filled by the city's own indicator, drawn for paper. */
export function Places({ catalog, span }: { catalog: CatalogBody; span: ReportSpan }) {
  const lang = language.value
  const { default_indicator: id, default_level } = catalog.city
  const level = placeLevel.value ?? default_level
  const indicator = catalog.indicators.find((each) => each.id === id)
  const answer = byPlace.value.value
  const areas = placeShapes.value.value
  const named = namedShapes.value.value
  const breaks = breaksFor(catalog, id, `area:${level}`, daysIn(span.from, span.to)) ?? []
  const levelName = catalog.levels.find((each) => each.id === level)?.label[lang] ?? level
  const name = indicator?.label[lang] ?? ''
  const isDrawn = catalog.levels.find((each) => each.id === level)?.has_geometry ?? false
  return (
    <section class="report-map" aria-label={reportWord('where', lang)}>
      <h2>
        {reportWord('where', lang)} · {name}
      </h2>
      {!isDrawn ? (
        <p class="note">{reportWord('noMap', lang)}</p>
      ) : answer && areas && indicator ? (
        <>
          <PaperMap
            areas={areas}
            named={named}
            answer={answer}
            breaks={breaks}
            bbox={catalog.city.bbox}
            {...SIZE}
            label={`${name}, ${levelName}`}
            language={lang}
          />
          {breaks.length > 0 && (
            <PaperLegend breaks={breaks} unit={`${unitOf(catalog, indicator, lang)} · ${levelName}`} />
          )}
        </>
      ) : (
        <div class="skeleton report-map-skeleton" aria-busy="true" />
      )}
    </section>
  )
}

const STEP_PX = 40

/** The classes with their breaks, and what a broken outline means. */
function PaperLegend({ breaks, unit }: { breaks: readonly number[]; unit: string }) {
  const lang = language.value
  const decimals = breakDecimals(breaks)
  return (
    <div class="paper-legend">
      <span>{unit}</span>
      <svg width={STEP_PX * (breaks.length + 1)} height="28" aria-hidden="true">
        {[...breaks, Number.NaN].map((edge, i) => (
          <rect key={edge} class={`step${i}`} x={i * STEP_PX} width={STEP_PX} height="10" />
        ))}
        {breaks.map((edge, i) => (
          <text key={edge} class="axis-text" x={(i + 1) * STEP_PX} y="24" text-anchor="middle">
            {formatNumber(edge, decimals)}
          </text>
        ))}
      </svg>
      <span class="note">
        {word('unsure', lang)}
        {lang === 'zh' ? '：虚线、淡色' : ': broken outline, pale'}
      </span>
    </div>
  )
}

/** When: the first number over the weeks before. */
export function Days({ catalog }: { catalog: CatalogBody }) {
  const lang = language.value
  const answer = trend.value.value
  const indicator = catalog.indicators.find(({ id }) => id === reportNumbers.value[0])
  const option = useMemo(() => {
    const series = answer?.series[0]
    const codes = answer?.keys[0]?.codes ?? []
    if (!series || !indicator) return null
    const at = Float64Array.from(codes, (code) => dayNumber(bucketStart(code ?? '')) * DAY_MS)
    const numbers = (values: readonly (number | null)[]) => Float64Array.from(values, (v) => v ?? Number.NaN)
    const isMonth = answer.keys[0]?.dimension === 'month'
    return trendOption(
      {
        at,
        name: indicator.label[lang],
        value: numbers(series.value),
        notes: notesOf(catalog, lang).map(({ day, label }) => ({ at: dayNumber(day) * DAY_MS, label })),
        fromZero: true,
        unit: '',
        formatValue: (value) => formatNumber(value),
        formatAt: (instant) => {
          const day = dayAt(Math.round(instant / DAY_MS))
          return isMonth ? formatBucket(day.slice(0, 7), lang) : formatDay(day, lang)
        },
        ticks: 5,
      },
      theme.value,
      DESK_FACE,
    )
  }, [answer, indicator, catalog, lang, theme.value])
  return (
    <section class="report-days" aria-label={reportWord('when', lang)}>
      <h2>
        {reportWord('when', lang)} · {indicator?.label[lang]}
      </h2>
      {option ? (
        <Chart option={option} label={indicator?.label[lang] ?? ''} />
      ) : (
        <div class="skeleton" aria-busy="true" />
      )}
    </section>
  )
}
