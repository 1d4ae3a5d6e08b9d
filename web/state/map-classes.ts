import type { AnswerBody } from '../../api/schema/answer.ts'
import { equalBreaks, naturalBreaks } from '../../warehouse/stats/class-breaks.ts'
import { fitBreaks } from './selection.ts'
import type { ViewState } from './view-state.ts'

const CLASSES = 7
const FEWEST = 14
const CHANGE = [10, 25, 50]
const POINTS = [2, 5, 10]

/** The breaks of a map and how they came about; `quantile` are those of the catalog, `fitted` the same for a filter. */
export interface MapClasses {
  breaks: readonly number[]
  method: 'quantile' | 'fitted' | 'natural' | 'equal' | 'own' | 'signed'
}

/** Rounded to a tenth of the narrowest class or a little less, so that a legend can be read. */
function readable(edges: readonly number[]): number[] {
  const gaps = edges.slice(1).map((edge, i) => edge - (edges[i] ?? edge))
  const least = Math.min(...gaps, Math.abs(edges[0] ?? 1) || 1)
  const step = 10 ** Math.floor(Math.log10(least / 5))
  const rounded = edges.map((edge) => Number((Math.round(edge / step) * step).toPrecision(12)))
  return [...new Set(rounded)]
}

/** Values worth classing: those with enough behind them where there are some, else all; zero is a class of its own. */
export function classedValues(answer: AnswerBody): number[] {
  const series = answer.series[0]
  const values = (series?.value ?? []).map((value, i) => ({ value, isFirm: series?.status[i] === 'ok' }))
  const positive = values.flatMap(({ value, isFirm }) => (value !== null && value > 0 ? [{ value, isFirm }] : []))
  const firm = positive.filter(({ isFirm }) => isFirm)
  return (firm.length >= FEWEST ? firm : positive).map(({ value }) => value)
}

export interface ClassesInput {
  chosen: ViewState['classes']
  /** Breaks of the catalog for the period shown; null: there are none. */
  fixed: readonly number[] | null
  /** The places over the year that classes are made from, unfiltered; null until it is there. */
  year: AnswerBody | null
  /** What a value of that year is to be multiplied by to be one of the period shown. */
  scale: number
  /** Value of the whole under the filters, where classes may move to it. */
  whole: number | null
}

/** The breaks of values, the same for every place, pan and zoom and for every period of one length. */
export function valueClasses({ chosen, fixed, year, scale, whole }: ClassesInput): MapClasses {
  if (Array.isArray(chosen)) return { breaks: chosen, method: 'own' }
  if (chosen !== null && year) {
    const values = classedValues(year).map((value) => value * scale)
    const breaks = chosen === 'natural' ? naturalBreaks(values, CLASSES) : equalBreaks(values, CLASSES)
    if (breaks.length > 0) return { breaks: readable(breaks), method: chosen }
  }
  const fitted = fitBreaks(fixed ?? [], whole)
  const isFitted = fitted.some((edge, i) => edge !== fixed?.[i])
  return { breaks: fitted, method: isFitted ? 'fitted' : 'quantile' }
}

/** The breaks of a difference, alike on both sides of zero; of one's own those above zero, mirrored. */
export function signedClasses(chosen: ViewState['classes'], inPoints: boolean): MapClasses {
  const own = Array.isArray(chosen) ? chosen.filter((edge) => edge > 0).slice(0, 3) : []
  const above = own.length > 0 ? own : inPoints ? POINTS : CHANGE
  return {
    breaks: [...above.toReversed().map((edge) => -edge), ...above],
    method: own.length > 0 ? 'own' : 'signed',
  }
}
