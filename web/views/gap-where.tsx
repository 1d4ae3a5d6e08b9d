import { type ComponentType } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import { signal } from '@preact/signals'
import type { GapBody } from '../../api/schema/gap.ts'
import { retries } from '../data/answer-to.ts'
import { gap, gapShapes, ground, namedShapes, outlineShapes } from '../data/gap-questions.ts'
import type { CatalogBody } from '../data/client.ts'
import type { GapMapProps } from '../map/gap-map.tsx'
import type { GapSelection } from '../state/gap-selection.ts'
import { callOf } from '../data/calls.ts'
import { language, theme } from '../state/store.ts'
import { gapWord } from '../text/gap-words.ts'
import { formatNumber, formatSigned } from '../text/numbers.ts'
import { unitOf } from '../text/sentence.ts'
import { word } from '../text/words.ts'
import { Panel, UNKNOWN_YET } from '../ui/panel.tsx'
import { ClassMark } from './gap-classes.tsx'
import { GAP_METHODS } from './gap-methods.ts'
import { distanceFrom, formatOf, mapBreaks } from './gap-model.ts'
import { areasTwin } from './gap-twins.ts'

const drawing = signal<ComponentType<GapMapProps> | null>(null)
const mode = signal<'values' | 'classes'>('values')
const pointed = signal<string | null>(null)

/** Where areas lie above and below the city, or which class each has. */
export function GapWhere({ catalog, now }: { catalog: CatalogBody; now: GapSelection }) {
  const lang = language.value
  useEffect(() => {
    void import('../map/gap-map.tsx').then((module) => {
      drawing.value = module.default
    })
  }, [])
  const { value: body, error, pending } = gap.value
  const shapes = gapShapes.value.value
  const Draw = drawing.value
  const breaks = useMemo(() => mapBreaks(now.indicator), [now.indicator])
  const level = catalog.levels.find(({ id }) => id === body?.level)
  const names = useMemo(
    () =>
      new Map(
        shapes?.features.map(({ properties }) => [
          properties.code,
          lang === 'zh' ? properties.name_zh : properties.name_en,
        ]),
      ),
    [shapes, lang],
  )
  const isClasses = mode.value === 'classes'
  const title = isClasses ? gapWord('byClass', lang) : gapWord('mapTitle', lang)
  const unit = now.indicator.unit === 'percent' ? (lang === 'zh' ? '百分点' : 'points') : '%'
  const sub = !body
    ? UNKNOWN_YET
    : lang === 'zh'
      ? `${level?.label.zh ?? ''}；${isClasses ? (labelOf(body, lang) ?? '') : `与全市值之差，${unit}，分级固定`}`
      : `${level?.label.en ?? ''}; ${isClasses ? (labelOf(body, lang) ?? '') : `difference from the city, ${unit}, fixed classes`}`
  return (
    <Panel
      call={callOf(gap.value)}
      class="gap-where"
      title={title}
      sub={sub}
      indicator={isClasses ? GAP_METHODS.classes : GAP_METHODS.map}
      error={body ? null : error}
      pending={pending}
      onRetry={() => retries.value++}
      twin={body ? () => areasTwin(body, names, { catalog, indicator: now.indicator, language: lang }) : undefined}
      tools={
        <span class="draw-by" role="group" aria-label={word('drawBy', lang)}>
          {(['values', 'classes'] as const).map((each) => (
            <button
              key={each}
              type="button"
              class="tool"
              aria-pressed={mode.value === each}
              onClick={() => {
                mode.value = each
              }}
            >
              {gapWord(each === 'values' ? 'byDistance' : 'byClass', lang)}
            </button>
          ))}
        </span>
      }
    >
      <div class="map-box">
        {level && !level.has_geometry ? (
          <p class="note">{word('noShapes', lang)}</p>
        ) : Draw && body && shapes ? (
          <Draw
            mode={mode.value}
            areas={body.areas}
            breaks={breaks}
            distanceOf={distanceFrom(now.indicator, body.areas.whole)}
            shapes={shapes}
            named={namedShapes.value.value}
            city={outlineShapes.value.value}
            ground={ground.value.value}
            bbox={catalog.city.bbox}
            tiles={catalog.tiles}
            theme={theme.value}
            language={lang}
            label={title}
            onHover={(code) => {
              pointed.value = code
            }}
          />
        ) : (
          <div class="skeleton map-skeleton" aria-busy="true" />
        )}
        {body && <Readout body={body} names={names} catalog={catalog} now={now} />}
      </div>
      {body && (isClasses ? <ClassLegend body={body} /> : <RampLegend breaks={breaks} unit={unit} body={body} />)}
    </Panel>
  )
}

const labelOf = (body: GapBody | null, lang: 'zh' | 'en') =>
  body?.classifications.find(({ id }) => id === body.classification)?.label[lang]

function Readout({
  body,
  names,
  catalog,
  now,
}: {
  body: GapBody
  names: ReadonlyMap<string, string>
  catalog: CatalogBody
  now: GapSelection
}) {
  const lang = language.value
  const code = pointed.value
  const i = code === null ? -1 : body.areas.codes.indexOf(code)
  if (i < 0) return null
  const value = body.areas.values[i] ?? null
  const id = body.areas.classes[i] ?? null
  const distance = value === null ? null : distanceFrom(now.indicator, body.areas.whole)(value)
  const isPoints = now.indicator.unit === 'percent'
  return (
    <dl class="readout" aria-live="polite">
      <dt>{names.get(code ?? '') ?? code}</dt>
      <dd class="readout-value">
        {value === null
          ? (catalog.statuses[body.areas.statuses[i] ?? 'missing']?.[lang] ?? '')
          : `${formatOf(now.indicator)(value)} ${unitOf(catalog, now.indicator, lang)}`}
      </dd>
      {distance !== null && (
        <dd>
          {gapWord('byDistance', lang)} {formatSigned(distance, isPoints ? 1 : 0)}
          {isPoints ? (lang === 'zh' ? ' 点' : ' points') : lang === 'zh' ? '%' : ' %'}
        </dd>
      )}
      {id !== null && <dd>{body.classifications.find((each) => each.id === body.classification)?.names[id][lang]}</dd>}
    </dl>
  )
}

function RampLegend({ breaks, unit, body }: { breaks: readonly number[]; unit: string; body: GapBody }) {
  const lang = language.value
  const unsure = body.areas.statuses.filter((status) => status === 'unreliable').length
  return (
    <div class="legend">
      <svg class="legend-ramp" width="266" height="30" viewBox="0 0 266 30" role="img" aria-label={breaks.join(', ')}>
        {Array.from({ length: 7 }, (_, i) => (
          <rect key={i} class={`div${i}`} x={i * 38} y="0" width="38" height="12" />
        ))}
        {breaks.map((edge, i) => (
          <text key={edge} x={(i + 1) * 38} y="26">
            {formatSigned(edge, 0)}
            {i === breaks.length - 1 ? ` ${unit}` : ''}
          </text>
        ))}
      </svg>
      <p class="note legend-standings">
        <i class="swatch swatch-unsure" />
        {word('unsure', lang)} {formatNumber(unsure)}
      </p>
    </div>
  )
}

function ClassLegend({ body }: { body: GapBody }) {
  const lang = language.value
  return (
    <ul class="legend gap-class-legend">
      {body.classes.map(({ id, label, areas }) => (
        <li key={id}>
          <svg width="14" height="14" aria-hidden="true">
            <ClassMark id={id} x={7} y={7} />
          </svg>
          {label[lang]} {formatNumber(areas)}
        </li>
      ))}
    </ul>
  )
}
