import type { HotSpotsBody } from '../../api/schema/hot-spots.ts'
import { view } from '../state/store.ts'
import { formatPeriod } from '../text/dates.ts'
import type { Language } from '../text/language.ts'
import { formatNumber } from '../text/numbers.ts'
import type { Drawing } from './desk-map-drawing.ts'
import { SPOT_RATES } from './desk-map-model.ts'
import { mapWord } from './desk-map-words.ts'

/** The band under a map of hot spots: what each colour says, of how many cells, over which days. */
export function SpotLegend({
  found,
  drawing,
  language,
}: {
  found: HotSpotsBody
  drawing: Drawing
  language: Language
}) {
  const kind = found.runs.find(({ field, value }) => {
    const { category, category_group } = view.value.filters
    if (category.length === 1) return field === 'category' && value === category[0]
    if (category_group.length === 1 && category.length === 0)
      return field === 'category_group' && value === category_group[0]
    return field === null
  })
  const rates = [...SPOT_RATES]
  const steps = [
    ...rates.map((rate, i) => ({ step: i, text: `<${rate}` })),
    { step: 3, text: '' },
    ...rates.toReversed().map((rate, i) => ({ step: 4 + i, text: `<${rate}` })),
  ]
  const hot = drawing.rows.filter(({ standing }) => standing === 'above').length
  const zh = language === 'zh'
  return (
    <div class="legend">
      <div>
        <p class="legend-unit">
          {zh ? '误报率 q：左为冷点，右为热点' : 'false discovery rate q: cold to the left, hot to the right'}
        </p>
        <svg
          class="legend-ramp"
          width={7 * 44}
          height="30"
          viewBox="0 0 308 30"
          role="img"
          aria-label={`q ${rates.join(', ')}`}
        >
          {steps.map(({ step, text }) => (
            <>
              <rect key={step} class={`sign${step}`} x={step * 44} y="0" width="44" height="12" />
              <text key={text} x={step * 44 + 22} y="26">
                {text}
              </text>
            </>
          ))}
        </svg>
      </div>
      <div class="legend-standings">
        <p>
          {mapWord('hot', language)} {formatNumber(hot)} · {mapWord('cold', language)}{' '}
          {formatNumber(drawing.rows.length - hot)}
        </p>
        <p class="note">
          {kind && `${kind.label[language]} · `}
          {kind && (zh ? `检验 ${formatNumber(kind.tested)} 格` : `${formatNumber(kind.tested)} cells tested`)}
          {found.period && ` · ${formatPeriod(found.period.from, found.period.to, language)}`}
        </p>
        <p class="note">{zh ? '不随所选时段变化' : 'does not follow the chosen period'}</p>
      </div>
    </div>
  )
}
