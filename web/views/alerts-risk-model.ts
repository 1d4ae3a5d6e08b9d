import type { RiskArea, RiskBody } from '../../api/schema/risk.ts'
import type { Twin } from '../charts/twin.ts'
import type { Language } from '../text/language.ts'
import { formatInterval, formatNumber } from '../text/numbers.ts'
import { alertWord } from './alerts-words.ts'

/** Areas of the highest band: those that cannot be told from the first. */
export const highest = ({ areas }: RiskBody): RiskArea[] => areas.filter(({ band }) => band === 0)

const NAMED = 4

/** What the index says: who is highest, as far as that can be told. */
export function riskSentence(found: RiskBody, language: Language): string {
  const top = highest(found)
  const names = top
    .slice(0, NAMED)
    .map(({ label }) => label[language])
    .join(language === 'zh' ? '、' : ', ')
  const year = found.period.from.slice(0, 4)
  if (top.length === 0)
    return language === 'zh' ? `${year} 年没有区域可以计算指数。` : `No area has an index for ${year}.`
  if (top.length === found.ranked)
    return language === 'zh'
      ? `${year} 年 ${found.ranked} 个区域的名次区间相互重叠，无法区分高低。`
      : `In ${year} the rank intervals of all ${found.ranked} areas overlap: they cannot be told apart.`
  const more =
    top.length > NAMED ? (language === 'zh' ? `等 ${top.length} 个区域` : ` and ${top.length - NAMED} more`) : ''
  const tied = top.length > 1 ? (language === 'zh' ? '，彼此无法区分' : ', not to be told apart') : ''
  return language === 'zh'
    ? `${year} 年风险最高的是${names}${more}${tied}（共 ${found.ranked} 个区域）。`
    : `In ${year} risk was highest in ${names}${more}${tied} (of ${found.ranked} areas).`
}

/** Rank with its interval: 3 (1–6). */
export function rankText({ rank, rank_low, rank_high }: RiskArea): string {
  if (rank_low === null || rank_high === null) return '–'
  const range = rank_low === rank_high ? String(rank_low) : `${rank_low}–${rank_high}`
  return rank === null ? range : `${rank} (${range})`
}

export function riskTwin(found: RiskBody, language: Language): Twin {
  return {
    columns: [
      alertWord('area', language),
      alertWord('riskIndex', language),
      alertWord('rank', language),
      ...found.pillars.map(({ label }) => label[language]),
    ],
    rows: found.areas.map((area) => [
      area.label[language],
      area.index === null ? '–' : formatNumber(area.index, 1),
      rankText(area),
      ...area.pillars.map((score) => (score === null ? '–' : formatNumber(score, 0))),
    ]),
  }
}

/** What each pillar is made of, with its goalposts. */
export function pillarsSentence(found: RiskBody, labelOf: (indicator: string) => string, language: Language): string {
  const zh = language === 'zh'
  return found.pillars
    .map(({ label, measures }) => {
      const parts = measures.map(
        ({ indicator, worse, min, max }) =>
          `${labelOf(indicator)} ${worse === 'higher' ? '↑' : '↓'} (${formatInterval(min, max, max - min < 10 ? 1 : 0)})`,
      )
      return `${label[language]}${zh ? '：' : ': '}${parts.join(zh ? '、' : ', ')}`
    })
    .join(zh ? '；' : '; ')
}
