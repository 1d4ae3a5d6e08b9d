import { componentText, formulaText } from './formula.ts'
import { isRateOfPeriod } from './of-period.ts'
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
  /** Which way is better, which is how verdicts are coloured. */
  direction: Label
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
    const rows = [sum, ...where].join(language === 'zh' ? '；' : '; ')
    return language === 'zh' ? `${part.from} 表：${rows}` : `${part.from}: ${rows}`
  })
}

const AS_LONG_AS_ASKED: Label = {
  zh: '期内的数，未折算为年率：周率只指那一周，日率只指那一天。',
  en: 'Of the period asked for, never annualised: the rate of a week is that of the week, of a day that of the day.',
}
const OVER_A_YEARLY_FIGURE: Label = {
  zh: '分母取期末所在年份；该年未公布时取最近的较早年份，没有则取最近年份，所用年份随答案给出。',
  en: 'The denominator is that of the year in which the period ends; where it is not published, of the nearest earlier year, else of the nearest; answers name the year they took.',
}
const OF_A_YEAR: Label = {
  zh: '期末所在年份的公布数；该年未公布时取最近的较早年份，没有则取最近年份，所用年份随答案给出。',
  en: 'Published for the year in which the period ends; where it is not, the nearest earlier year, else the nearest; answers name the year they took.',
}

function periodOf(indicator: Indicator): Label | null {
  const { numerator, denominator, of } = indicator
  if (of !== undefined) return { zh: `同所比较的指标（${of}）。`, en: `As of the indicator compared (${of}).` }
  if (numerator && numerator.from !== 'cases') return OF_A_YEAR
  if (!isRateOfPeriod(indicator)) return null
  if (denominator?.from === 'area') return AS_LONG_AS_ASKED
  return {
    zh: `${AS_LONG_AS_ASKED.zh}${OVER_A_YEARLY_FIGURE.zh}`,
    en: `${AS_LONG_AS_ASKED.en} ${OVER_A_YEARLY_FIGURE.en}`,
  }
}

const DIRECTIONS: Record<Indicator['polarity'], Label> = {
  higher: { zh: '越高越好', en: 'higher is better' },
  lower: { zh: '越低越好', en: 'lower is better' },
  none: { zh: '高低不作好坏评判', en: 'neither high nor low is judged' },
}

function reliableFrom({ minimum, kind }: Indicator): Label | null {
  if (minimum === 0) return null
  const isOfEvents = kind === 'rate' || kind === 'count'
  return {
    zh: `${isOfEvents ? '分子' : '分母'}少于 ${minimum} 时标为不可靠`,
    en: `marked unreliable under ${minimum} in the ${isOfEvents ? 'numerator' : 'denominator'}`,
  }
}

/** What an indicator is, from its record alone. */
export function codebookEntry(indicator: Indicator): CodebookEntry {
  return {
    id: indicator.id,
    version: indicator.version,
    group: INDICATOR_GROUPS[indicator.group],
    label: indicator.label,
    unit: { zh: UNITS[indicator.unit].zh, en: UNITS[indicator.unit].en },
    formula: both((language) => formulaText(indicator, language).join(language === 'zh' ? '；' : '; ')),
    numerator: partOf(indicator.numerator),
    denominator: partOf(indicator.denominator),
    period: periodOf(indicator),
    direction: DIRECTIONS[indicator.polarity],
    reliable: reliableFrom(indicator),
    note: indicator.note,
    source: indicator.source,
  }
}

export const codebookOf = (indicators: readonly Indicator[]): CodebookEntry[] => indicators.map(codebookEntry)

const LINES = [
  ['unit', '单位', 'unit'],
  ['formula', '公式', 'formula'],
  ['numerator', '分子', 'numerator'],
  ['denominator', '分母', 'denominator'],
  ['period', '时段', 'period'],
  ['direction', '方向', 'direction'],
  ['reliable', '可靠', 'reliable'],
  ['note', '说明', 'note'],
  ['source', '来源', 'source'],
] as const satisfies readonly (readonly [keyof CodebookEntry, string, string])[]

export type CodebookLine = (typeof LINES)[number][0]

/** What an entry says, line by line in the order to read them; a line it does not have is left out. */
export function codebookLines(
  entry: Partial<Pick<CodebookEntry, CodebookLine>>,
  language: keyof Label,
): { line: CodebookLine; name: string; text: string }[] {
  return LINES.flatMap(([line, zh, en]) => {
    const text = entry[line]
    return text ? [{ line, name: { zh, en }[language], text: text[language] }] : []
  })
}

/** The codebook to read: a paragraph an indicator, Chinese above English. */
export function codebookText(entries: readonly CodebookEntry[]): string {
  return entries
    .map((entry) => {
      const head = `${entry.id} (v${entry.version})  ${entry.group.zh} ${entry.group.en}`
      const told = (language: keyof Label) => [
        `  ${entry.label[language]}`,
        ...codebookLines(entry, language).map(
          ({ name, text }) => `    ${name}${language === 'zh' ? '：' : ': '}${text}`,
        ),
      ]
      return [head, ...told('zh'), ...told('en')].join('\n')
    })
    .join('\n\n')
}
