import { useMemo } from 'preact/hooks'
import { FunnelPlot } from '../charts/funnel-plot.tsx'
import { niceTicks } from '../charts/ticks.ts'
import { callOf } from '../data/calls.ts'
import { byArea, byCoarse, retries } from '../data/desk-questions.ts'
import { language } from '../state/store.ts'
import { formatLarge, formatNumber } from '../text/numbers.ts'
import { unitOf } from '../text/sentence.ts'
import { word } from '../text/words.ts'
import { Panel } from '../ui/panel.tsx'
import { benchmarkOf } from './desk-benchmark.ts'
import type { EvidenceProps } from './desk-evidence.tsx'
import { areaFunnel, funnelSentence, funnelTwin, hasFunnel } from './desk-funnel-model.ts'
import { FunnelOf } from './desk-funnel-of.tsx'
import { areaRows } from './desk-model.ts'
import { panelWord } from './desk-panel-words.ts'

const SIZE = { width: 440, height: 360 }

/** The areas of the level by their size, within what chance allows about the city. */
export default function Funnel({ catalog, now }: EvidenceProps) {
  const lang = language.value
  const zh = lang === 'zh'
  const { value: answer, error, pending } = byArea.value
  const { indicator } = now
  const found = useMemo(() => {
    const city = benchmarkOf({ ...now, benchmark: 'city' }, answer, byCoarse.value.value, lang)
    return answer && city ? areaFunnel(areaRows(answer, city, indicator), city.value, indicator, lang) : null
  }, [answer, indicator, lang])
  const levelName = catalog.levels.find(({ id }) => id === now.level)?.label[lang] ?? now.level
  const title = zh
    ? `${indicator.label.zh}：哪些${levelName}超出偶然`
    : `${indicator.label.en}: which areas lie beyond chance`
  const unit = unitOf(catalog, indicator, lang)
  const say = (value: number) => formatNumber(value, value % 1 === 0 ? 0 : indicator.decimals)
  return (
    <Panel
      class="evidence-panel"
      title={title}
      sub={
        zh
          ? `${unit}；虚线 95%、实线 99.8% 界限，界内不排名`
          : `${unit}; limits of 95 % (dashed) and 99.8 %; no ranks within`
      }
      finding={found ? funnelSentence(found, levelName, lang) : undefined}
      indicator={indicator}
      call={callOf(byArea.value)}
      error={answer ? null : error}
      pending={pending}
      onRetry={() => retries.value++}
      twin={found ? () => funnelTwin(found, indicator.decimals, lang) : undefined}
      tools={<FunnelOf />}
    >
      {found ? (
        <FunnelPlot
          {...found}
          {...SIZE}
          targetName={`${word('wholeCity', lang)} ${say(found.target)}`}
          sizeTicks={niceTicks(0, found.sizes.at(-1) ?? 1, 3).filter((tick) => tick <= (found.sizes.at(-1) ?? 1))}
          say={say}
          saySize={(size) => formatLarge(size, lang)}
          sizeName={zh ? '分母（n）' : 'Size (denominator)'}
          label={funnelSentence(found, levelName, lang)}
        />
      ) : !answer && pending ? (
        <div class="skeleton funnel-skeleton" aria-busy="true" />
      ) : (
        <p class="note">{panelWord(hasFunnel(indicator) ? 'noTrends' : 'noFunnel', lang)}</p>
      )}
    </Panel>
  )
}
