import type { Office, OfficesBody } from '../../api/schema/offices.ts'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import { funnelLimits } from '../../warehouse/stats/funnel.ts'
import type { Twin } from '../charts/twin.ts'
import type { Language } from '../text/language.ts'
import { formatInterval, formatNumber } from '../text/numbers.ts'

export type Verdict = 'better' | 'worse' | 'neutral' | 'unsure'

/** How an office stands to the city, as good or bad as the indicator has it; `neutral`: cannot be told apart, or neither. */
export function verdictOf(position: Office['position'], polarity: Indicator['polarity']): Verdict {
  if (position === 'too_few') return 'unsure'
  if (position === 'within' || polarity === 'none') return 'neutral'
  return position.startsWith('high') === (polarity === 'higher') ? 'better' : 'worse'
}

/** Beyond the 99.8 % limits, where one office in five hundred lies by chance. */
export const isOutside = ({ position }: Pick<Office, 'position'>): boolean => position === 'high' || position === 'low'

const POSITIONS: Record<Office['position'], Record<Language, string>> = {
  high: { zh: '高于全市', en: 'above the city' },
  high_warning: { zh: '可能高于全市', en: 'perhaps above' },
  within: { zh: '与全市无法区分', en: 'cannot be told apart' },
  low_warning: { zh: '可能低于全市', en: 'perhaps below' },
  low: { zh: '低于全市', en: 'below the city' },
  too_few: { zh: '样本太少', en: 'too few' },
}
export const positionWord = (position: Office['position'], language: Language): string => POSITIONS[position][language]

/** What can be said of the offices together. */
export function officesSentence({ offices }: OfficesBody, language: Language): string {
  const named = (position: Office['position']) =>
    offices.filter((office) => office.position === position).map(({ label }) => label[language])
  const [above, below] = [named('high'), named('low')]
  const others = offices.length - above.length - below.length
  const perhaps = named('high_warning').length + named('low_warning').length
  const zh = language === 'zh'
  if (above.length + below.length === 0 && perhaps > 0)
    return zh
      ? `没有部门超出 99.8% 界限；${perhaps} 个在 95% 与 99.8% 界限之间，值得留意，其余 ${offices.length - perhaps} 个与全市无法区分。`
      : `No office lies beyond the 99.8 % limits; ${perhaps} lie between those and the 95 % limits and are worth a look, the other ${offices.length - perhaps} cannot be told from the city.`
  if (above.length + below.length === 0)
    return zh
      ? `${offices.length} 个部门之间的差异都可由偶然解释，无法区分高低。`
      : `Chance explains all differences between the ${offices.length} offices: they cannot be told apart.`
  const list = (names: string[]) => names.join(zh ? '、' : ', ')
  const parts = [
    ...(above.length > 0 ? [zh ? `高于全市的有${list(above)}` : `above the city: ${list(above)}`] : []),
    ...(below.length > 0 ? [zh ? `低于全市的有${list(below)}` : `below the city: ${list(below)}`] : []),
  ]
  return zh
    ? `超出 99.8% 界限：${parts.join('；')}；其余 ${others} 个${perhaps > 0 ? `（其中 ${perhaps} 个在 95% 界限之外）` : ''}在界内，不作排名。`
    : `Beyond the 99.8 % limits, ${parts.join('; ')}; the other ${others} lie within${perhaps > 0 ? ` (${perhaps} of them beyond 95 %)` : ''}, and are not ranked.`
}

/** Rank interval: 2–7 of 9; a dash where there is none. */
export function rankRange(low: number | null, high: number | null, of: number): string {
  if (low === null || high === null) return '–'
  return `${low === high ? low : `${low}–${high}`}/${of}`
}

const POINTS = 60

/** Limits of the funnel in percent, from one case to the largest office. */
export function limitsOf({ total, over_dispersion, offices }: OfficesBody) {
  const most = Math.max(1, ...offices.map(({ denominator }) => denominator ?? 0)) * 1.04
  const sizes = Float64Array.from({ length: POINTS }, (_, i) => most * ((i + 1) / POINTS) ** 2)
  const target = (total.numerator ?? 0) / Math.max(1, total.denominator ?? 1)
  const at = (confidence: number) => {
    const { low, high } = funnelLimits('proportion', sizes, target, confidence, over_dispersion?.tau2 ?? 0)
    return { low: low.map((v) => 100 * v), high: high.map((v) => 100 * v) }
  }
  return { sizes, target: 100 * target, inner: at(0.95), outer: at(0.998) }
}

const percent = (value: number | null) => (value === null ? '–' : `${formatNumber(value, 1)}%`)
const range = (low: number | null, high: number | null) =>
  low === null || high === null ? '–' : `${formatInterval(low, high, 1)}%`

const HEAD: Record<Language, string[]> = {
  zh: [
    '部门',
    '值',
    '95% 区间',
    'n',
    '与全市',
    '名次区间',
    '回访覆盖',
    '响应率',
    '解决率（最差–最好）',
    '满意率（最差–最好）',
    '三率综合分',
    '综合分名次区间',
  ],
  en: [
    'Office',
    'Value',
    '95 % interval',
    'n',
    'Against the city',
    'Rank interval',
    'Call-backs',
    'Response',
    'Resolution (worst–best)',
    'Satisfaction (worst–best)',
    'Score',
    'Rank interval of the score',
  ],
}

export function officesTwin(found: OfficesBody, language: Language): Twin {
  return {
    columns: HEAD[language],
    rows: found.offices.map((office) => {
      const rate = (name: 'response' | 'resolution' | 'satisfaction') => office.rates.find((each) => each.rate === name)
      const bounded = (name: 'resolution' | 'satisfaction') => {
        const one = rate(name)
        return one ? `${percent(one.value)} (${range(one.worst, one.best)})` : '–'
      }
      return [
        office.label[language],
        percent(office.value),
        range(office.low, office.high),
        formatNumber(office.denominator ?? 0),
        positionWord(office.position, language),
        rankRange(office.rank_low, office.rank_high, found.ranked),
        percent(office.coverage.value),
        percent(rate('response')?.value ?? null),
        bounded('resolution'),
        bounded('satisfaction'),
        office.score.value === null ? '–' : formatNumber(office.score.value, 1),
        rankRange(office.score.rank_low, office.score.rank_high, found.scored),
      ]
    }),
  }
}

/** Indicators by which offices can be compared: shares of cases. */
export const comparable = (indicators: readonly Indicator[]): Indicator[] =>
  indicators.filter(
    ({ kind, numerator, denominator }) =>
      kind === 'proportion' && numerator?.from === 'cases' && denominator?.from === 'cases',
  )
