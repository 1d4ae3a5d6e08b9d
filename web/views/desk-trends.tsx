import { useMemo } from 'preact/hooks'
import { SmallTrend } from '../charts/small-trend.tsx'
import { retries } from '../data/answer-to.ts'
import { callOf } from '../data/calls.ts'
import { areaTrends, cityTrend, smallGrain } from '../data/desk-panel-questions.ts'
import { language, toggleFilter } from '../state/store.ts'
import { bucketStart } from '../text/dates.ts'
import { formatNumber } from '../text/numbers.ts'
import { manyOf, unitOf } from '../text/sentence.ts'
import { Panel } from '../ui/panel.tsx'
import type { EvidenceProps } from './desk-evidence.tsx'
import { notesOf } from './desk-notes.ts'
import { panelWord } from './desk-panel-words.ts'
import { type AreaTrend, smallTrends, trendsSentence, trendsTwin } from './desk-trends-model.ts'

const GRAINS = {
  day: { zh: '逐日', en: 'by day' },
  week: { zh: '逐周', en: 'by week' },
  month: { zh: '逐月', en: 'by month' },
} as const
const SIZE = { width: 208, height: 64 }

const lastOf = ({ value }: AreaTrend, firm: number) => value.subarray(0, firm).findLast(Number.isFinite)

/** Every area over time, on one scale, the city behind it. */
export default function Trends({ catalog, now }: EvidenceProps) {
  const lang = language.value
  const zh = lang === 'zh'
  const { value: answer, error, pending } = areaTrends.value
  const city = cityTrend.value.value
  const { indicator } = now
  const found = useMemo(
    () => answer && smallTrends(answer, city, indicator, smallGrain(now)),
    [answer, city, indicator],
  )
  const level = now.coarse ?? now.level
  const levelName = catalog.levels.find((each) => each.id === level)?.label[lang] ?? level
  const grain = GRAINS[smallGrain(now)][lang]
  const title = zh
    ? `${indicator.label.zh}：各${levelName}${grain}`
    : `${indicator.label.en}: each ${levelName.toLowerCase()}, ${grain}`
  const say = (value: number) => formatNumber(value, value % 1 === 0 ? 0 : indicator.decimals)
  const scale = found?.domain.map(say).join('–') ?? ''
  const unit = unitOf(catalog, indicator, lang)
  const behind = found?.whole ? (zh ? '；灰线为全市' : '; grey: the city') : ''
  const rest =
    found && found.more > 0
      ? zh
        ? `；只画最高的 ${found.areas.length} 个`
        : `; the highest ${found.areas.length} of ${found.areas.length + found.more} ${manyOf(levelName, 'en')}`
      : ''
  const sub = zh
    ? `同一刻度 ${scale} ${unit}；色带为 95% 区间${behind}${rest}；点一个即按它筛选`
    : `One scale, ${scale} ${unit}; band: 95 % interval${behind}${rest}; click one to filter`
  const notes = useMemo(() => {
    const starts = found?.steps.map(bucketStart) ?? []
    return notesOf(catalog, lang).flatMap(({ day, label }) => {
      const at = starts.findLastIndex((start) => start <= day)
      return at < 0 || (at === starts.length - 1 && day > now.to) ? [] : [{ at, label: `${day} ${label}` }]
    })
  }, [found, catalog, lang])
  return (
    <Panel
      class="evidence-panel"
      title={title}
      sub={found ? sub : ''}
      finding={found ? trendsSentence(found, levelName, indicator.decimals, lang) : undefined}
      indicator={indicator}
      call={callOf(areaTrends.value)}
      error={answer ? null : error}
      pending={pending}
      onRetry={() => retries.value++}
      twin={found ? () => trendsTwin(found, indicator.decimals, lang) : undefined}
    >
      {found ? (
        <ul class="small-trends">
          {found.areas.map((area) => {
            const last = lastOf(area, found.firm)
            return (
              <li key={area.code}>
                <button
                  type="button"
                  aria-pressed={now.filters.area.includes(area.code)}
                  onClick={() => toggleFilter('area', area.code)}
                >
                  <span class="small-name">{area.label[lang]}</span>
                  <span class="number">{last === undefined ? '–' : formatNumber(last, indicator.decimals)}</span>
                  <SmallTrend
                    {...area}
                    {...SIZE}
                    whole={found.whole}
                    domain={found.domain}
                    firm={found.firm}
                    notes={notes}
                  />
                </button>
              </li>
            )
          })}
        </ul>
      ) : answer ? (
        <p class="note">{panelWord('noTrends', lang)}</p>
      ) : (
        <ul class="small-trends" aria-busy="true">
          {Array.from({ length: 8 }, (_, i) => (
            <li key={i} class="skeleton small-skeleton" />
          ))}
        </ul>
      )}
    </Panel>
  )
}
