import { useEffect, useMemo, useState } from 'preact/hooks'
import { THEMES } from '../theme/themes.ts'
import { alarm, connection, lostAt } from '../data/live.ts'
import { language } from '../state/store.ts'
import { formatDay } from '../text/dates.ts'
import { type Language, say } from '../text/language.ts'
import { formatLarge } from '../text/numbers.ts'
import { Failure } from '../ui/states.tsx'
import { lateBy } from './late-notice.tsx'
import { wallContent, type WallContent } from './wall-data.ts'
import { FigureBlock, leaderFigures } from './wall-figures.tsx'
import { fitWall, mapRoom, readScreen, type WallFit } from './wall-fit.ts'
import { WallMap } from './wall-map.tsx'
import { dailyCounts, kindChanges, lastCompleteDay, strongestChange, totalOf, monthlyCounts } from './wall-model.ts'
import { alertHeadline, AlertsPanel } from './wall-alerts.tsx'
import { GapPanel, KindsPanel, RankingPanel, TrendPanel, knownOf } from './wall-panels.tsx'
import { rankable, TREND_DAYS } from './wall-questions.ts'
import { fittingSize } from './wall-type.ts'
import { headline, word, spanWord } from './wall-words.ts'
import '../ui/alert-mark.css'
import './wall.css'
import './wall-rows.css'
import '../charts/charts.css'

const MINUTE_MS = 60_000
const LEAST_KINDS = 2
const FEW_ALERTS = 1
/** What margins and clock leave no room for. */
const BESIDE_HEADLINE_PX = 440

function useFit(): WallFit {
  const read = () => {
    const screen = readScreen(new URLSearchParams(location.search).get('screen'))
    return fitWall(screen?.width ?? innerWidth, screen?.height ?? innerHeight)
  }
  const [fit, setFit] = useState(read)
  useEffect(() => {
    const onResize = () => setFit(read())
    addEventListener('resize', onResize)
    return () => removeEventListener('resize', onResize)
  }, [])
  return fit
}

/** The time of day in the city, told anew each minute. */
function useNow(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), MINUTE_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** The leaders' wall: one design, scaled as a whole to any screen. It keeps its last version while the server is away. */
export function Wall() {
  const fit = useFit()
  const { value, error } = wallContent.value
  const text = language.value
  const stage = {
    width: `${fit.width}px`,
    height: `${fit.height}px`,
    transform: `translate(${fit.left}px, ${fit.top}px) scale(${fit.scale})`,
  }
  return (
    <main class="wall" aria-label={word('pageTitle', text)}>
      <div class={`wall-stage wall-${fit.layout}`} style={stage} data-ready={value !== null}>
        {value ? (
          <WallBody content={value} fit={fit} language={text} />
        ) : error ? (
          <Failure error={error} page />
        ) : (
          <WallSkeleton language={text} />
        )}
      </div>
    </main>
  )
}

function WallSkeleton({ language: text }: { language: Language }) {
  return (
    <>
      <p class="wall-headline" role="status">
        {word('loading', text)}
      </p>
      {['numbers', 'map', 'right', 'strip'].map((bay) => (
        <div key={bay} class={`wall-bay wall-bay-${bay}`}>
          <div class="skeleton" aria-busy="true" />
        </div>
      ))}
    </>
  )
}

interface BodyProps {
  content: WallContent
  fit: WallFit
  language: Language
}

function WallBody({ content, fit, language: text }: BodyProps) {
  const { catalog, answers } = content
  const isDaily = catalog.published === null
  const counts = useMemo(
    () => answers.days && (isDaily ? dailyCounts(answers.days, TREND_DAYS) : monthlyCounts(answers.days)),
    [content],
  )
  const daily = isDaily ? counts : null
  const last = daily ? lastCompleteDay(daily) : null
  const changes = useMemo(() => kindChanges(answers.kinds), [content])
  const [day, subject, finding] =
    alertHeadline(last, content.alerts, text) ?? headline(last, strongestChange(changes), text, catalog)
  const figures = leaderFigures(content, daily, last, text)
  const ranked = knownOf(answers.ranking, rankable(catalog))
  const wide = fit.layout === 'double'
  const size = fittingSize(`${day}${subject}${finding}`, fit.width - BESIDE_HEADLINE_PX, [40, 34, 28])
  const room = useMemo(() => mapRoom(fit), [fit])
  const ranking = (position: number, rows: number) => {
    const indicator = catalog.indicators.find((each) => each.id === ranked[position])
    return indicator ? <RankingPanel content={content} language={text} indicator={indicator} rows={rows} /> : null
  }
  const trend =
    counts && counts.days.length > 1 ? (
      <TrendPanel content={content} language={text} daily={counts} scale={fit.scale} ticks={6} />
    ) : null
  const hasKinds = changes.length >= LEAST_KINDS
  /** Few alerts leave room for the kinds beneath. */
  const isQuiet = content.alerts?.run ? content.alerts.alerts.length <= FEW_ALERTS : false
  const kinds = hasKinds ? (
    <KindsPanel catalog={catalog} changes={changes} language={text} rows={wide ? 6 : isQuiet ? 3 : 5} />
  ) : null
  const gap = <GapPanel content={content} language={text} />
  const alerts = content.alerts?.run ? <AlertsPanel found={content.alerts} language={text} rows={wide ? 6 : 4} /> : null
  return (
    <>
      <header class="wall-headline">
        <h1 style={{ fontSize: `${size}px` }}>
          {day}
          <span class="wall-subject">{subject}</span>
          {finding}
        </h1>
        <Clock content={content} language={text} />
      </header>
      <div class="wall-bay wall-bay-numbers">
        {figures.map((figure, i) => (
          <FigureBlock key={figure.id} figure={figure} language={text} isFirst={i === 0} />
        ))}
      </div>
      {wide && (
        <div class="wall-bay wall-bay-when">
          {trend}
          {gap}
        </div>
      )}
      <div class="wall-bay wall-bay-map">
        <WallMap content={content} theme={THEMES.wall} language={text} scale={fit.scale} room={room} />
      </div>
      <div class="wall-bay wall-bay-right">
        {wide ? ranking(0, 10) : (alerts ?? kinds ?? ranking(1, 6))}
        {!wide && isQuiet && kinds}
        {wide ? ranking(1, 10) : ranking(0, isQuiet && kinds ? 6 : 8)}
      </div>
      {wide && (
        <div class="wall-bay wall-bay-far">
          {alerts ?? ranking(2, 10)}
          {kinds ?? ranking(3, 10)}
        </div>
      )}
      {!wide && (
        <div class="wall-bay wall-bay-strip">
          {gap}
          {trend}
        </div>
      )}
      <AgeLine content={content} language={text} />
    </>
  )
}

function Clock({ content, language: text }: { content: WallContent; language: Language }) {
  const now = useNow()
  const locale = text === 'zh' ? 'zh-CN' : 'en-GB'
  const { city } = content.catalog
  const when = now.toLocaleString(locale, {
    timeZone: city.time_zone,
    month: 'short',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  })
  return (
    <p class="wall-note wall-clock">
      <strong>{say(city.name, text)}</strong> · {when}
    </p>
  )
}

/** Where the numbers come from and how old they are; amber, with the age, while the server is away. */
function AgeLine({ content, language: text }: { content: WallContent; language: Language }) {
  const now = useNow()
  const { snapshot } = content.catalog
  const n = totalOf(content.answers.lead, 'case_count')?.value ?? null
  const lost = connection.value === 'lost'
  const late = lateBy()
  const minutes = lostAt.value === null ? 0 : Math.max(0, Math.floor((now.getTime() - lostAt.value) / MINUTE_MS))
  return (
    <footer
      class={lost || alarm.value || late !== null ? 'wall-age wall-age-lost' : 'wall-age'}
      data-connection={connection.value}
    >
      <span>
        {word('dataTo', text)} <strong>{snapshot.data_to} 24:00</strong>
      </span>
      <span>
        {word('loaded', text)} {snapshot.published_at.slice(5, 16).replace('T', ' ')}
      </span>
      {n !== null && (
        <span>
          n <strong>{formatLarge(n, text)}</strong> {text === 'zh' ? '件' : 'cases'} (
          {spanWord('days90', content.catalog, text)})
        </span>
      )}
      {snapshot.population_year !== null && (
        <span>
          {word('residents', text)} {snapshot.population_year} {word('yearEnd', text)}
        </span>
      )}
      {!lost && !alarm.value && late !== null && (
        <span class="wall-lost" role="status">
          <LateMark />
          {text === 'zh' ? `数据停在 ${late} 天前` : `Data end ${late} days ago`}
        </span>
      )}
      {!lost && alarm.value && (
        <span class="wall-lost" role="alert">
          <LateMark />
          {word('damaged', text)}
        </span>
      )}
      {lost && (
        <span class="wall-lost" role="alert">
          <LateMark />
          {word('lost', text)}
          {text === 'zh' ? `（${formatDay(snapshot.data_to, 'zh')}），` : ' '}
          {word('since', text)} {minutes} {word('minutes', text)}
        </span>
      )}
      <span class="wall-version">
        {word('version', text)} {snapshot.id.slice(0, 8)}
      </span>
    </footer>
  )
}

function LateMark() {
  return (
    <svg width="20" height="20" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6.4" fill="none" stroke="currentColor" stroke-width="1.6" />
      <path d="M8 4v4l3 2" fill="none" stroke="currentColor" stroke-width="1.6" />
    </svg>
  )
}
