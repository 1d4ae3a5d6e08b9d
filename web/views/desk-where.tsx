import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import {
  basemap,
  byArea,
  byCell,
  byCoarse,
  cityShapes,
  coarseShapes,
  levelShapes,
  retries,
} from '../data/desk-questions.ts'
import type { CatalogBody } from '../data/client.ts'
import type { DeskMapProps } from '../map/desk-map.tsx'
import { breaksFor, fitBreaks, type Selection } from '../state/selection.ts'
import { change, language, theme, toggleFilter } from '../state/store.ts'
import { LISTS } from '../state/view-state.ts'
import { formatPeriod } from '../text/dates.ts'
import { formatInterval, formatLarge, formatNumber } from '../text/numbers.ts'
import { saysUnit, unitOf } from '../text/sentence.ts'
import { word } from '../text/words.ts'
import { Panel } from '../ui/panel.tsx'
import { Legend } from './desk-legend.tsx'
import { type AreaRow, areaRows, clearlyHigh } from './desk-model.ts'
import { answerTwin } from './desk-twin.ts'

/** Area under the pointer or the focus; its figures stand in the readout. */
export const pointed = signal<string | null>(null)
const drawing = signal<ComponentType<DeskMapProps> | null>(null)

interface Props {
  catalog: CatalogBody
  now: Selection
}

/** Names the high places of the whole city; with areas chosen, only those are asked about, so it names none. */
function title(now: Selection, rows: AreaRow[]): string {
  const lang = language.value
  const name = now.indicator.label[lang]
  const high = now.filters.area.length > 0 ? [] : clearlyHigh(rows).map((row) => row.label[lang])
  if (high.length === 0) return lang === 'zh' ? `${name}在哪里高` : `${name}: where it is high`
  if (lang === 'zh') return `${name}：高值集中在${high.join('、')}`
  return `${name}: high in ${high.length > 1 ? `${high.slice(0, -1).join(', ')} and ${high.at(-1)}` : high[0]}`
}

/** Where: the map, its readout docked at the top left and its legend below. */
export function Where({ catalog, now }: Props) {
  const lang = language.value
  useEffect(() => {
    void import('../map/desk-map.tsx').then((module) => {
      drawing.value = module.default
    })
  }, [])
  const isCells = now.map === 'cells'
  const source = (isCells ? byCell : byArea).value
  const shown = source.value
  const drawn = isCells ? now.cellIndicator : now.indicator
  const isCount = drawn.id !== now.indicator.id
  const unit = unitOf(catalog, drawn, lang)
  const levelName = catalog.levels.find((level) => level.id === now.level)?.label[lang] ?? now.level
  const dimension = isCells ? `cell:${now.resolution}` : `area:${now.level}`
  const fixed = breaksFor(catalog, drawn.id, dimension, now.days) ?? []
  const narrows = LISTS.some((name) => name !== 'area' && now.filters[name].length > 0)
  const canFit = narrows && drawn.kind === 'rate'
  const breaks = canFit ? fitBreaks(fixed, byArea.value.value?.total[0]?.value ?? null) : fixed
  const rows = byArea.value.value ? areaRows(byArea.value.value, null, now.indicator.kind) : []
  const named = byCoarse.value.value ? areaRows(byCoarse.value.value, null, now.indicator.kind) : rows
  const focus = pointed.value ?? now.filters.area[0] ?? null
  const heading = isCount ? word('casesByCell', lang) : title(now, named)
  const comma = lang === 'zh' ? '，' : ', '
  const sub = [
    ...(saysUnit(catalog, drawn, lang) ? [] : [unit]),
    formatPeriod(now.from, now.to, lang),
    ...(isCount ? [word('noPeopleByCell', lang)] : []),
  ].join(comma)
  const Draw = drawing.value
  const hasGeometry = catalog.levels.find((level) => level.id === now.level)?.has_geometry ?? false
  const hasShapes = (hasGeometry ? levelShapes : cityShapes).value.value !== null
  return (
    <Panel
      class="where"
      title={heading}
      sub={sub}
      indicator={drawn}
      error={source.value ? null : source.error}
      pending={source.pending}
      onRetry={() => retries.value++}
      twin={shown ? () => answerTwin(shown, catalog, drawn.decimals, lang) : undefined}
      tools={now.canShowCells ? <DrawBy map={now.map} /> : null}
    >
      <div class="map-box">
        {!isCells && !hasGeometry ? (
          <p class="note">{word('noShapes', lang)}</p>
        ) : Draw && hasShapes ? (
          <Draw
            mode={now.map}
            answer={source.value}
            breaks={breaks}
            city={cityShapes.value.value}
            coarse={coarseShapes.value.value}
            level={levelShapes.value.value}
            basemap={basemap.value.value}
            chosen={focus !== null ? [...now.filters.area, focus] : []}
            bbox={catalog.city.bbox}
            theme={theme.value}
            language={lang}
            label={heading}
            onHover={(code) => {
              pointed.value = code
            }}
            onSelect={(code) => toggleFilter('area', code)}
          />
        ) : (
          <div class="skeleton map-skeleton" aria-busy="true" />
        )}
        <Readout row={rows.find((row) => row.code === focus)} now={now} catalog={catalog} />
      </div>
      {breaks.length > 0 && (
        <Legend
          breaks={breaks}
          unit={unit}
          isFixed={breaks.every((edge, i) => edge === fixed[i])}
          answer={source.value}
          place={isCells ? null : levelName}
          language={lang}
        />
      )}
    </Panel>
  )
}

function DrawBy({ map }: { map: 'cells' | 'areas' }) {
  return (
    <span class="draw-by" role="group" aria-label={word('drawBy', language.value)}>
      {(['cells', 'areas'] as const).map((each) => (
        <button key={each} type="button" class="tool" aria-pressed={map === each} onClick={() => change({ map: each })}>
          {word(each, language.value)}
        </button>
      ))}
    </span>
  )
}

function Readout({ row, now, catalog }: { row: AreaRow | undefined; now: Selection; catalog: CatalogBody }) {
  if (!row) return null
  const lang = language.value
  const { decimals } = now.indicator
  return (
    <dl class="readout" aria-live="polite">
      <dt>{row.label[lang]}</dt>
      <dd class="readout-value">
        {row.value === null
          ? (catalog.statuses[row.status]?.[lang] ?? '')
          : `${formatNumber(row.value, decimals)} ${unitOf(catalog, now.indicator, lang)}`}
      </dd>
      {row.low !== null && row.high !== null && (
        <dd>
          {word('interval', lang)} {formatInterval(row.low, row.high, decimals)}
        </dd>
      )}
      {row.n !== null && <dd>n {formatNumber(row.n)}</dd>}
      {row.denominator !== null && row.denominator > 0 && <dd>/ {formatLarge(row.denominator, lang)}</dd>}
      {row.before !== null && (
        <dd>
          {word('before', lang)} {formatNumber(row.before, decimals)}
        </dd>
      )}
    </dl>
  )
}
