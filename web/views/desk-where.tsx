import { callOf } from '../data/calls.ts'
import { byArea, byCoarse, retries, urbanClasses } from '../data/desk-questions.ts'
import { mapSpots } from '../data/map-questions.ts'
import { cellShapes, hasCells } from '../data/cell-shapes.ts'
import type { CatalogBody } from '../data/client.ts'
import type { Selection } from '../state/selection.ts'
import { language } from '../state/store.ts'
import type { Language } from '../text/language.ts'
import { formatPeriod } from '../text/dates.ts'
import { saysUnit, unitOf } from '../text/sentence.ts'
import { word } from '../text/words.ts'
import { Panel } from '../ui/panel.tsx'
import { benchmarkOf } from './desk-benchmark.ts'
import { Legend } from './desk-legend.tsx'
import { sourceOf, useDrawing } from './desk-map-drawing.ts'
import { MapBox } from './desk-map-box.tsx'
import { Crumbs, LayerChoice, MeasureChoice } from './desk-map-tools.tsx'
import { mapUnit, titleOf } from './desk-map-titles.ts'
import { areaRows } from './desk-model.ts'
import { SpotLegend } from './desk-spot-legend.tsx'
import { answerTwin, areasTwin, spotsTwin } from './desk-twin.ts'
import { verdictEntry, VerdictLegend } from './desk-verdict.tsx'

interface Props {
  catalog: CatalogBody
  now: Selection
}

function subOf(catalog: CatalogBody, now: Selection, lang: Language): string {
  if (now.map === 'spots') return ''
  const isCount = now.drawn.id !== now.indicator.id
  return [
    ...(saysUnit(catalog, now.drawn, lang) ? [] : [unitOf(catalog, now.drawn, lang)]),
    formatPeriod(now.from, now.to, lang),
    ...(isCount && now.measures[0] !== 'value' ? [word('noPeopleByCell', lang)] : []),
  ].join(lang === 'zh' ? '，' : ', ')
}

/** Where: the map, what it shows, its readout docked at the top left and its legend below. */
export function Where({ catalog, now }: Props) {
  const lang = language.value
  const [areas, coarse] = [byArea.value.value, byCoarse.value.value]
  const benchmark = benchmarkOf(now, areas, coarse, lang, urbanClasses.value)
  const rows = areas ? areaRows(areas, benchmark, now.indicator) : []
  const isVerdict = now.map === 'verdict' && benchmark !== null
  const verdicts = isVerdict ? new Map(rows.flatMap(verdictEntry(now.indicator.polarity))) : null
  const drawing = useDrawing(catalog, now, benchmark, verdicts)
  const source = sourceOf(now)
  const shapes = cellShapes.value
  const largest = coarse ?? areas
  const city = benchmarkOf({ ...now, benchmark: 'city' }, areas, coarse, lang)
  const named = largest ? areaRows(largest, city, now.indicator) : []
  const heading = titleOf({ catalog, now, named, benchmark, spots: mapSpots.value.value, lang })
  const sub = subOf(catalog, now, lang)
  const levelName = catalog.levels.find((level) => level.id === now.level)?.label[lang] ?? now.level
  const answer = drawing?.answer ?? null
  return (
    <Panel
      class="where"
      title={heading}
      {...(sub === '' ? {} : { sub })}
      indicator={now.drawn}
      call={callOf(source)}
      error={(source.value ? null : source.error) ?? shapes.error}
      pending={source.pending || (hasCells.value && shapes.pending)}
      onRetry={() => retries.value++}
      twin={
        answer
          ? () =>
              isVerdict
                ? areasTwin(answer, rows, benchmark, catalog, now.indicator, lang)
                : answerTwin(answer, catalog, now.drawn.decimals, lang)
          : now.map === 'spots' && drawing
            ? () => spotsTwin(drawing.rows, lang)
            : undefined
      }
    >
      <div class="map-bar">
        <Crumbs catalog={catalog} now={now} />
        <MeasureChoice now={now} />
        <LayerChoice catalog={catalog} now={now} />
      </div>
      <MapBox catalog={catalog} now={now} drawing={drawing} areas={rows} benchmark={benchmark} label={heading} />
      {isVerdict && <VerdictLegend rows={rows} benchmark={benchmark} indicator={now.indicator} />}
      {now.map === 'spots' && mapSpots.value.value && drawing && (
        <SpotLegend found={mapSpots.value.value} drawing={drawing} language={lang} />
      )}
      {drawing?.classes && drawing.classes.breaks.length > 0 && (
        <Legend
          drawing={drawing}
          classes={drawing.classes}
          unit={mapUnit(catalog, now, benchmark, lang)}
          now={now}
          place={drawing.kind === 'cells' ? null : levelName}
          language={lang}
        />
      )}
    </Panel>
  )
}
