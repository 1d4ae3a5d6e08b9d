import type { AnswerBody } from '../../api/schema/answer.ts'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import { type Estimate, type Standing, standingOf } from '../../warehouse/stats/benchmark.ts'
import type { Language } from './language.ts'
import { formatNumber } from './numbers.ts'
import { word } from './words.ts'

/** What areas are held against: the whole city, one area, a figure, or each against its like. */
export interface Benchmark extends Estimate {
  kind: 'city' | 'area' | 'figure' | 'peers'
  /** As it stands inside a sentence. */
  name: string
  /** Code of the area it is. */
  code: string | null
  /** How near to it counts as similar, in the unit of its value. */
  margin: number
  /** Of peers: the value of its like and the margin, for each area that has any; `value` is the city's. */
  each?: ReadonlyMap<string, { value: number; margin: number }>
}

/** What one area is held against; null where it has no peers. */
export function benchmarkFor(benchmark: Benchmark, code: string | null): Benchmark | null {
  if (!benchmark.each) return benchmark
  const own = benchmark.each.get(code ?? '')
  return own ? { ...benchmark, ...own, low: own.value, high: own.value } : null
}

/** Whether a benchmark is one level of its own, to be drawn as a line beside the city's. */
export const isLine = ({ kind }: Benchmark): boolean => kind === 'area' || kind === 'figure'

/** Whether areas can be held against anything: not counts, of which a part is always less, nor figures without an interval. */
export const canCompare = ({ kind, interval }: Indicator): boolean =>
  kind !== 'count' && kind !== 'stock' && interval !== 'none'

/** Where row i of a series stands against a benchmark; null where there is nothing to hold against it. */
export function standingIn(series: AnswerBody['series'][number], i: number, benchmark: Benchmark): Standing | null {
  const value = series.value[i] ?? null
  if (value === null) return null
  const [low, high] = [series.low[i] ?? null, series.high[i] ?? null]
  if (low === null || high === null || series.status[i] === 'merged') return 'unclear'
  return standingOf({ value, low, high }, benchmark, benchmark.margin)
}

/** A benchmark with its value, as a title or a line on a chart has it. */
export const benchmarkText = ({ kind, name, value, each }: Benchmark, decimals: number): string =>
  kind === 'figure' || (kind === 'peers' && each) ? name : `${name} ${formatNumber(value, decimals)}`

/** What a standing means where one side is the good one; a mere higher or lower where neither is. */
export type Verdict = 'better' | 'worse' | 'higher' | 'lower' | 'similar' | 'unclear'

export function verdictOf(standing: Standing, polarity: Indicator['polarity']): Verdict {
  if (standing === 'similar' || standing === 'unclear') return standing
  if (polarity === 'none') return standing === 'above' ? 'higher' : 'lower'
  return (standing === 'above') === (polarity === 'higher') ? 'better' : 'worse'
}

const ARROWS: Record<Standing, string> = { above: '↑', below: '↓', similar: '≈', unclear: '' }

/** Every verdict that an indicator of this polarity can have, best or highest first. */
export const verdictsOf = (polarity: Indicator['polarity']): Verdict[] =>
  polarity === 'none' ? ['higher', 'similar', 'unclear', 'lower'] : ['better', 'similar', 'unclear', 'worse']

/** The verdict in a word, with an arrow for the side it lies on, so that neither rests on colour. */
export function verdictText(standing: Standing, polarity: Indicator['polarity'], language: Language): string {
  return `${ARROWS[standing]}\u00a0${word(verdictOf(standing, polarity), language)}`.trim()
}
