import { useMemo, useRef } from 'preact/hooks'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import { cellShapes } from '../data/cell-shapes.ts'
import type { AnswerBody, CatalogBody } from '../data/client.ts'
import { byArea, byCoarse } from '../data/desk-questions.ts'
import { byCell, byDrawn, isAskedApart, mapSpots, ofTheYear, yearOfClasses } from '../data/map-questions.ts'
import type { DeskMapProps, Look } from '../map/desk-map.tsx'
import { type MapClasses, signedClasses, valueClasses } from '../state/map-classes.ts'
import type { Measure } from '../state/map-selection.ts'
import { breaksFor, type Selection } from '../state/selection.ts'
import { view } from '../state/store.ts'
import { LISTS } from '../state/view-state.ts'
import { daysIn } from '../text/dates.ts'
import type { Benchmark, Verdict } from '../text/benchmark.ts'
import { type MapRow, measuredRows, spotRows, verdictRows } from './desk-map-model.ts'

/** What is on the map: places with their looks, and what the legend says of them. */
export interface Drawing {
  kind: 'cells' | 'areas'
  resolution: number
  measure: Measure
  indicator: Indicator
  rows: readonly MapRow[]
  looks: ReadonlyMap<string, Look>
  byCode: ReadonlyMap<string, MapRow>
  ramp: 'sequential' | 'diverging'
  /** Null where colours are no classes of a value. */
  classes: MapClasses | null
  /** Cases that the places hold together. */
  cases: number | null
  answer: AnswerBody | null
  /** What the brush moves in place of the answer, with the breaks of its classes. */
  moved: DeskMapProps['moved']
}

/** The answer that the map is drawn from. */
export function sourceOf(now: Selection) {
  if (now.map === 'spots') return mapSpots.value
  if (now.map === 'cells') return byCell.value
  return now.map === 'areas' && isAskedApart(now) ? byDrawn.value : byArea.value
}

/** What the brush moves, where the map shows the values themselves. */
function movedOf(now: Selection) {
  if ((now.map !== 'cells' && now.map !== 'areas') || (now.measure !== 'value' && now.measure !== 'count')) return null
  if (now.map === 'cells') return byCell.value.moved ?? null
  return (isAskedApart(now) ? byDrawn.value : byArea.value).moved ?? null
}

const dimensionIn = (answer: AnswerBody) => answer.keys[0]?.dimension ?? ''

/** Whether an answer is of what is asked now; an earlier one may still be there while the next is under way. */
function isCurrent(answer: AnswerBody, now: Selection): boolean {
  const series = answer.series[0]
  const isOfKind = dimensionIn(answer).startsWith(now.map === 'cells' ? 'cell:' : `area:${now.level}`)
  const hasPart =
    now.measure === 'smooth'
      ? series?.smoothed
      : now.measure === 'change' && now.map !== 'verdict'
        ? series?.change
        : true
  return (
    isOfKind && hasPart !== undefined && series?.indicator === (now.map === 'verdict' ? now.indicator : now.drawn).id
  )
}

function classesFor(answer: AnswerBody, now: Selection, catalog: CatalogBody): MapClasses {
  const { classes: chosen } = view.value
  if (now.measure === 'change') return signedClasses(chosen, now.drawn.unit === 'percent')
  if (now.measure === 'against') return signedClasses(chosen, now.drawn.unit === 'percent')
  const dimension = dimensionIn(answer)
  const entry = catalog.breaks.find((each) => each.indicator === now.drawn.id && each.dimension === dimension)
  const year = yearOfClasses.value
  const answered = ofTheYear.value.value
  const isSame = answered && dimensionIn(answered) === dimension && answered.series[0]?.indicator === now.drawn.id
  const narrows = LISTS.some((name) => name !== 'area' && name !== 'cell' && now.filters[name].length > 0)
  const whole = (byCoarse.value.value ?? byArea.value.value)?.total[0]?.value ?? null
  return valueClasses({
    chosen,
    fixed: breaksFor(catalog, now.drawn.id, dimension, now.days),
    year: isSame ? answered : null,
    scale: entry?.per_day && year ? now.days / daysIn(year.from, year.to) : 1,
    whole: narrows && now.drawn.kind === 'rate' ? whole : null,
  })
}

/** What the map draws now; while the next answer is under way, what it drew before. */
export function useDrawing(
  catalog: CatalogBody,
  now: Selection,
  benchmark: Benchmark | null,
  verdicts: ReadonlyMap<string, Verdict> | null,
): Drawing | null {
  const last = useRef<Omit<Drawing, 'moved'> | null>(null)
  const spots = mapSpots.value.value
  const source = now.map === 'spots' ? null : (sourceOf(now).value as AnswerBody | null)
  const isOfCells = now.map === 'cells' || now.map === 'spots'
  const hasShapes = !isOfCells || (cellShapes.value.value !== null && !cellShapes.value.pending)
  const answer = source && hasShapes && isCurrent(source, now) ? source : null
  const moved = movedOf(now)
  const classes = answer && now.map !== 'verdict' ? classesFor(answer, now, catalog) : null
  const edges = classes?.breaks.join() ?? ''
  const verdictKey = verdicts && [...verdicts].join()
  const drawn = useMemo((): Omit<Drawing, 'moved'> | null => {
    const whole = { measure: now.measure, indicator: now.drawn }
    if (now.map === 'spots') {
      if (!spots || !hasShapes) return null
      const resolution = Number(spots.dimension?.split(':')[1] ?? now.resolution)
      return finished({
        ...whole,
        kind: 'cells',
        resolution,
        rows: spotRows(spots),
        ramp: 'diverging',
        classes: null,
        answer: null,
      })
    }
    if (!answer) return null
    if (now.map === 'verdict') {
      if (!verdicts) return null
      const rows = verdictRows(answer, verdicts)
      return finished({
        ...whole,
        measure: 'value',
        kind: 'areas',
        resolution: 0,
        rows,
        ramp: 'sequential',
        classes: null,
        answer,
      })
    }
    const isCells = now.map === 'cells'
    return finished({
      ...whole,
      kind: isCells ? 'cells' : 'areas',
      resolution: isCells ? Number(dimensionIn(answer).split(':')[1]) : 0,
      rows: measuredRows(answer, now.measure, classes?.breaks ?? [], now.drawn, benchmark),
      ramp: now.measure === 'change' || now.measure === 'against' ? 'diverging' : 'sequential',
      classes,
      answer,
    })
  }, [
    answer,
    hasShapes,
    spots,
    now.map,
    now.measure,
    edges,
    classes?.method,
    verdictKey,
    benchmark?.name,
    benchmark?.value,
    benchmark?.each,
  ])
  if (drawn) last.current = drawn
  const shown = drawn ?? last.current
  return shown && { ...shown, moved: moved && classes ? { ...moved, breaks: classes.breaks } : null }
}

function finished(part: Omit<Drawing, 'looks' | 'byCode' | 'cases' | 'moved'>): Omit<Drawing, 'moved'> {
  const looks = new Map(part.rows.map((row) => [row.code, row]))
  return { ...part, looks, byCode: looks, cases: part.answer?.total[0]?.numerator ?? null }
}
