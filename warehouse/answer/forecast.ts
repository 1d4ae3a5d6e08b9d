import { canForecast, type ForecastGrain } from '../catalog/forecast.ts'
import { lastFirmDay, type SnapshotCatalog } from '../catalog/snapshot-catalog.ts'
import type { Indicator } from '../catalog/types.ts'
import type { QueryInput } from '../query/spec.ts'
import type { Attached } from '../snapshot/types.ts'
import { fewestPeriods, forecast, MONTHLY, WEEKLY } from '../stats/forecast.ts'
import { answer } from './answer.ts'
import { addDays, addYears, bucketCode, bucketEnd, bucketsIn } from './days.ts'
import { forecastNotes } from './forecast-notes.ts'
import type { Ahead, ForecastAnswer } from './forecast-types.ts'
import { refuseInStandard } from './outside-set.ts'
import { unknownName } from './question-error.ts'
import type { Answer, Period } from './types.ts'

/** A count of cases, or a rate of them, under the filters of a question. */
export type ForecastQuestion = Omit<
  QueryInput,
  'indicators' | 'by' | 'from' | 'to' | 'compare' | 'compare_from' | 'compare_to' | 'smooth' | 'status'
> & {
  indicator: string
  grain: ForecastGrain
}

const SHAPES = { week: WEEKLY, month: MONTHLY } as const
/** Older years say little of how the next weeks will err. */
const MOST_YEARS = 10
const DAYS_AHEAD = 400

function indicatorOf({ indicators }: SnapshotCatalog, id: string): Indicator {
  const allowed = indicators.filter(canForecast)
  const found = allowed.find((each) => each.id === id)
  if (found) return found
  throw unknownName(
    'unknown_indicator',
    'indicator',
    { zh: '可预测的指标（案件数或案件率）', en: 'count or rate of cases to forecast' },
    id,
    allowed.map((each) => each.id),
  )
}

/** The whole periods whose reports are in; null where there is none. */
function wholePeriods({ dataFrom, dataTo }: SnapshotCatalog, grain: ForecastGrain): Period | null {
  const firm = lastFirmDay(dataTo)
  const since = addYears(firm, -MOST_YEARS)
  const known = { from: since > dataFrom ? since : dataFrom, to: firm }
  const starts = bucketsIn(grain, known)
  const first = starts.find((start) => start >= known.from)
  const last = starts.findLast((start) => bucketEnd(grain, start, { ...known, to: addDays(firm, DAYS_AHEAD) }) <= firm)
  if (first === undefined || last === undefined || first > last) return null
  return { from: first, to: bucketEnd(grain, last, known) }
}

/** Cases of the periods since the last one without a figure. */
function sinceGap(counts: Float64Array): Float64Array {
  return counts.subarray(counts.findLastIndex((n) => !Number.isFinite(n)) + 1)
}

/** The next periods, in units of the indicator: `per` for each case. */
function aheadOf(counts: Float64Array, grain: ForecastGrain, after: string, per: number): Ahead | null {
  const shape = SHAPES[grain]
  const found = forecast(counts, shape)
  if (!found) return null
  const next = { from: addDays(after, 1), to: addDays(after, DAYS_AHEAD) }
  const inUnits = (list: Float64Array) => Array.from(list, (n) => n * per)
  const { method, ratio, mase, tried } = found
  return {
    method,
    ratio,
    codes: bucketsIn(grain, next)
      .slice(0, shape.horizon)
      .map((start) => bucketCode(grain, start)),
    value: inUnits(found.value),
    band80: { low: inUnits(found.band80.low), high: inUnits(found.band80.high) },
    band95: { low: inUnits(found.band95.low), high: inUnits(found.band95.high) },
    mase: Number.isNaN(mase) ? null : mase,
    is_better: Number.isNaN(mase) ? null : method === 'levelled' && mase < 1,
    tried,
  }
}

type Basis = Pick<ForecastAnswer, 'status' | 'history' | 'denominator' | 'ahead'>

function basisOf(found: Answer, period: Period, indicator: Indicator, grain: ForecastGrain): Basis {
  const series = found.series[0]
  const counts = sinceGap(series?.numerator ?? new Float64Array())
  const gap = found.rows - counts.length
  const from = bucketsIn(grain, period)[gap]
  const denominator = indicator.kind === 'rate' ? (series?.denominator.at(-1) ?? Number.NaN) : null
  const none = { history: null, denominator: null, ahead: null }
  if (from === undefined || Number.isNaN(denominator)) return { ...none, status: 'missing' }
  const history = { from, to: period.to, periods: counts.length }
  if (denominator === 0) return { ...none, history, status: 'zero_denominator' }
  const ahead = aheadOf(counts, grain, period.to, indicator.scale / (denominator ?? 1))
  return { history, denominator, ahead, status: ahead ? 'ok' : 'too_few' }
}

/**
 * The next thirteen weeks or three months of a count or rate of cases, by the season before, with bands of 80 and 95 % from the errors
 * that such forecasts made in the past (`stats/forecast.ts`). Rests on whole periods whose reports are in; a rate keeps the people of the
 * last. Errors: as `answer`, and QuestionError for what cannot be forecast and in a city of profile `standard`.
 */
export async function answerForecast(
  { indicator: id, grain, ...filters }: ForecastQuestion,
  snapshot: Attached,
  options: { signal?: AbortSignal } = {},
): Promise<ForecastAnswer> {
  const { catalog } = snapshot
  refuseInStandard(
    catalog.city,
    { zh: '预测', en: 'a forecast' },
    { zh: '可查询各月的件数与比率。', en: 'Counts and rates by month are published.' },
  )
  const indicator = indicatorOf(catalog, id)
  const period = wholePeriods(catalog, grain)
  const asked = { ...filters, indicators: [id], by: [grain], ...period }
  const found = await answer(asked, snapshot, options)
  const basis: Basis = period
    ? basisOf(found, period, indicator, grain)
    : { status: 'too_few', history: null, denominator: null, ahead: null }
  const fewest = fewestPeriods(SHAPES[grain])
  return {
    snapshot: snapshot.id,
    indicator: id,
    grain,
    fewest,
    ...basis,
    notes: [...forecastNotes(basis, grain, fewest), ...found.notes],
  }
}
