import type { RiskDefinition, RiskMeasure, RiskPillar } from '../catalog/risk-index.ts'
import type { Label } from '../catalog/types.ts'
import type { IndexPillar } from '../stats/composite.ts'
import { winsorised } from '../stats/outliers.ts'
import type { MeasuredAreas } from './risk-measured.ts'

/** A measure as the index uses it here: its goalposts in numbers, and its values by area. */
export interface UsedMeasure {
  indicator: string
  worse: 'higher' | 'lower'
  min: number
  max: number
  /** `fixed`: stated in the definition, with the reason; `baseline`: the range of areas in the baseline year. */
  goalposts: 'fixed' | 'baseline'
  why: Label | null
  weight: number
  values: Float64Array
}

export interface UsedPillar {
  id: string
  label: Label
  weight: number
  measures: UsedMeasure[]
}

/** A measure that no area is judged by, and why. */
export interface LeftOut {
  indicator: string
  pillar: string
  reason: Label
}

const UNKNOWN: Label = { zh: '本城市没有这一指标', en: 'this city has no such indicator' }
const NO_FIGURES: Label = { zh: '该层级没有任何区域有数据', en: 'no area of this level has a figure' }
const NO_RANGE: Label = {
  zh: '基准年没有数据，或各区域数值相同，定不出上下限',
  en: 'no figures in the baseline year, or all alike: there are no goalposts',
}

/** Range of the reliable values of a year, outliers drawn in; null where it spans nothing. */
function rangeIn({ columns }: MeasuredAreas, indicator: string): { min: number; max: number } | null {
  const column = columns.get(indicator)
  const known = column?.value.filter((value, i) => Number.isFinite(value) && column.status[i] !== 'unreliable')
  if (!known || known.length === 0) return null
  const { values } = winsorised(known)
  const [min, max] = [Math.min(...values), Math.max(...values)]
  return max > min ? { min, max } : null
}

function usedMeasure(measure: RiskMeasure, now: MeasuredAreas, baseline: MeasuredAreas | null): UsedMeasure | Label {
  const { indicator, worse, goalposts, weight = 1 } = measure
  const values = now.columns.get(indicator)?.value
  if (!values) return UNKNOWN
  if (!values.some(Number.isFinite)) return NO_FIGURES
  if (goalposts !== 'baseline') return { indicator, worse, weight, values, goalposts: 'fixed', ...goalposts }
  const range = baseline && rangeIn(baseline, indicator)
  return range ? { indicator, worse, weight, values, goalposts, why: null, ...range } : NO_RANGE
}

/** What of the definition this city has figures for, and what it has not. */
export function partsOf(
  { pillars }: RiskDefinition,
  now: MeasuredAreas,
  baseline: MeasuredAreas | null,
): { used: UsedPillar[]; leftOut: LeftOut[] } {
  const leftOut: LeftOut[] = []
  const measuresOf = ({ id, measures }: RiskPillar) =>
    measures.flatMap((measure) => {
      const made = usedMeasure(measure, now, baseline)
      if ('values' in made) return [made]
      leftOut.push({ indicator: measure.indicator, pillar: id, reason: made })
      return []
    })
  const used = pillars.flatMap((pillar) => {
    const measures = measuresOf(pillar)
    const { id, label, weight = 1 } = pillar
    return measures.length > 0 ? [{ id, label, weight, measures }] : []
  })
  return { used, leftOut }
}

/** Pillars as the statistics take them. */
export const asIndex = (pillars: readonly UsedPillar[]): IndexPillar[] =>
  pillars.map(({ weight, measures }) => ({
    weight,
    measures: measures.map(({ values, min, max, worse, weight: own }) => ({
      values,
      best: worse === 'higher' ? min : max,
      worst: worse === 'higher' ? max : min,
      weight: own,
    })),
  }))
