import { yearOfClasses } from '../data/map-questions.ts'
import { rampStep } from '../map/classes.ts'
import type { MapClasses } from '../state/map-classes.ts'
import type { Selection } from '../state/selection.ts'
import { change, view } from '../state/store.ts'
import { formatNumber, formatSigned } from '../text/numbers.ts'
import type { Language } from '../text/language.ts'
import { manyOf, oneOf } from '../text/sentence.ts'
import type { Drawing } from './desk-map-drawing.ts'
import { type Occurring, standingsOf } from './desk-map-model.ts'
import { mapWord, type MapWord } from './desk-map-words.ts'

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

const STEP_PX = 34
const SWATCH = {
  hatched: 'swatch swatch-unclear',
  unreliable: 'swatch swatch-unsure',
  merged: 'swatch swatch-unsure',
  suppressed: 'swatch swatch-protected',
  zero: 'swatch swatch-zero',
  missing: 'swatch',
  none: 'swatch swatch-none',
} as const

interface LegendProps {
  drawing: Drawing
  classes: MapClasses
  /** Measure and unit in words. */
  unit: string
  now: Selection
  /** What one place is: the level's name; null for cells. */
  place: string | null
  language: Language
}

/** The band under the map: the classes with their breaks and how they came about, and what is no class, with counts. */
export function Legend(props: LegendProps) {
  const { drawing, classes, language } = props
  const { rows, measure, cases, resolution } = drawing
  const isCells = drawing.kind === 'cells'
  const standings = standingsOf(rows, measure)
  const counts = countsOf(drawing, classes)
  return (
    <div class="legend">
      <div>
        <div class="legend-unit">
          {props.unit}
          <ClassChoice {...props} />
        </div>
        <Ramp classes={classes} ramp={drawing.ramp} counts={counts} />
      </div>
      <div class="legend-standings">
        <p>
          {standings.map(({ name, n }) => (
            <span key={name} class="legend-standing">
              <i class={SWATCH[name]} />
              {mapWord(wordOf(name, measure), language)} {formatNumber(n)}
            </span>
          ))}
        </p>
        {(classes.method === 'quantile' || classes.method === 'natural' || classes.method === 'equal') && (
          <p class="note">{mapWord('madeFrom', language).replace('{}', yearOfClasses.value?.to.slice(0, 4) ?? '')}</p>
        )}
        <p class="note">
          {formatNumber(rows.length)} {placesIn(rows.length, props.place, language)}
          {isCells && ` (H3 ${resolution})`}
          {cases !== null && ` · n ${formatNumber(cases)}`}
        </p>
      </div>
    </div>
  )
}

function wordOf(name: Occurring, measure: Drawing['measure']): MapWord {
  if (name === 'hatched') return 'unclear'
  return name === 'missing' && (measure === 'change' || measure === 'against') ? 'incomparable' : name
}

/** How many places are in each class. */
function countsOf({ rows }: Drawing, { breaks }: MapClasses): number[] {
  const counts = Array.from({ length: breaks.length + 1 }, () => 0)
  const classAt = new Map(counts.map((_, i) => [rampStep(i, breaks.length), i]))
  for (const row of rows) {
    const at = typeof row.class === 'number' ? classAt.get(row.class) : undefined
    if (at !== undefined) counts[at] = (counts[at] ?? 0) + 1
  }
  return counts
}

const PROFILE_PX = 10

function Ramp({
  classes: { breaks, method },
  ramp,
  counts,
}: {
  classes: MapClasses
  ramp: Drawing['ramp']
  counts: number[]
}) {
  const decimals = breakDecimals(breaks)
  const width = STEP_PX * (breaks.length + 1)
  const isSigned = ramp === 'diverging'
  const text = (edge: number) => (isSigned ? formatSigned(edge, decimals) : formatNumber(edge, decimals))
  const most = Math.max(1, ...counts)
  return (
    <svg
      class="legend-ramp"
      width={width}
      height={30 + PROFILE_PX}
      viewBox={`0 0 ${width} ${30 + PROFILE_PX}`}
      role="img"
      aria-label={`${method}: ${breaks.map(text).join(', ')}`}
    >
      {counts.map((n, i) => {
        const height = (PROFILE_PX * n) / most
        return (
          <rect
            key={i}
            class="legend-profile"
            x={i * STEP_PX + 1}
            y={PROFILE_PX - height}
            width={STEP_PX - 2}
            height={height}
          >
            <title>{formatNumber(n)}</title>
          </rect>
        )
      })}
      {counts.map((_, i) => (
        <rect
          key={i}
          class={`${isSigned ? 'sign' : 'step'}${rampStep(i, breaks.length)}`}
          x={i * STEP_PX}
          y={PROFILE_PX + 1}
          width={STEP_PX}
          height="12"
        />
      ))}
      {breaks.map((edge, i) => (
        <text key={edge} x={(i + 1) * STEP_PX} y={PROFILE_PX + 26}>
          {text(edge)}
        </text>
      ))}
    </svg>
  )
}

const METHODS = ['quantile', 'natural', 'equal', 'own'] as const

/** How values are classed, and the breaks themselves where they are one's own. */
function ClassChoice({ drawing, classes, language }: LegendProps) {
  const isSigned = drawing.ramp === 'diverging'
  const { method, breaks } = classes
  const methods = isSigned ? (['signed', 'own'] as const) : METHODS
  const chosen = method === 'fitted' ? 'quantile' : method
  const own = isSigned ? breaks.filter((edge) => edge > 0) : breaks
  const choose = (name: string) => {
    if (name === 'natural' || name === 'equal') change({ classes: name })
    else change({ classes: name === 'own' ? own.map((edge) => Number(edge.toPrecision(6))) : null })
  }
  return (
    <span class="legend-method">
      <label>
        <span class="said-only">{mapWord('classes', language)}</span>
        <select value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
          {methods.map((each) => (
            <option key={each} value={each} selected={each === chosen}>
              {mapWord(each === 'quantile' && method === 'fitted' ? 'fitted' : each, language)}
            </option>
          ))}
        </select>
      </label>
      {method === 'own' && (
        <input
          class="own-breaks"
          aria-label={mapWord('ownBreaks', language)}
          value={Array.isArray(view.value.classes) ? view.value.classes.join(', ') : ''}
          onChange={(event) => {
            const edges = event.currentTarget.value.split(/[,，、;\s]+/).filter((part) => part !== '')
            const numbers = [...new Set(edges.map(Number))].filter(Number.isFinite).toSorted((a, b) => a - b)
            if (numbers.length > 0) change({ classes: numbers.slice(0, 6) })
          }}
        />
      )}
    </span>
  )
}
