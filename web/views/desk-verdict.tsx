import type { Indicator } from '../../warehouse/catalog/types.ts'
import { language } from '../state/store.ts'
import { type Benchmark, type Verdict as VerdictName, verdictOf, verdictsOf, verdictText } from '../text/benchmark.ts'
import { formatNumber } from '../text/numbers.ts'
import { word } from '../text/words.ts'
import type { AreaRow } from './desk-model.ts'

/** Better, worse, similar or not to be told, in a word, an arrow and a colour; nothing where nothing is compared. */
export function Verdict({ row, polarity }: { row: AreaRow; polarity: Indicator['polarity'] }) {
  const { standing } = row
  if (standing === null) return null
  if (standing === 'itself') return <span class="verdict">{word('benchmark', language.value)}</span>
  return (
    <span class={`verdict verdict-${verdictOf(standing, polarity)}`}>
      {verdictText(standing, polarity, language.value)}
    </span>
  )
}

/** The rule of the verdicts, with the figures it means here. */
export function rule(benchmark: Benchmark, decimals: number): string {
  const [at, margin] = [formatNumber(benchmark.value, decimals), formatNumber(benchmark.margin, Math.max(1, decimals))]
  const isArea = benchmark.kind === 'area'
  if (benchmark.each) {
    return language.value === 'zh'
      ? '各区域与同一城乡类别的所示区域合计相比；95% 区间不含该值才分高低，整段在其 ±10% 以内为相近，其余难分'
      : 'Each against the areas shown of its urban class together. Clear: interval leaves that value out; similar: all within ±10 %; else cannot tell'
  }
  if (language.value === 'zh')
    return `${isArea ? '两者之差的 95% 区间不含 0' : `95% 区间不含 ${at}`} 才分高低；整段都在 ±${margin} 以内为相近；其余难分`
  const clear = isArea ? 'interval of the difference leaves out 0' : `interval leaves out ${at}`
  return `Clear: ${clear}; similar: all within ±${margin}; else cannot tell`
}

type Polarity = Indicator['polarity']

/** Code and verdict of an area that has one; the benchmark itself is similar to itself. */
export const verdictEntry =
  (polarity: Polarity) =>
  ({ code, standing }: AreaRow): [string, VerdictName][] =>
    standing === null ? [] : [[code, standing === 'itself' ? 'similar' : verdictOf(standing, polarity)]]

interface LegendProps {
  rows: readonly AreaRow[]
  benchmark: Benchmark
  indicator: Indicator
}

/** The band under a map of verdicts: what each colour says, and of how many areas. */
export function VerdictLegend({ rows, benchmark, indicator }: LegendProps) {
  const lang = language.value
  const all = rows.flatMap(verdictEntry(indicator.polarity)).map(([, verdict]) => verdict)
  return (
    <div class="legend">
      <p class="legend-verdicts">
        {verdictsOf(indicator.polarity).map((verdict) => (
          <span key={verdict}>
            <i class={`swatch swatch-verdict swatch-${verdict}`} />
            {word(verdict, lang)} {formatNumber(all.filter((each) => each === verdict).length)}
          </span>
        ))}
      </p>
      <p class="legend-standings">
        <i class="swatch" />
        {word('missing', lang)} {formatNumber(rows.length - all.length)}
      </p>
      <p class="note legend-rule">{rule(benchmark, indicator.decimals)}</p>
    </div>
  )
}
