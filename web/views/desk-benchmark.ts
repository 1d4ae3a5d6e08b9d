import type { AnswerBody } from '../../api/schema/answer.ts'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import { similarMargin } from '../../warehouse/stats/benchmark.ts'
import type { Selection } from '../state/selection.ts'
import { type Benchmark, canCompare } from '../text/benchmark.ts'
import type { Language } from '../text/language.ts'
import { formatNumber } from '../text/numbers.ts'
import { word } from '../text/words.ts'

type Answered = AnswerBody | null
/** Urban class by the code of an area. */
type UrbanClasses = ReadonlyMap<string, string | null>

/** Whether values of several areas can be made one by adding up their parts. */
export const canHavePeers = ({ kind }: Indicator): boolean => kind === 'rate' || kind === 'proportion'

/** A share is out of its scale: 100 for percent. */
const marginOf = ({ kind, scale }: Indicator, value: number) =>
  similarMargin(value, kind === 'proportion' ? scale : null)

/** The city's value stands as a fixed line: the areas are parts of it. */
function city(indicator: Indicator, answer: Answered, language: Language): Benchmark | null {
  const value = answer?.total[0]?.value ?? null
  if (value === null) return null
  const name = word('theWholeCity', language)
  return { kind: 'city', name, code: null, value, low: value, high: value, margin: marginOf(indicator, value) }
}

function area(indicator: Indicator, code: string, answers: Answered[], language: Language): Benchmark | null {
  for (const answer of answers) {
    const i = answer?.keys[0]?.codes.indexOf(code) ?? -1
    const series = answer?.series[0]
    const [value, low, high] = [series?.value[i] ?? null, series?.low[i] ?? null, series?.high[i] ?? null]
    if (value === null || low === null || high === null || series?.status[i] === 'merged') continue
    const name = answer?.keys[0]?.labels[i]?.[language] ?? code
    return { kind: 'area', name, code, value, low, high, margin: marginOf(indicator, value) }
  }
  return null
}

/** Each area against the areas shown of its urban class together: their parts added up, itself included. */
function peers(
  indicator: Indicator,
  whole: Benchmark,
  areas: Answered,
  coarse: Answered,
  language: Language,
  classes: UrbanClasses,
): Benchmark {
  const each = new Map<string, { value: number; margin: number }>()
  if (!canHavePeers(indicator)) return whole
  for (const answer of [areas, coarse]) {
    const groups = new Map<string, { codes: string[]; numerator: number; denominator: number }>()
    const series = answer?.series[0]
    for (const [i, code] of (answer?.keys[0]?.codes ?? []).entries()) {
      const kind = code === null ? null : (classes.get(code) ?? null)
      const [n, d] = [series?.numerator[i] ?? null, series?.denominator[i] ?? null]
      if (code === null || kind === null || n === null || d === null || series?.status[i] === 'merged') continue
      const group = groups.get(kind) ?? { codes: [], numerator: 0, denominator: 0 }
      groups.set(kind, group)
      group.codes.push(code)
      group.numerator += n
      group.denominator += d
    }
    for (const { codes, numerator, denominator } of groups.values()) {
      if (denominator <= 0) continue
      const value = (indicator.scale * numerator) / denominator
      for (const code of codes) each.set(code, { value, margin: marginOf(indicator, value) })
    }
  }
  return { ...whole, kind: 'peers', name: word('peers', language), each }
}

/** What the areas of the page are held against; the city where the chosen area has no value; null where nothing can be. */
export function benchmarkOf(
  { indicator, benchmark }: Pick<Selection, 'indicator' | 'benchmark'>,
  areas: Answered,
  coarse: Answered,
  language: Language,
  classes: UrbanClasses = new Map(),
): Benchmark | null {
  if (!canCompare(indicator)) return null
  const whole = city(indicator, coarse ?? areas, language)
  if (benchmark === 'city' || !whole) return whole
  if (benchmark === 'peers') return peers(indicator, whole, areas, coarse, language, classes)
  if ('area' in benchmark) return area(indicator, benchmark.area, [coarse, areas], language) ?? whole
  const value = benchmark.figure
  const figure = `${formatNumber(value, indicator.decimals)}${indicator.unit === 'percent' ? '%' : ''}`
  const name = language === 'zh' ? `基准值（${figure}）` : figure
  return { kind: 'figure', name, code: null, value, low: value, high: value, margin: marginOf(indicator, value) }
}
