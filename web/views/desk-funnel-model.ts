import type { Indicator } from '../../warehouse/catalog/types.ts'
import { funnelLimits, type OverDispersion, overDispersion } from '../../warehouse/stats/funnel.ts'
import type { FunnelPoint } from '../charts/funnel-plot.tsx'
import { niceTicks } from '../charts/ticks.ts'
import type { Twin } from '../charts/twin.ts'
import type { Language } from '../text/language.ts'
import { formatNumber } from '../text/numbers.ts'
import { word } from '../text/words.ts'
import type { AreaRow } from './desk-model.ts'

export interface AreaFunnel {
  points: (FunnelPoint & { place: Place })[]
  sizes: Float64Array
  inner: { low: Float64Array; high: Float64Array }
  outer: { low: Float64Array; high: Float64Array }
  target: number
  domain: [number, number]
  ticks: number[]
  dispersion: OverDispersion | null
}

/** Where an area lies: beyond the 99.8 % limits, between those and the 95 %, or inside. */
type Place = 'high' | 'high_warning' | 'within' | 'low_warning' | 'low'

const POINTS = 60
const NAMED = 8

/** Whether chance sets limits to an indicator: one count over another. */
export const hasFunnel = ({ kind, numerator, denominator }: Indicator): boolean =>
  (kind === 'rate' || kind === 'proportion') && numerator !== undefined && denominator !== undefined

/** Areas by their size within what chance allows about the whole; null where there is no rate to hold them against. */
export function areaFunnel(
  rows: readonly AreaRow[],
  whole: number,
  indicator: Indicator,
  language: Language,
): AreaFunnel | null {
  const { kind, scale, polarity } = indicator
  const shown = rows.filter(
    ({ value, denominator, status }) => value !== null && (denominator ?? 0) > 0 && status !== 'merged',
  )
  if (!hasFunnel(indicator) || shown.length < 2 || whole <= 0) return null
  const of = kind === 'proportion' ? 'proportion' : 'rate'
  const target = whole / scale
  const sizesOf = Float64Array.from(shown, ({ denominator }) => denominator ?? 0)
  const values = Float64Array.from(shown, ({ value }) => (value ?? 0) / scale)
  const dispersion = overDispersion(of, values, sizesOf, target)
  const tau2 = dispersion?.tau2 ?? 0
  const most = Math.max(...sizesOf) * 1.04
  const sizes = Float64Array.from({ length: POINTS }, (_, i) => most * ((i + 1) / POINTS) ** 2)
  const limits = (at: Float64Array, confidence: number) => {
    const { low, high } = funnelLimits(of, at, target, confidence, tau2)
    return { low: low.map((v) => v * scale), high: high.map((v) => v * scale) }
  }
  const [near, far] = [limits(sizesOf, 0.95), limits(sizesOf, 0.998)]
  const placeOf = (value: number, i: number): Place => {
    if (value > (far.high[i] ?? Number.POSITIVE_INFINITY)) return 'high'
    if (value > (near.high[i] ?? Number.POSITIVE_INFINITY)) return 'high_warning'
    if (value < (far.low[i] ?? Number.NEGATIVE_INFINITY)) return 'low'
    return value < (near.low[i] ?? Number.NEGATIVE_INFINITY) ? 'low_warning' : 'within'
  }
  const toneOf = (place: Place): FunnelPoint['tone'] => {
    if (polarity === 'none' || (place !== 'high' && place !== 'low')) return 'neutral'
    return (place === 'high') === (polarity === 'higher') ? 'better' : 'worse'
  }
  const points = shown.map(({ code, label, value, denominator }, i) => {
    const place = placeOf(value ?? 0, i)
    return { key: code, name: label[language], size: denominator ?? 0, value: value ?? 0, tone: toneOf(place), place }
  })
  const outside = points.filter(({ place }) => place === 'high' || place === 'low')
  const named = new Set(
    outside
      .toSorted((a, b) => Math.abs(b.value - whole) * Math.sqrt(b.size) - Math.abs(a.value - whole) * Math.sqrt(a.size))
      .slice(0, NAMED)
      .map(({ key }) => key),
  )
  const [low, high] = [Math.min(...values) * scale, Math.max(...values) * scale]
  const air = (high - low) * 0.1
  const ticks = niceTicks(Math.max(0, low - air), high + air, 5)
  const top = kind === 'proportion' ? Math.min(scale, ticks.at(-1) ?? scale) : (ticks.at(-1) ?? high)
  return {
    points: points.map((point) => ({ ...point, isNamed: named.has(point.key) })),
    sizes,
    inner: limits(sizes, 0.95),
    outer: limits(sizes, 0.998),
    target: whole,
    domain: [Math.max(0, ticks[0] ?? 0), top],
    ticks: ticks.filter((tick) => tick >= 0 && tick <= top),
    dispersion,
  }
}

const PLACES: Record<Place, Record<Language, string>> = {
  high: { zh: '高于全市', en: 'above the city' },
  high_warning: { zh: '可能高于全市', en: 'perhaps above' },
  within: { zh: '与全市无法区分', en: 'cannot be told apart' },
  low_warning: { zh: '可能低于全市', en: 'perhaps below' },
  low: { zh: '低于全市', en: 'below the city' },
}

/** How many areas chance cannot explain. */
export function funnelSentence({ points, dispersion }: AreaFunnel, levelName: string, language: Language): string {
  const of = (place: Place) => points.filter((point) => point.place === place).length
  const [high, low] = [of('high'), of('low')]
  const rest = points.length - high - low
  const phi = dispersion && dispersion.tau2 > 0 ? formatNumber(dispersion.phi, 1) : null
  if (language === 'zh') {
    const wide = phi === null ? '' : `各${levelName}本就参差（φ = ${phi}），界限已放宽。`
    return high + low === 0
      ? `${points.length} 个${levelName}都在 99.8% 界限之内，差异可由偶然解释。${wide}`
      : `${points.length} 个${levelName}中，${high} 个在 99.8% 界限之上，${low} 个在其下；其余 ${rest} 个在界内，不作排名。${wide}`
  }
  const wide = phi === null ? '' : ` They differ more than chance as a rule (φ = ${phi}); the limits allow for it.`
  return high + low === 0
    ? `All ${points.length} areas lie within the 99.8 % limits: chance explains their differences.${wide}`
    : `Of ${points.length} areas ${high} lie above the 99.8 % limits and ${low} below; the other ${rest} lie within and are not ranked.${wide}`
}

export function funnelTwin({ points }: AreaFunnel, decimals: number, language: Language): Twin {
  return {
    columns: [word('name', language), word('value', language), 'n', word('verdict', language)],
    rows: points.map(({ name, value, size, place }) => [
      name,
      formatNumber(value, decimals),
      formatNumber(size),
      PLACES[place][language],
    ]),
  }
}
