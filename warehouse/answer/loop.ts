import { membersOf } from '../catalog/snapshot-catalog.ts'
import { WorkingDays } from '../catalog/working-days.ts'
import type { Table } from '../engine/engine.ts'
import {
  aroundLimitSql,
  daysSql,
  hasteSql,
  openByOfficeSql,
  type LoopScope,
  recordedSql,
  repeatedPlacesSql,
  setsSql,
} from '../query/loop-sql.ts'
import { RIPE_DAYS } from '../query/loop-sets.ts'
import type { QueryInput } from '../query/spec.ts'
import type { Attached } from '../snapshot/types.ts'
import { answer } from './answer.ts'
import { waitCurves } from './loop-curves.ts'
import { hasteOf } from './loop-haste.ts'
import {
  agesByOffice,
  agesOf,
  bunchingOf,
  calendarNotes,
  closedWithin,
  proportionOf,
  RECORDED,
  repeatedPlaces,
  sharesOf,
} from './loop-parts.ts'
import type { Loop, LoopRate, LoopStep } from './loop-types.ts'
import { refuseInStandard } from './outside-set.ts'
import { spanOf } from './parts.ts'
import { readQuestion } from './question.ts'

/** The cases asked about: opened in a period, under filters. */
export type LoopQuestion = Omit<QueryInput, 'indicators' | 'by' | 'compare' | 'compare_from' | 'compare_to' | 'smooth'>

const STEPS: LoopStep['id'][] = ['received', 'dispatched', 'contacted', 'closed', 'verified', 'rated']
const RATES = ['on_time_rate', 'response_rate', 'resolution_rate', 'satisfaction_rate'] as const
/** Those that call-backs tell. */
const ANSWERED: readonly string[] = ['resolution_rate', 'satisfaction_rate']
const COVERAGE = 'callback_coverage'
const LOAD = 'grid_worker_load'
const FEWEST_REPEATS = 3
const MOST_PLACES = 12
const MOST_OFFICES = 6

/** Checks the question and says which cases it is about. Errors: QuestionError. */
export function readLoop(question: LoopQuestion, { catalog, store }: Attached) {
  const { period, filters } = readQuestion({ ...question, indicators: ['case_count'] }, catalog)
  const scope: LoopScope = { store, span: spanOf(period), filters, asOf: catalog.asOf }
  return { period, filters, scope }
}

const firstRow = ({ columns }: Table): Record<string, number> =>
  Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, Number(values[0] ?? 0)]))

/**
 * Closed on time, and the three rates with what they would be had everybody been reached; who was closed or contacted in time is known of
 * all. And the cases a grid worker bears.
 */
async function ratesOf(question: LoopQuestion, snapshot: Attached, options: { signal?: AbortSignal }) {
  const known = new Set(snapshot.catalog.indicators.map(({ id }) => id))
  const indicators = [...RATES, COVERAGE, LOAD].filter((id) => known.has(id))
  const { total } = await answer({ ...question, indicators }, snapshot, options)
  const of = (id: string) => {
    const series = total.find(({ indicator }) => indicator === id)
    return proportionOf(series?.numerator[0] ?? 0, series?.denominator[0] ?? 0)
  }
  const coverage = of(COVERAGE)
  const unreached = Math.max(0, coverage.of - coverage.n)
  const rates = RATES.filter((id) => known.has(id)).map((indicator): LoopRate => {
    const rate = of(indicator)
    const all = rate.of + unreached
    const isCalled = ANSWERED.includes(indicator) && rate.of > 0
    return {
      indicator,
      rate,
      worst: isCalled ? rate.n / all : null,
      best: isCalled ? (rate.n + unreached) / all : null,
    }
  })
  const load = total.find(({ indicator }) => indicator === LOAD)
  const value = load?.value[0] ?? Number.NaN
  const workerLoad = Number.isFinite(value) ? { value, workers: load?.denominator[0] ?? 0 } : null
  return { rates, coverage, workerLoad }
}

/**
 * How cases went through the five steps, how long they waited, what is open and what falls due, and what tells of haste. Open
 * cases are those open at the last instant of the data, whenever opened. Errors: QuestionError for what the city has not, and
 * in a city that publishes under `standard`.
 */
export async function answerLoop(
  question: LoopQuestion,
  snapshot: Attached,
  options: { signal?: AbortSignal } = {},
): Promise<Loop> {
  const { catalog, engine } = snapshot
  const { city } = catalog
  refuseInStandard(
    city,
    { zh: '案件闭环分析', en: 'the closed loop' },
    {
      zh: '可按月、按部门查询按时办结率等指标。',
      en: 'Ask for closed on time and the like by month or department instead.',
    },
  )
  const { period, filters, scope } = readLoop(question, snapshot)
  const { dialect } = engine
  const run = (sql: Parameters<typeof engine.query>[0]) => engine.query(sql, options)
  const [
    recorded,
    ofPeriod,
    ofOpen,
    openOffices,
    around,
    days,
    places,
    haste,
    curves,
    { rates, coverage, workerLoad },
  ] = await Promise.all([
    run(recordedSql(scope.store, dialect)),
    run(setsSql(scope, false, dialect)),
    run(setsSql(scope, true, dialect)),
    run(openByOfficeSql(scope, MOST_OFFICES, dialect)),
    run(aroundLimitSql(scope, dialect)),
    run(daysSql(scope, dialect)),
    run(repeatedPlacesSql(scope, FEWEST_REPEATS, MOST_PLACES, dialect)),
    run(hasteSql(scope, dialect)),
    waitCurves(snapshot, period, filters, options.signal),
    ratesOf(question, snapshot, options),
  ])
  const has = (column: string) => recorded.columns[`has_${column}`]?.[0] === true
  const counts = { ...firstRow(ofPeriod), ...firstRow(ofOpen) }
  const sets = Object.fromEntries(
    Object.entries(counts).map(([name, n]) => [name, (RECORDED[name] ?? []).every((any) => any.some(has)) ? n : null]),
  )
  const calendar = new WorkingDays(city.holidays, city.workdays)
  const hours = Array.from(around.columns.hour ?? [], Number).map((hour, i) => ({
    hour,
    n: Number(around.columns.n?.[i]),
  }))
  return {
    snapshot: snapshot.id,
    period,
    as_of: catalog.asOf,
    steps: STEPS.map((id) => ({ id, n: sets[id] ?? null, ripe: sets[`ripe_${id}`] ?? null })),
    ripe_days: RIPE_DAYS,
    sets,
    shares: sharesOf(sets),
    ages: agesOf(counts),
    open_by_office: agesByOffice(openOffices, membersOf(catalog, 'department')),
    curves: curves.filter(({ until }) => has(until)),
    rates,
    coverage,
    worker_load: workerLoad,
    working_days: {
      within: closedWithin(days, calendar, catalog.asOf.slice(0, 10)),
      has_calendar: city.holidays.length > 0,
    },
    around_limit: hours,
    bunching: bunchingOf(hours),
    haste: has('closed_at') ? hasteOf(haste, membersOf(catalog, 'department')) : [],
    repeated_places: repeatedPlaces(places, catalog),
    has_lists: city.profile === 'internal',
    notes: calendarNotes(calendar.yearsWithout(period.from, catalog.asOf.slice(0, 10)), city.holidays.length > 0),
  }
}
