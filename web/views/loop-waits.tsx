import type { LoopBody } from '../../api/schema/loop.ts'
import { WaitCurves } from '../charts/wait-curves.tsx'
import { isNarrow } from '../state/narrow.ts'
import { language } from '../state/store.ts'
import { formatInterval, formatNumber } from '../text/numbers.ts'
import { Panel, type PanelProps } from '../ui/panel.tsx'
import { panelWord } from './desk-panel-words.ts'
import { formatHours, formatShare } from './loop-model.ts'
import { waitsTitle } from './loop-titles.ts'
import { loopWord } from './loop-words.ts'
import { LOOP_METHODS } from './loop-methods.ts'

const HOUR_TICKS = [
  [1, '1 小时', '1 h'],
  [6, '6', '6'],
  [24, '1 天', '1 d'],
  [72, '3', '3'],
  [168, '7 天', '7 d'],
  [360, '15', '15'],
  [720, '30 天', '30 d'],
] as const

/** Those that a phone has room for. */
const FEW_TICKS = [1, 24, 168, 720]

type Curve = LoopBody['curves'][number]

function shareAt({ hours, share }: Curve, at: number): number {
  let last = 0
  while (last + 1 < hours.length && (hours[last + 1] ?? 0) <= at) last++
  return share[last] ?? 1
}

/** Median with its interval, in one unit: 2.1 d (2.0–2.1). */
function medianOf({ median, median_low, median_high }: Curve): string {
  const lang = language.value
  if (median === null) return '–'
  const said = formatHours(median, lang)
  if (median_low === null || median_high === null) return said
  const [per, decimals] = median < 1 ? [60, 0] : median < 48 ? [1, 1] : [1 / 24, 1]
  return `${said} (${formatInterval(median_low * per, median_high * per, decimals)})`
}

interface WaitsProps extends Pick<PanelProps, 'class' | 'indicator' | 'call'> {
  value: LoopBody
  /** Whether every filter of the page applies. */
  isFiltered?: boolean
  /** Opens the cases that still waited; unset where they may not be read. */
  onCount?: ((title: string, until: Curve['until'], hours: number) => void) | undefined
  /** Of the picture where there is room, px. */
  width?: number
}

/** How long cases wait for first contact and for closing. */
export function Waits({ value, width = 600, isFiltered = true, onCount, ...rest }: WaitsProps) {
  const lang = language.value
  const zh = lang === 'zh'
  const { curves } = value
  const said = curves.map(
    (curve) =>
      `${loopWord(curve.until, lang)}${zh ? '：' : ': '}${loopWord('median', lang)} ${medianOf(curve)}${zh ? '，' : ', '}${loopWord('mean30', lang)} ${formatHours(curve.mean, lang)}`,
  )
  const shown = isNarrow.value || width < 500 ? HOUR_TICKS.filter(([hours]) => FEW_TICKS.includes(hours)) : HOUR_TICKS
  const stillWaiting = (until: Curve['until'], hours: number) =>
    `${loopWord(until, lang)} · ${formatHours(hours, lang)} · ${loopWord('watched', lang)}`
  const waiting = (curve: Curve, at: number) => curve.waiting.find(({ hours }) => hours === at)?.n ?? 0
  return (
    <Panel
      id="waits"
      indicator={LOOP_METHODS.waits}
      {...rest}
      title={waitsTitle(value, lang)}
      sub={`${loopWord('waitsSub', lang)}${isFiltered ? '' : `${zh ? '；' : '; '}${panelWord('notFiltered', lang)}`}`}
      twin={() => ({
        columns: [
          loopWord('after', lang),
          ...curves.flatMap(({ until }) => [
            `${loopWord(until, lang)} · ${loopWord('still', lang)}`,
            `${loopWord(until, lang)} · ${loopWord('watched', lang)}`,
          ]),
        ],
        rows: HOUR_TICKS.map(([at]) => [
          formatHours(at, lang),
          ...curves.flatMap((curve) => [formatShare(shareAt(curve, at)), formatNumber(waiting(curve, at))]),
        ]),
      })}
    >
      <WaitCurves
        width={isNarrow.value ? 358 : width}
        height={250}
        label={said.join(zh ? '；' : '; ')}
        ticks={shown.map(([hours, chinese, english]) => ({ hours, text: zh ? chinese : english }))}
        half={loopWord('half', lang)}
        watched={loopWord('watched', lang)}
        lines={curves.map((curve, i) => ({
          ...curve,
          name: loopWord(curve.until, lang),
          tone: i === curves.length - 1 ? ('second' as const) : ('first' as const),
          waiting: shown.map(([hours]) => ({
            hours,
            text: formatNumber(waiting(curve, hours)),
            said: `${stillWaiting(curve.until, hours)} ${formatNumber(waiting(curve, hours))}`,
          })),
        }))}
        onCount={
          onCount &&
          ((line, hours) => {
            const until = curves[line]?.until
            if (until) onCount(stillWaiting(until, hours), until, hours)
          })
        }
      />
      {said.map((text) => (
        <p key={text} class="note">
          {text}
        </p>
      ))}
    </Panel>
  )
}
