import type { AnswerBody } from '../data/client.ts'
import { formatNumber } from '../text/numbers.ts'
import type { Language } from '../text/language.ts'
import { manyOf, oneOf } from '../text/sentence.ts'
import { word } from '../text/words.ts'

export interface LegendProps {
  breaks: readonly number[]
  unit: string
  /** The same classes for every filter; else brought to where the filtered values lie. */
  isFixed: boolean
  answer: AnswerBody | null
  /** What one place is: the level's name; null for cells. */
  place: string | null
  language: Language
}

/** Fewest decimals that keep the breaks apart. */
export function breakDecimals(breaks: readonly number[]): number {
  for (const decimals of [0, 1, 2]) {
    const texts = new Set(breaks.map((edge) => edge.toFixed(decimals)))
    const isTrue = breaks.every((edge) => Math.abs(Number(edge.toFixed(decimals)) - edge) <= Math.abs(edge) * 0.01)
    if (texts.size === breaks.length && isTrue) return decimals
  }
  return 3
}

function placesIn(n: number, place: string | null, language: Language): string {
  const name = place ?? (language === 'zh' ? '格' : 'cell')
  return n === 1 ? oneOf(name, language) : manyOf(name, language)
}

/** The band under the map: seven classes with their six breaks, and what is not a class. */
export function Legend(props: LegendProps) {
  const { breaks, answer, language } = props
  const status = answer?.series[0]?.status ?? []
  const count = (name: string) => status.filter((each) => each === name).length
  const zeros = answer?.series[0]?.value.filter((value) => value === 0).length ?? 0
  const decimals = breakDecimals(breaks)
  const counts = [
    { name: word('unsure', language), n: count('unreliable') },
    { name: word('protectedValue', language), n: count('suppressed') },
    { name: word('zero', language), n: zeros },
    { name: word('missing', language), n: count('missing') },
  ].filter(({ n }) => n > 0)
  return (
    <div class="legend">
      <div>
        <p class="legend-unit">
          {props.unit}
          {language === 'zh' ? '，' : ', '}
          {word(props.isFixed ? 'fixedClasses' : 'fittedClasses', language)}
        </p>
        <svg class="legend-ramp" width="238" height="30" viewBox="0 0 238 30" role="img" aria-label={breaks.join(', ')}>
          {Array.from({ length: 7 }, (_, i) => (
            <rect key={i} class={`step${i}`} x={i * 34} y="0" width="34" height="12" />
          ))}
          {breaks.map((edge, i) => (
            <text key={edge} x={(i + 1) * 34} y="26">
              {formatNumber(edge, decimals)}
            </text>
          ))}
        </svg>
      </div>
      <div class="legend-standings">
        <p>
          <i class="swatch swatch-unsure" />
          {word('unsure', language)}
          <i class="swatch swatch-protected" />
          {word('protectedValue', language)}
          <i class="swatch swatch-zero" />
          {word('zero', language)}
          <i class="swatch" />
          {word('missing', language)}
        </p>
        <p class="note">
          {answer ? `${formatNumber(answer.rows)} ${placesIn(answer.rows, props.place, language)}` : ''}
          {counts.map(({ name, n }) => ` · ${name} ${formatNumber(n)}`)}
        </p>
      </div>
    </div>
  )
}
