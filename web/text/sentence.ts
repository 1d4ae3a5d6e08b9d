import type { AnswerBody } from '../../api/schema/answer.ts'
import type { CatalogBody } from '../../api/schema/catalog.ts'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import { type Benchmark, benchmarkFor, standingIn } from './benchmark.ts'
import type { Language } from './language.ts'
import { formatInterval, formatNumber } from './numbers.ts'

/** A piece of a sentence; `strong` is a number that it is about. */
export interface Piece {
  text: string
  strong?: true
}

type Units = Pick<CatalogBody, 'units'>

export function unitOf(catalog: Units, indicator: Indicator, language: Language): string {
  return catalog.units[indicator.unit]?.[language] ?? ''
}

/** Whether a name says its unit itself, as "Cases per 10,000 residents" does. */
export const saysUnit = (catalog: Units, indicator: Indicator, language: Language): boolean => {
  const unit = unitOf(catalog, indicator, language)
  return unit.length > 1 && indicator.label[language].includes(unit)
}

/** One of a level inside a sentence: "Sub-district" → "sub-district"; "ZIP code" keeps its capitals. */
export function oneOf(level: string, language: Language): string {
  if (language === 'zh' || /^\p{Lu}{2}/u.test(level)) return level
  return level.charAt(0).toLowerCase() + level.slice(1)
}

/** Several of a level: "Sub-district" → "sub-districts". Chinese has no plural. */
export function manyOf(level: string, language: Language): string {
  if (language === 'zh') return level
  const [head = '', ...tail] = oneOf(level, language).split(', ')
  return [/[^aeiou]y$/.test(head) ? `${head.slice(0, -1)}ies` : `${head}s`, ...tail].join(', ')
}

const plain = (text: string): Piece => ({ text })
const strong = (text: string): Piece => ({ text, strong: true })

export interface SentenceInput {
  whole: AnswerBody
  areas: AnswerBody | null
  catalog: Pick<CatalogBody, 'units' | 'statuses'>
  indicator: Indicator
  compare: 'previous' | 'year' | 'own' | 'none'
  levelName: string
  /** What areas are held against; null: they are not. */
  benchmark: Benchmark | null
  /** Names of the areas the whole is limited to; empty for the city. */
  scope: string
  language: Language
}

/** The sentence a page opens with: value, interval, comparison, and how many areas can be told from the whole. */
export function leadSentence(input: SentenceInput): Piece[] {
  const { whole, catalog, indicator, language } = input
  const zh = language === 'zh'
  const total = whole.total[0]
  const name = indicator.label[language]
  if (!total || total.value === null) {
    const why = catalog.statuses[total?.status ?? 'missing']?.[language] ?? ''
    return [plain(zh ? `${name}：${why}` : `${name}: ${why}`)]
  }
  const value = formatNumber(total.value, indicator.decimals)
  const unit = unitOf(catalog, indicator, language)
  const isSaid = saysUnit(catalog, indicator, language)
  const glue = unit === '%' && zh ? '' : ' '
  const pieces = [plain(zh ? `${name} ` : `${name}: `), strong(value), ...(isSaid ? [] : [plain(`${glue}${unit}`)])]
  if (total.low !== null && total.high !== null) {
    const interval = formatInterval(total.low, total.high, indicator.decimals)
    pieces.push(plain(zh ? `（95% 区间 ${interval}）` : ` (95 % interval ${interval})`))
  }
  pieces.push(...comparison(input), plain(zh ? '。' : '. '))
  if (input.scope === '') return [...pieces, ...places(input)]
  return [strong(input.scope), plain(zh ? '，' : ' · '), ...pieces]
}

function comparison({ whole, indicator, compare, language }: SentenceInput): Piece[] {
  const change = whole.total[0]?.change
  if (compare === 'none' || change === null || change === undefined) return []
  const zh = language === 'zh'
  const points = indicator.unit === 'percent'
  const size = formatNumber(Math.abs(change), 1)
  const amount = points ? `${size} ${zh ? '个百分点' : 'points'}` : zh ? `${size}%` : `${size} %`
  const than =
    compare === 'year'
      ? { zh: '去年同期', en: 'the same period last year' }
      : compare === 'own'
        ? { zh: '所选对比期', en: 'the chosen period' }
        : { zh: '上一时段', en: 'the period before' }
  if (Math.abs(change) < 0.05) return [plain(zh ? `，与${than.zh}持平` : `, as in ${than.en}`)]
  if (zh) return [plain(`，比${than.zh}${change > 0 ? '多' : '少'} `), strong(amount)]
  return [plain(', '), strong(amount), plain(` ${change > 0 ? 'more' : 'less'} than ${than.en}`)]
}

function places({ areas, levelName, language, benchmark }: SentenceInput): Piece[] {
  const series = areas?.series[0]
  if (!series || areas.rows < 2 || !benchmark || series.low.every((low) => low === null)) return []
  const standings = series.value.map((_, i) => {
    const own = benchmarkFor(benchmark, areas.keys[0]?.codes[i] ?? null)
    return own && standingIn(series, i, own)
  })
  const [above, below, similar] = (['above', 'below', 'similar'] as const).map((standing) =>
    String(standings.filter((each) => each === standing).length),
  )
  if (language === 'zh') {
    return [
      plain(`${areas.rows} 个${levelName}中 `),
      strong(above ?? ''),
      plain(` 个明显高于${benchmark.name}、`),
      strong(below ?? ''),
      plain(' 个明显低于，'),
      ...(similar === '0' ? [] : [strong(similar ?? ''), plain(' 个相近，')]),
      plain('其余难以区分。'),
    ]
  }
  return [
    plain(`Of ${areas.rows} ${manyOf(levelName, language)} `),
    strong(above ?? ''),
    plain(` are clearly above ${benchmark.name}, `),
    strong(below ?? ''),
    plain(' below; '),
    ...(similar === '0' ? [] : [strong(similar ?? ''), plain(' are similar; ')]),
    plain('the rest cannot be told apart.'),
  ]
}
