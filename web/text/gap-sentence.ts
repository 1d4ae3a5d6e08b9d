import type { GapBody } from '../../api/schema/gap.ts'
import type { CatalogBody } from '../../api/schema/catalog.ts'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import type { Language } from './language.ts'
import { formatInterval, formatNumber } from './numbers.ts'
import { type Piece, unitOf } from './sentence.ts'

const plain = (text: string): Piece => ({ text })
const strong = (text: string): Piece => ({ text, strong: true })

/** Under this Mann–Kendall p a trend is said to move. */
export const MOVES_BELOW = 0.05

export type Move = 'wider' | 'narrower' | 'unmoved' | 'tooShort'

/** Which way a gap moves: away from no gap or towards it. `even` is the value of no gap: 0 for a difference, 1 for a ratio. */
export function moveOf(change: { slope: number; p: number } | null, value: number | null, even: 0 | 1): Move {
  if (change === null || value === null) return 'tooShort'
  if (change.p >= MOVES_BELOW || change.slope === 0) return 'unmoved'
  return change.slope > 0 === value > even ? 'wider' : 'narrower'
}

/** Points for percentages, else the indicator's own unit. */
export function differenceUnit(catalog: CatalogBody, indicator: Indicator, language: Language): string {
  if (indicator.unit === 'percent') return language === 'zh' ? '个百分点' : 'points'
  return unitOf(catalog, indicator, language)
}

const isClear = (low: number | null, high: number | null, even: number) =>
  low === null || high === null ? null : low > even || high < even

function movement(body: GapBody, language: Language): string {
  const { trend, two } = body
  const [ofDifference, ofRatio] = [
    moveOf(trend.difference, two.difference.value, 0),
    moveOf(trend.ratio, two.ratio.value, 1),
  ]
  const steps = trend.points.length
  const name = {
    zh: { year: '年', quarter: '个季度', month: '个月' },
    en: { year: 'years', quarter: 'quarters', month: 'months' },
  }[language][trend.grain]
  if (ofDifference === 'tooShort' && ofRatio === 'tooShort') return ''
  const words = {
    wider: { zh: '在扩大', en: 'is widening' },
    narrower: { zh: '在缩小', en: 'is narrowing' },
    unmoved: { zh: '没有可分辨的走向', en: 'has no trend that can be told from chance' },
    tooShort: { zh: '年份太少，看不出走向', en: 'is known for too few steps to show a trend' },
  }
  if (language === 'zh') {
    return ofDifference === ofRatio
      ? `；${steps} ${name}来差值和比值都${words[ofRatio].zh}`
      : `；${steps} ${name}来差值${words[ofDifference].zh}、比值${words[ofRatio].zh}`
  }
  return ofDifference === ofRatio
    ? `; over ${steps} ${name} the gap ${words[ofRatio].en}`
    : `; over ${steps} ${name} the difference ${words[ofDifference].en}, the ratio ${words[ofRatio].en}`
}

/** How far other classifications would move the ratio. */
function dependence(body: GapBody, language: Language): string {
  const ratios = body.under.flatMap(({ ratio }) => (ratio.value === null ? [] : [ratio.value]))
  if (ratios.length < 2) return language === 'zh' ? '。' : '.'
  const range = formatInterval(Math.min(...ratios), Math.max(...ratios), 2)
  const sides = new Set(ratios.map((ratio) => Math.sign(ratio - 1)))
  if (language === 'zh') return `。换一种划分，比值在 ${range} 之间${sides.size > 1 ? '，方向也会改变' : ''}。`
  return `. Under other classifications the ratio is ${range}${sides.size > 1 ? ', and its direction changes' : ''}.`
}

/** The sentence the page opens with: the gap with its interval, the ratio, the trend, and what hangs on the classes. */
export function gapSentence(body: GapBody, catalog: CatalogBody, indicator: Indicator, language: Language): Piece[] {
  const { difference, ratio, urban, rural } = body.two
  const zh = language === 'zh'
  const name = indicator.label[language]
  if (difference.value === null) {
    const side = urban.value === null ? urban : rural
    const which = urban.value === null ? (zh ? '城镇' : 'urban areas') : zh ? '乡村' : 'rural areas'
    const why = catalog.statuses[side.status]?.[language] ?? ''
    return [
      plain(zh ? `${name}：${which}没有数值，比不出差距。${why}` : `${name}: no value for ${which}, so no gap. ${why}`),
    ]
  }
  const { decimals } = indicator
  const size = formatNumber(Math.abs(difference.value), decimals)
  const unit = differenceUnit(catalog, indicator, language)
  const isUp = difference.value >= 0
  const { low, high } = difference
  const around = low === null || high === null ? '' : formatInterval(isUp ? low : -high, isUp ? high : -low, decimals)
  const times = ratio.value === null ? null : formatNumber(ratio.value, 2)
  const timesAround = ratio.low === null || ratio.high === null ? '' : formatInterval(ratio.low, ratio.high, 2)
  if (isClear(low, high, 0) === false) {
    return zh
      ? [
          plain(`${name}：城镇与乡村`),
          strong('难以区分'),
          plain(
            `，相差 ${formatNumber(difference.value, decimals)} ${unit}（95% 区间 ${formatInterval(low ?? 0, high ?? 0, decimals)}）${movement(body, language)}${dependence(body, language)}`,
          ),
        ]
      : [
          plain(`${name}: urban and rural `),
          strong('cannot be told apart'),
          plain(
            `, ${formatNumber(difference.value, decimals)} ${unit} (95 % interval ${formatInterval(low ?? 0, high ?? 0, decimals)})${movement(body, language)}${dependence(body, language)}`,
          ),
        ]
  }
  if (zh) {
    return [
      plain(`${name}：城镇比乡村${isUp ? '高' : '低'} `),
      strong(`${size} ${unit}`),
      plain(around === '' ? '' : `（95% 区间 ${around}）`),
      ...(times === null
        ? []
        : [plain('，是乡村的 '), strong(`${times} 倍`), plain(timesAround === '' ? '' : `（${timesAround}）`)]),
      plain(`${movement(body, language)}${dependence(body, language)}`),
    ]
  }
  return [
    plain(`${name}: urban is `),
    strong(`${size} ${unit}`),
    plain(` ${isUp ? 'above' : 'below'} rural${around === '' ? '' : ` (95 % interval ${around})`}`),
    ...(times === null
      ? []
      : [plain(', '), strong(`${times} times`), plain(` it${timesAround === '' ? '' : ` (${timesAround})`}`)]),
    plain(`${movement(body, language)}${dependence(body, language)}`),
  ]
}
