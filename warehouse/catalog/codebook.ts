import { componentText, formulaText } from './formula.ts'
import type { Component, Indicator, Label } from './types.ts'
import { INDICATOR_GROUPS, UNITS } from './words.ts'

/** One indicator as a codebook tells it, every text in both languages. */
export interface CodebookEntry {
  id: string
  version: number
  group: Label
  label: Label
  unit: Label
  formula: Label
  numerator: Label | null
  denominator: Label | null
  /** What a value stands for where the period is shorter or longer than the figures beside it. */
  period: Label | null
  /** Below how many a value is marked unreliable. */
  reliable: Label | null
  note: Label
  source: Label
}

const both = (text: (language: keyof Label) => string): Label => ({ zh: text('zh'), en: text('en') })

function partOf(part: Component | undefined): Label | null {
  if (!part) return null
  return both((language) => {
    const { sum, where } = componentText(part, language)
    return `${part.from}: ${[sum, ...where].join(language === 'zh' ? '；' : '; ')}`
  })
}

const AS_LONG_AS_ASKED: Label = {
  zh: '期内的数，未折算为年率：周率只指那一周，日率只指那一天。分母取期末所在年份；该年未公布时取最近的较早年份，没有则取最近年份，所用年份随答案给出。',
  en: 'Of the period asked for, never annualised: the rate of a week is that of the week, of a day that of the day. The denominator is that of the year in which the period ends; where it is not published, of the nearest earlier year, else of the nearest; answers name the year they took.',
}
const OF_A_YEAR: Label = {
  zh: '期末所在年份的公布数；该年未公布时取最近的较早年份，没有则取最近年份，所用年份随答案给出。',
  en: 'Published for the year in which the period ends; where it is not, the nearest earlier year, else the nearest; answers name the year they took.',
}

function periodOf({ numerator, denominator }: Indicator): Label | null {
  if (numerator && numerator.from !== 'cases') return OF_A_YEAR
  return denominator && denominator.from !== 'cases' && denominator.from !== 'area' ? AS_LONG_AS_ASKED : null
}

function reliableFrom({ minimum, kind }: Indicator): Label | null {
  if (minimum === 0) return null
  const isOfEvents = kind === 'rate' || kind === 'count'
  return {
    zh: `${isOfEvents ? '分子' : '分母'}少于 ${minimum} 时标为不可靠`,
    en: `marked unreliable under ${minimum} in the ${isOfEvents ? 'numerator' : 'denominator'}`,
  }
}

/** What each indicator is, from its record alone. */
export function codebookOf(indicators: readonly Indicator[]): CodebookEntry[] {
  return indicators.map((indicator) => ({
    id: indicator.id,
    version: indicator.version,
    group: INDICATOR_GROUPS[indicator.group],
    label: indicator.label,
    unit: { zh: UNITS[indicator.unit].zh, en: UNITS[indicator.unit].en },
    formula: both((language) => formulaText(indicator, language).join(language === 'zh' ? '；' : '; ')),
    numerator: partOf(indicator.numerator),
    denominator: partOf(indicator.denominator),
    period: periodOf(indicator),
    reliable: reliableFrom(indicator),
    note: indicator.note,
    source: indicator.source,
  }))
}

const LINES = [
  ['unit', '单位', 'unit'],
  ['formula', '公式', 'formula'],
  ['numerator', '分子', 'numerator'],
  ['denominator', '分母', 'denominator'],
  ['period', '时段', 'period'],
  ['reliable', '可靠', 'reliable'],
  ['note', '说明', 'note'],
  ['source', '来源', 'source'],
] as const satisfies readonly (readonly [keyof CodebookEntry, string, string])[]

/** The codebook to read: a paragraph an indicator, Chinese above English. */
export function codebookText(entries: readonly CodebookEntry[]): string {
  return entries
    .map((entry) => {
      const head = `${entry.id} (v${entry.version})  ${entry.group.zh} ${entry.group.en}`
      const told = (language: keyof Label) => [
        `  ${entry.label[language]}`,
        ...LINES.flatMap(([key, zh, en]) => {
          const text = entry[key]
          return text === null ? [] : [`    ${language === 'zh' ? `${zh}：` : `${en}: `}${text[language]}`]
        }),
      ]
      return [head, ...told('zh'), ...told('en')].join('\n')
    })
    .join('\n\n')
}
