import { areaNames, hierarchy } from '../data/desk-questions.ts'
import type { CatalogBody } from '../data/client.ts'
import { pointed } from '../state/map-view.ts'
import type { Selection } from '../state/selection.ts'
import { language } from '../state/store.ts'
import { type Benchmark, benchmarkText } from '../text/benchmark.ts'
import { formatInterval, formatLarge, formatNumber, formatSigned } from '../text/numbers.ts'
import { unitOf } from '../text/sentence.ts'
import { word } from '../text/words.ts'
import { formatQ } from './alerts-model.ts'
import type { Drawing } from './desk-map-drawing.ts'
import type { MapRow } from './desk-map-model.ts'
import { mapWord } from './desk-map-words.ts'
import type { AreaRow } from './desk-model.ts'
import { Verdict } from './desk-verdict.tsx'

interface Props {
  catalog: CatalogBody
  now: Selection
  drawing: Drawing
  /** Areas of the ranking, by which a cell is named. */
  areas: readonly AreaRow[]
  benchmark: Benchmark | null
}

/** The figures of the place under the pointer or the keyboard, docked in the map's corner; else of what is chosen. */
export function Readout({ catalog, now, drawing, areas, benchmark }: Props) {
  const lang = language.value
  const { area, cell } = pointed.value
  const isCells = drawing.kind === 'cells'
  const single = now.filters.area.length === 1 ? (now.filters.area[0] ?? null) : null
  const code = isCells ? cell : (area ?? single)
  const row = code === null ? undefined : drawing.byCode.get(code)
  const around = areas.find((each) => each.code === area)
  if (!row) return null
  const named = isCells ? (around?.label[lang] ?? mapWord('cells', lang)) : row.label[lang]
  const above = isCells || areaNames.value.value === null ? null : hierarchy.value.path(row.code).at(-2)
  return (
    <dl class="readout" aria-live="polite">
      <dt>
        {named}
        {above && <span class="note"> {above[lang]}</span>}
        {isCells && <code class="note"> {row.code.replace(/f+$/, '')}</code>}
      </dt>
      {now.map === 'spots' ? (
        <Spot row={row} />
      ) : (
        <Figures row={row} catalog={catalog} drawing={drawing} benchmark={benchmark} />
      )}
      {!isCells && benchmark && drawing.measure === 'value' && (
        <AgainstLine row={areas.find((each) => each.code === row.code)} benchmark={benchmark} now={now} />
      )}
    </dl>
  )
}

function Spot({ row }: { row: MapRow }) {
  const lang = language.value
  const expected = row.before ?? 0
  return (
    <>
      <dd class="readout-value">
        {mapWord(row.standing === 'above' ? 'hot' : 'cold', lang)} · q {formatQ(row.shown ?? 1)}
      </dd>
      <dd>
        n {formatNumber(row.n ?? 0)} · {mapWord('expected', lang)} {formatNumber(expected, 1)}
      </dd>
      {row.denominator !== null && <dd>/ {formatLarge(row.denominator, lang)}</dd>}
    </>
  )
}

function Figures({ row, catalog, drawing, benchmark }: Omit<Props, 'areas' | 'now'> & { row: MapRow }) {
  const lang = language.value
  const { indicator, measure } = drawing
  const { decimals } = indicator
  const unit = unitOf(catalog, indicator, lang)
  const isSigned = measure === 'change' || measure === 'against'
  const points = indicator.unit === 'percent' ? ` ${catalog.units.points?.[lang] ?? ''}` : '%'
  const value =
    row.value === null ? (catalog.statuses[row.status]?.[lang] ?? '') : `${formatNumber(row.value, decimals)} ${unit}`
  const isTold = row.standing === 'above' || row.standing === 'below'
  return (
    <>
      {isSigned && row.shown !== null && (
        <dd class="readout-value">
          <b>
            {formatSigned(row.shown, 1)}
            {points}
          </b>
          {!isTold && ` · ${word('unclear', lang)}`}
        </dd>
      )}
      {measure === 'smooth' && row.shown !== null && (
        <dd class="readout-value">
          {mapWord('smooth', lang)} {formatNumber(row.shown, decimals)}
        </dd>
      )}
      <dd class={isSigned ? '' : 'readout-value'}>{value}</dd>
      {row.low !== null && row.high !== null && (
        <dd>
          {word('interval', lang)} {formatInterval(row.low, row.high, decimals)}
        </dd>
      )}
      {row.n !== null && (
        <dd>
          n {formatNumber(row.n)}
          {row.denominator !== null && row.denominator > 0 && ` / ${formatLarge(row.denominator, lang)}`}
        </dd>
      )}
      {row.before !== null && (
        <dd>
          {measure === 'against' && benchmark ? benchmark.name : word('before', lang)}{' '}
          {formatNumber(row.before, decimals)}
        </dd>
      )}
      {row.status === 'unreliable' && !isSigned && <dd>{mapWord('unreliable', lang)}</dd>}
    </>
  )
}

function AgainstLine({ row, benchmark, now }: { row: AreaRow | undefined; benchmark: Benchmark; now: Selection }) {
  if (!row || row.standing === null || row.standing === 'itself') return null
  return (
    <dd>
      <Verdict row={row} polarity={now.indicator.polarity} /> · {benchmarkText(benchmark, now.indicator.decimals)}
    </dd>
  )
}
