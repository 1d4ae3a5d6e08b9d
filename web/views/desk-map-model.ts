import type { AnswerBody } from '../../api/schema/answer.ts'
import type { HotSpotsBody } from '../../api/schema/hot-spots.ts'
import type { Indicator, Label, Status } from '../../warehouse/catalog/types.ts'
import { isUnsure } from '../../warehouse/catalog/words.ts'
import { type Standing, standingOf } from '../../warehouse/stats/benchmark.ts'
import { classOf, type PlaceClass } from '../map/classes.ts'
import type { Measure } from '../state/map-selection.ts'
import { type Benchmark, benchmarkFor, standingIn, type Verdict } from '../text/benchmark.ts'

/** One place of the map: what it is classed by, how it looks, and what a reader may want to know of it. */
export interface MapRow {
  code: string
  label: Label
  /** What is drawn: a value, a change in percent or points, a distance from the benchmark. */
  shown: number | null
  value: number | null
  low: number | null
  high: number | null
  n: number | null
  denominator: number | null
  before: number | null
  status: Status
  /** Of a change or a distance: whether it can be told from none. */
  standing: Standing | null
  class: PlaceClass
  isHatched: boolean
}

type Numbers = AnswerBody['series'][number]

function plainRows(answer: AnswerBody, of: (series: Numbers, i: number, row: MapRow) => Partial<MapRow>): MapRow[] {
  const [series, key] = [answer.series[0], answer.keys[0]]
  if (!series || !key) return []
  return key.codes.flatMap((code, i): MapRow[] => {
    if (code === null) return []
    const status = (series.status[i] ?? 'missing') as Status
    const row: MapRow = {
      code,
      label: key.labels[i] ?? { zh: code, en: code },
      shown: series.value[i] ?? null,
      value: series.value[i] ?? null,
      low: series.low[i] ?? null,
      high: series.high[i] ?? null,
      n: series.numerator[i] ?? null,
      denominator: series.denominator[i] ?? null,
      before: series.before?.[i] ?? null,
      status,
      standing: null,
      class: 'none',
      isHatched: isUnsure(status),
    }
    return [{ ...row, ...of(series, i, row) }]
  })
}

/** A difference in its class; one that is nothing is in the middle, never a true zero. */
const signedClass = (shown: number | null, status: Status, breaks: readonly number[]): PlaceClass =>
  shown === null
    ? classOf(null, status === 'suppressed' ? status : 'missing', breaks)
    : classOf(shown || 1e-9, 'ok', breaks)

/** Change since the compared period: percent, or points of a percentage; hatched where its interval holds no change. */
function changeOf(series: Numbers, i: number, row: MapRow, breaks: readonly number[]): Partial<MapRow> {
  const { value, low, high, before } = row
  const [from, to] = [series.before_low?.[i] ?? null, series.before_high?.[i] ?? null]
  const shown = series.change?.[i] ?? null
  const known = value !== null && low !== null && high !== null && before !== null && from !== null && to !== null
  const standing = known ? standingOf({ value, low, high }, { value: before, low: from, high: to }, 0) : null
  const isTold = standing === null || standing === 'above' || standing === 'below'
  return { shown, standing, class: signedClass(shown, row.status, breaks), isHatched: shown !== null && !isTold }
}

function distanceOf(
  series: Numbers,
  i: number,
  row: MapRow,
  { benchmark, indicator, breaks }: { benchmark: Benchmark; indicator: Indicator; breaks: readonly number[] },
): Partial<MapRow> {
  const own = benchmarkFor(benchmark, row.code)
  const standing = own && standingIn(series, i, own)
  const inPoints = indicator.unit === 'percent'
  const gap = row.value === null || own === null ? null : row.value - own.value
  const shown =
    gap === null || own === null || (!inPoints && own.value === 0) ? null : inPoints ? gap : (100 * gap) / own.value
  const isTold = standing === 'above' || standing === 'below'
  return {
    shown,
    standing,
    before: own?.value ?? null,
    class: signedClass(shown, row.status, breaks),
    isHatched: shown !== null && !isTold,
  }
}

/** The places of an answer as one measure draws them. */
export function measuredRows(
  answer: AnswerBody,
  measure: Measure,
  breaks: readonly number[],
  indicator: Indicator,
  benchmark: Benchmark | null,
): MapRow[] {
  if (measure === 'change') return plainRows(answer, (series, i, row) => changeOf(series, i, row, breaks))
  if (measure === 'against') {
    return benchmark
      ? plainRows(answer, (series, i, row) => distanceOf(series, i, row, { benchmark, indicator, breaks }))
      : []
  }
  return plainRows(answer, (series, i, row) => {
    const smoothed = measure === 'smooth' ? (series.smoothed?.[i] ?? null) : row.value
    const isDrawn = measure !== 'smooth' || row.value !== null
    const shown = isDrawn ? smoothed : null
    return {
      shown,
      class: classOf(shown, row.status, breaks),
      isHatched: measure !== 'smooth' && isUnsure(row.status),
    }
  })
}

/** Areas by how they stand against the benchmark. */
export function verdictRows(answer: AnswerBody, verdicts: ReadonlyMap<string, Verdict>): MapRow[] {
  return plainRows(answer, (_series, _i, row) => {
    const verdict = verdicts.get(row.code)
    return { class: verdict ?? classOf(row.value, row.status, []), isHatched: verdict === 'unclear' }
  })
}

/** How surely a spot is one: false discovery rate below a thousandth, a hundredth, a twentieth. */
export const SPOT_RATES = [0.001, 0.01, 0.05] as const

/** Step of the diverging ramp: hot above the middle, cold below, the surer the farther out. */
export function spotStep(spot: 'hot' | 'cold', q: number): number {
  const sure = q < SPOT_RATES[0] ? 3 : q < SPOT_RATES[1] ? 2 : 1
  return spot === 'hot' ? 3 + sure : 3 - sure
}

export function spotRows({ spots }: HotSpotsBody): MapRow[] {
  return spots.map(({ place, label, spot, cases, people, expected, q }) => ({
    code: place,
    label,
    shown: q,
    value: cases,
    low: null,
    high: null,
    n: cases,
    denominator: people,
    before: expected,
    status: 'ok',
    standing: spot === 'hot' ? 'above' : 'below',
    class: spotStep(spot, q),
    isHatched: false,
  }))
}

export type Occurring = 'hatched' | 'unreliable' | 'merged' | 'suppressed' | 'zero' | 'missing' | 'none'

/** How many places are of each standing that is no plain value; those that do not occur are left out. */
export function standingsOf(rows: readonly MapRow[], measure: Measure): { name: Occurring; n: number }[] {
  const isSigned = measure === 'change' || measure === 'against'
  const told: Record<Occurring, (row: MapRow) => boolean> = {
    hatched: (row) => isSigned && row.isHatched,
    unreliable: (row) => !isSigned && measure !== 'smooth' && row.status === 'unreliable' && row.shown !== null,
    merged: (row) => row.status === 'merged',
    suppressed: (row) => row.class === 'suppressed',
    zero: (row) => row.class === 'zero',
    missing: (row) => row.class === 'missing',
    none: (row) => row.class === 'none',
  }
  return Object.entries(told)
    .map(([name, is]) => ({ name: name as Occurring, n: rows.filter(is).length }))
    .filter(({ n }) => n > 0)
}
