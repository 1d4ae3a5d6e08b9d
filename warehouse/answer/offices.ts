import { EVALUATION, THREE_RATES } from '../catalog/evaluation.ts'
import type { SnapshotCatalog } from '../catalog/snapshot-catalog.ts'
import type { Indicator } from '../catalog/types.ts'
import type { QueryInput } from '../query/spec.ts'
import type { Attached } from '../snapshot/types.ts'
import { answer } from './answer.ts'
import { DRAWS, drawShare, isEnough, placeOffices, rankDraws } from './offices-compare.ts'
import { officeNotes } from './offices-notes.ts'
import { rateOf, RATES, scoreOffices, sharesOf } from './offices-rates.ts'
import type { Office, Offices, Proportion } from './offices-types.ts'
import { refuseInStandard } from './outside-set.ts'
import { readQuestion } from './question.ts'
import { unknownName } from './question-error.ts'
import type { Series } from './types.ts'

/** A proportion of cases, over a period and under filters. `department` chooses who is shown; all are compared. */
export type OfficesQuestion = Omit<QueryInput, 'indicators' | 'by' | 'compare' | 'smooth'> & { indicator: string }

const COVERAGE = 'callback_coverage'
/** Share called back below which answers should not be compared; the codebook has it with the indicator. */
const LEAST_COVERAGE = 0.6

const isProportionOfCases = ({ kind, numerator, denominator }: Indicator) =>
  kind === 'proportion' && numerator?.from === 'cases' && denominator?.from === 'cases'

function indicatorOf({ indicators }: SnapshotCatalog, id: string): Indicator {
  const allowed = indicators.filter(isProportionOfCases)
  const found = allowed.find((each) => each.id === id)
  if (found) return found
  const what = { zh: '可按部门比较的占比类指标', en: 'proportion of cases to compare offices by' }
  throw unknownName(
    'unknown_indicator',
    'indicator',
    what,
    id,
    allowed.map((each) => each.id),
  )
}

const finite = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value)

const at = (series: Series | undefined, i: number): Proportion => ({
  numerator: finite(series?.numerator[i]),
  denominator: finite(series?.denominator[i]),
  value: finite(series?.value[i]),
  low: finite(series?.low[i]),
  high: finite(series?.high[i]),
  status: series?.status[i] ?? 'missing',
})

const seriesIn = (all: readonly Series[], id: string) => all.find(({ indicator }) => indicator === id)

const scaled = (limits: Office['limits'], scale: number): Office['limits'] =>
  limits && {
    low_998: scale * limits.low_998,
    low_95: scale * limits.low_95,
    high_95: scale * limits.high_95,
    high_998: scale * limits.high_998,
  }

const isThin = ({ numerator, denominator }: Proportion) =>
  numerator !== null && denominator !== null && denominator > 0 && numerator / denominator < LEAST_COVERAGE

/**
 * Each office beside the city in one proportion, by a funnel and with the interval of its rank, and its three rates with one
 * score. Numbers are those of `answer`. Errors: QuestionError for what the city has not, for an indicator that is no proportion
 * of cases, and in a city that publishes under `standard`.
 */
export async function answerOffices(
  { indicator: id, ...question }: OfficesQuestion,
  snapshot: Attached,
  options: { signal?: AbortSignal } = {},
): Promise<Offices> {
  const { catalog } = snapshot
  refuseInStandard(
    catalog.city,
    { zh: '部门比较', en: 'the comparison of offices' },
    { zh: '可按部门查询各项指标。', en: 'Ask for an indicator by department instead.' },
  )
  const indicator = indicatorOf(catalog, id)
  const minimumOf = (one: string) => catalog.indicators.find((each) => each.id === one)?.minimum ?? 0
  const scaleOf = (one: string) => catalog.indicators.find((each) => each.id === one)?.scale ?? 100
  const { department: shown = [], ...all } = question
  readQuestion({ ...question, indicators: [id] }, catalog)
  const indicators = [...new Set([id, ...Object.values(THREE_RATES), COVERAGE])].filter((one) =>
    catalog.indicators.some((each) => each.id === one),
  )
  const found = await answer({ ...all, indicators, by: ['department'] }, snapshot, options)
  const total = at(seriesIn(found.total, id), 0)
  const rows = (found.keys[0]?.codes ?? []).flatMap((code, i) => (code === null ? [] : [{ code, i }]))
  const own = rows.map(({ i }) => at(seriesIn(found.series, id), i))
  const counts = rows.map(({ code }, k) => ({
    code,
    n: own[k]?.numerator ?? Number.NaN,
    of: own[k]?.denominator ?? Number.NaN,
  }))
  const target = (total.numerator ?? Number.NaN) / (total.denominator ?? Number.NaN)
  const { placed, spread } = placeOffices(counts, target, indicator.minimum)
  const stream = `offices ${id} ${found.period.from} ${found.period.to}`
  const first = indicator.polarity === 'lower' ? 'lowest' : 'highest'
  const drawn = counts.map((each) => (isEnough(each, indicator.minimum) ? drawShare(each, stream) : null))
  const ranks = rankDraws(drawn, first)
  const three = rows.map(({ code, i }) => {
    const coverage = at(seriesIn(found.series, COVERAGE), i)
    const rates = RATES.map((rate) =>
      rateOf(rate, scaleOf(THREE_RATES[rate]), at(seriesIn(found.series, THREE_RATES[rate]), i), coverage),
    )
    return { code, coverage, rates }
  })
  const weights = sharesOf((catalog.city.evaluation ?? EVALUATION).weights)
  const fewest = {
    response: minimumOf(THREE_RATES.response),
    resolution: minimumOf(THREE_RATES.resolution),
    satisfaction: minimumOf(THREE_RATES.satisfaction),
  }
  const scores = scoreOffices(three, weights, fewest, stream)
  const offices = rows.map(({ code, i }, k): Office => {
    const { coverage, rates } = three[k] as (typeof three)[number]
    const { position, limits } = placed[k] as (typeof placed)[number]
    return {
      code,
      label: found.keys[0]?.labels[i] ?? { zh: code, en: code },
      ...(own[k] as Proportion),
      position,
      limits: scaled(limits, indicator.scale),
      ...(ranks[k] as (typeof ranks)[number]),
      coverage,
      is_thin: isThin(coverage),
      rates,
      score: scores[k] as (typeof scores)[number],
    }
  })
  const named = counts.reduce((sum, { of }) => sum + (Number.isNaN(of) ? 0 : of), 0)
  return {
    snapshot: snapshot.id,
    indicator: id,
    period: found.period,
    total,
    over_dispersion: spread,
    fewest: indicator.minimum,
    first,
    ranked: drawn.filter((each) => each !== null).length,
    weights,
    scored: scores.filter(({ value }) => value !== null).length,
    draws: DRAWS,
    stream,
    offices: shown.length === 0 ? offices : offices.filter(({ code }) => shown.includes(code)),
    notes: officeNotes(found.notes, offices, Math.max(0, (total.denominator ?? 0) - named), spread !== null),
  }
}
