import type { OfficesBody } from '../../api/schema/offices.ts'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import { FunnelPlot } from '../charts/funnel-plot.tsx'
import { niceTicks } from '../charts/ticks.ts'
import { isNarrow } from '../state/narrow.ts'
import { language } from '../state/store.ts'
import { formatNumber } from '../text/numbers.ts'
import { isOutside, limitsOf, officesSentence, verdictOf } from './loop-offices-model.ts'
import { loopWord } from './loop-words.ts'

interface OfficeFunnelProps {
  found: OfficesBody
  polarity: Indicator['polarity']
  /** Of the picture, px. */
  width?: number
  height?: number
}

/** Offices beside the city, by how many cases they have. */
export function OfficeFunnel({ found, polarity, width = 560, height = 400 }: OfficeFunnelProps) {
  const lang = language.value
  const { sizes, target, inner, outer } = limitsOf(found)
  const shown = found.offices.filter(({ value, denominator }) => value !== null && (denominator ?? 0) > 0)
  const values = shown.map(({ value }) => value ?? 0)
  const [low, high] = [Math.min(target, ...values), Math.max(target, ...values)]
  const ticks = niceTicks(Math.max(0, low - (high - low) * 0.2), Math.min(100, high + (high - low) * 0.2), 5)
  const domain: [number, number] = [Math.max(0, ticks[0] ?? 0), Math.min(100, ticks.at(-1) ?? 100)]
  const most = sizes.at(-1) ?? 1
  return (
    <FunnelPlot
      points={shown.map((office) => ({
        key: office.code,
        name: office.label[lang],
        size: office.denominator ?? 0,
        value: office.value ?? 0,
        tone: verdictOf(office.position, polarity),
        isNamed: isOutside(office) || office.position.endsWith('_warning'),
      }))}
      sizes={sizes}
      inner={inner}
      outer={outer}
      target={target}
      targetName={`${loopWord('city', lang)} ${formatNumber(target, 1)}%`}
      width={isNarrow.value ? 358 : width}
      height={isNarrow.value ? 320 : height}
      domain={domain}
      ticks={ticks.filter((tick) => tick >= domain[0] && tick <= domain[1])}
      sizeTicks={niceTicks(0, most, isNarrow.value || width < 500 ? 3 : 5).filter((tick) => tick <= most)}
      say={(value) => `${formatNumber(value, value % 1 === 0 ? 0 : 1)}%`}
      saySize={(size) => formatNumber(size)}
      sizeName={loopWord('officeSize', lang)}
      label={officesSentence(found, lang)}
    />
  )
}
