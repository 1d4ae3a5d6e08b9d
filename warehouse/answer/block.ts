import { cellOfDigits, NO_MEMBER, seenCellsSql } from '../query/bins-sql.ts'
import { hasRunningCounts } from '../catalog/running-counts.ts'
import type { Component, Indicator } from '../catalog/types.ts'
import type { CasesPlan, Grain } from '../query/plan.ts'
import type { QueryInput } from '../query/spec.ts'
import { membersOf } from '../catalog/snapshot-catalog.ts'
import { URBAN_CLASSES } from '../catalog/words.ts'
import type { Attached } from '../snapshot/types.ts'
import { cellsInColumns } from './block-columns.ts'
import { figuresOf } from './block-figures.ts'
import { edgeDays, type MemberKey, runningCounts } from './block-counts.ts'
import type { Block, BlockView, Listed } from './block-types.ts'
import { addDays, bucketsIn } from './days.ts'
import { changeDays } from './held.ts'
import { membersFor, nameMember, UNKNOWN } from './keys.ts'
import { monthsBefore } from './months.ts'
import { refuseInStandard } from './outside-set.ts'
import { type Scope, spanOf } from './parts.ts'
import { type Question, readQuestion } from './question.ts'
import { QuestionError, SlowQueryError } from './question-error.ts'
import { openStore, type Store } from './sums.ts'

/** The answer is held by the browser whole: above this the buckets become coarser, until there are no coarser ones. */
const MOST_BYTES = 48 << 20
const MOST_CELLS = 60_000
const MOST_VIEWS = 16
const BYTES_A_COUNT = 4
const GRAINS: readonly Grain[] = ['day', 'week', 'month']

/**
 * `views` break the indicator down, `counts` all cases: dimensions, or `whole`, each under all filters but those it
 * leaves out (`area:street~area`). Filters as in a question.
 */
export interface BlockInput extends Omit<QueryInput, 'indicators' | 'by' | 'from' | 'to' | 'compare' | 'smooth'> {
  indicator: string
  views: string[]
  counts: string[]
}

const refused = (field: string, zh: string, en: string) => new QuestionError('no_block', field, { zh, en })

/** One breakdown to count. */
interface Wanted {
  id: string
  without: string[]
  indicator: Indicator
  scope: Scope
  /** Token of each member. */
  tokens: string[]
  figures: Float64Array | null
  listed: Listed
}

function checkIndicator(indicator: Indicator): void {
  if (hasRunningCounts(indicator)) return
  throw refused(
    'indicator',
    `“${indicator.label.zh}”不由案件数直接算出，拖动时不能随时更新；松开后会重新查询。`,
    `“${indicator.label.en}” is not made of counts of cases, so it cannot move with the brush; it is asked for when the brush is let go.`,
  )
}

const isServed = ({ kind }: Question['dimensions'][number]['dimension']) =>
  ['area', 'cell', 'coded', 'urban'].includes(kind)

const planOf = (scope: Scope, at: CasesPlan['at'], components: readonly Component[]): CasesPlan => {
  const before = at === 'opened_at' ? monthsBefore(scope) : null
  return {
    fact: 'cases',
    store: scope.snapshot.store,
    asOf: scope.snapshot.catalog.asOf,
    by: scope.by,
    at,
    span: spanOf(scope.period),
    filters: scope.filters,
    components,
    ...(before === null ? {} : { monthsBefore: before }),
  }
}

const atOf = (component: Component): CasesPlan['at'] => component.at ?? 'opened_at'

async function seenCells(scope: Scope, indicator: Indicator, resolution: number, signal: AbortSignal | undefined) {
  const { engine } = scope.snapshot
  const parts = [indicator.numerator, indicator.denominator].filter((part) => part?.from === 'cases')
  const found = new Set<string>()
  for (const at of new Set(parts.map((part) => atOf(part as Component)))) {
    const plan = planOf(scope, at, [])
    const told = await cellsInColumns(scope.snapshot, plan, resolution)
    for (const cell of told ?? []) found.add(String(cell))
    if (told) continue
    const { columns } = await engine.query(seenCellsSql(plan, resolution, engine.dialect), signal ? { signal } : {})
    for (const digits of columns.k ?? []) found.add(String(cellOfDigits(Number(digits), resolution)))
  }
  return found
}

async function prepare(
  snapshot: Attached,
  store: Store,
  input: QueryInput,
  view: string,
  years: readonly number[],
  signal: AbortSignal | undefined,
): Promise<Wanted> {
  const { catalog } = snapshot
  const [id = '', ...without] = view.split('~')
  const kept = Object.entries(input).filter(([name]) => name === 'indicators' || !without.includes(name))
  const question = readQuestion(
    {
      ...(Object.fromEntries(kept) as QueryInput),
      by: id === 'whole' ? [] : [id],
      from: catalog.dataFrom,
      to: catalog.dataTo,
    },
    catalog,
  )
  const indicator = question.indicators[0] as Indicator
  checkIndicator(indicator)
  const [dimension] = question.dimensions.map((each) => each.dimension)
  if (dimension && !isServed(dimension)) {
    throw refused('views', `拖动时不能按 ${id} 划分。`, `There is no breakdown by ${id} under a moving brush.`)
  }
  const { period, filters } = question
  const by = dimension ? [dimension] : []
  const scope: Scope = { snapshot, store, by, filters, period, isByDay: false }
  const { denominator } = indicator
  const beside = denominator && denominator.from !== 'cases' ? await figuresOf(scope, denominator, years) : null
  if (beside && !beside.isKnown) {
    throw refused(
      'views',
      `“${indicator.label.zh}”不能按 ${id} 划分。`,
      `“${indicator.label.en}” has no breakdown by ${id}.`,
    )
  }
  const isWhole = filters.areas.size === 0 && filters.urban.length === 0
  const hasOwn = beside !== null && isWhole && dimension?.kind === 'cell'
  const seen = new Set([UNKNOWN])
  if (dimension?.kind === 'coded') for (const { code } of membersOf(catalog, dimension.column)) seen.add(String(code))
  if (dimension?.kind === 'urban') for (const { code } of URBAN_CLASSES) seen.add(code)
  if (dimension?.kind === 'cell') {
    for (const cell of await seenCells(scope, indicator, dimension.resolution, signal)) seen.add(cell)
    if (hasOwn) for (const cell of beside.cells) seen.add(cell)
    if (seen.size > MOST_CELLS) {
      throw refused(
        'views',
        `格网超过 ${MOST_CELLS} 格，拖动时不能随时更新。`,
        `There are more than ${MOST_CELLS} cells: too many to move with the brush.`,
      )
    }
  }
  const tokens = dimension ? membersFor(dimension, catalog, filters, period, seen) : []
  const listed = !dimension || dimension.kind === 'area' ? 'always' : hasOwn ? 'seen_or_figure' : 'seen'
  return { id, without, indicator, scope, tokens, figures: beside?.fill(tokens) ?? null, listed }
}

/** Counts all cases as well where the numerator leaves some out and a member is listed for any of them. */
function componentsOf({ indicator, listed }: Wanted) {
  const { numerator, denominator } = indicator as Indicator & { numerator: Component }
  const counted = denominator?.from === 'cases' ? denominator : null
  const needsSeen = listed !== 'always' && numerator.where !== undefined && counted === null
  const all: Component | null = needsSeen ? { from: 'cases', at: atOf(numerator) } : null
  return { numerator, counted, all }
}

function grainFor(wanted: readonly Wanted[], scope: Pick<Scope, 'snapshot' | 'period'>): Grain {
  const entries = wanted.map((each) => {
    const { counted, all } = componentsOf(each)
    return (each.tokens.length + 1) * (1 + Number(counted !== null) + Number(all !== null))
  })
  const row = entries.reduce((sum, n) => sum + n, 0) * BYTES_A_COUNT
  const fits = (grain: Grain) => row * (bucketsIn(grain, scope.period).length + 1) <= MOST_BYTES
  // Cases known by month only count in whole months.
  const grains = scope.snapshot.catalog.hasMonthCases ? GRAINS.slice(-1) : GRAINS
  const grain = grains.find(fits)
  if (grain) return grain
  throw refused(
    'views',
    '数据太多，拖动时不能随时更新；松开后会重新查询。',
    'Too much to move with the brush; it is asked for when the brush is let go.',
  )
}

function keysOf(tokens: readonly string[], dimension: Scope['by'][number] | undefined): Map<MemberKey, number> {
  const digits = (token: string) => Number(BigInt.asUintN(52, BigInt(token)))
  const key = (token: string): MemberKey => {
    if (token === UNKNOWN) return NO_MEMBER
    if (dimension?.kind === 'urban') return token
    return dimension?.kind === 'cell' ? digits(token) : Number(token)
  }
  return new Map(tokens.map((token, i) => [key(token), i]))
}

async function viewOf(
  wanted: Wanted,
  grain: Grain,
  edges: number[],
  signal: AbortSignal | undefined,
): Promise<BlockView> {
  const { scope, tokens, indicator, listed, figures, id, without } = wanted
  const [dimension] = scope.by
  const { numerator, counted, all } = componentsOf(wanted)
  const asked = [numerator, counted, all]
  const found: (Uint32Array | null)[] = asked.map(() => null)
  for (const at of new Set(asked.flatMap((part) => (part ? [atOf(part)] : [])))) {
    const parts = asked.flatMap((part, i) => (part && atOf(part) === at ? [{ part, i }] : []))
    const plan = planOf(
      scope,
      at,
      parts.map(({ part }) => part),
    )
    const counts = await runningCounts(
      scope.snapshot,
      { plan, grain, edges, members: keysOf(tokens, dimension) },
      signal,
    )
    for (const [c, { i }] of parts.entries()) found[i] = counts[c] ?? null
  }
  const nameOf = dimension ? nameMember(dimension, scope.snapshot.catalog, scope.period) : null
  const names = nameOf ? tokens.map(nameOf) : []
  return {
    indicator: indicator.id,
    dimension: id,
    without,
    listed,
    codes: names.map(({ code }) => code),
    labels: names.map(({ label }) => label),
    numerator: found[0] as Uint32Array,
    denominator: found[1] ?? null,
    seen: found[2] ?? null,
    figures,
  }
}

/**
 * Running counts of an indicator, and of all cases, by several breakdowns at once over all the data, each under all
 * filters but its own: from them the browser answers any period between two edges as `answer` would.
 * Throws QuestionError where no such counts are given, SlowQueryError when cancelled.
 */
export async function answerBlock(
  { indicator, views, counts, ...filters }: BlockInput,
  snapshot: Attached,
  { signal }: { signal?: AbortSignal } = {},
): Promise<Block> {
  const { catalog } = snapshot
  refuseInStandard(
    catalog.city,
    { zh: '自由时段', en: 'a free period' },
    { zh: '可以选择已公布的整月。', en: 'Whole published months can be chosen.' },
  )
  if (changeDays(catalog).length > 0) {
    throw refused(
      'views',
      '区划在数据期内有调整，拖动时不能随时更新；松开后会重新查询。',
      'Boundaries change within the data, so nothing can move with the brush; it is asked for when the brush is let go.',
    )
  }
  if (views.length + counts.length > MOST_VIEWS) {
    throw refused('views', `最多 ${MOST_VIEWS} 个视图。`, `At most ${MOST_VIEWS} views.`)
  }
  const [first, last] = [catalog.dataFrom, catalog.dataTo].map((day) => Number(day.slice(0, 4)))
  const years = Array.from({ length: (last ?? 0) - (first ?? 0) + 1 }, (_, i) => (first ?? 0) + i)
  const store = openStore(snapshot, { signal })
  try {
    const asked = [...views.map((id) => ({ id, of: indicator })), ...counts.map((id) => ({ id, of: 'case_count' }))]
    const wanted = await Promise.all(
      asked.map(({ id, of }) => prepare(snapshot, store, { ...filters, indicators: [of] }, id, years, signal)),
    )
    const period = { from: catalog.dataFrom, to: catalog.dataTo }
    const grain = grainFor(wanted, { snapshot, period })
    const starts = bucketsIn(grain, period)
    const edges = edgeDays(starts, period.to)
    const found = await Promise.all(wanted.map((each) => viewOf(each, grain, edges, signal)))
    return {
      snapshot: snapshot.id,
      grain,
      edges: [period.from, ...starts.slice(1), addDays(period.to, 1)],
      years,
      views: found,
    }
  } catch (cause) {
    if (signal?.aborted && !(cause instanceof QuestionError)) throw new SlowQueryError('cancelled', { cause })
    throw cause
  }
}
