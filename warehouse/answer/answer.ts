import type { Indicator, Label } from '../catalog/types.ts'
import { gate } from '../disclosure/gate.ts'
import type { QueryInput } from '../query/spec.ts'
import type { Attached } from '../snapshot/types.ts'
import { type Evaluated, evaluate } from './evaluate.ts'
import { boundaryNotes } from './held.ts'
import { membersFor, nameMember } from './keys.ts'
import { monthNotes, needsDays } from './months.ts'
import type { Scope } from './parts.ts'
import { type Question, readQuestion } from './question.ts'
import { QuestionError, SlowQueryError } from './question-error.ts'
import { remembered } from './remembered.ts'
import { openStore } from './sums.ts'
import type { Answer, KeyColumn, Series } from './types.ts'
import { changeOf, type Value } from './values.ts'

/** Most rows an answer may have. */
const MOST_ROWS = 60_000

/** Members of each dimension that the data holds. */
function seenMembers(
  evaluated: readonly Evaluated[],
  dimensions: number,
): { tokens: Set<string>[]; rows: Set<string> } {
  const tokens = Array.from({ length: dimensions }, () => new Set<string>())
  const rows = new Set<string>()
  for (const seen of new Set(evaluated.flatMap((each) => each.seen))) {
    for (const key of seen) {
      if (rows.has(key)) continue
      rows.add(key)
      for (const [i, token] of key.split('|').entries()) tokens[i]?.add(token)
    }
  }
  return { tokens, rows }
}

/** Rows of an answer: every member with every other, but cells only where something is. */
function rowsOf(scope: Scope, evaluated: readonly Evaluated[]): string[][] {
  if (scope.by.length === 0) return [[]]
  const seen = seenMembers(evaluated, scope.by.length)
  const lists = scope.by.map((dimension, i) =>
    membersFor(dimension, scope.snapshot.catalog, scope.filters, scope.period, seen.tokens[i] ?? new Set()),
  )
  const count = lists.reduce((product, members) => product * members.length, 1)
  const hasCells = scope.by.length > 1 && scope.by.some((dimension) => dimension.kind === 'cell')
  if ((hasCells ? seen.rows.size : count) > MOST_ROWS) {
    throw new QuestionError('too_many_rows', 'by', {
      zh: `结果将有 ${hasCells ? seen.rows.size : count} 行，上限 ${MOST_ROWS} 行。请缩短时段、选择更粗的层级或去掉一个维度。`,
      en: `The answer would have ${hasCells ? seen.rows.size : count} rows; the limit is ${MOST_ROWS}. Shorten the period, choose a coarser level or drop a dimension.`,
    })
  }
  if (hasCells) {
    const order = lists.map((members) => new Map(members.map((member, i) => [member, i])))
    const ranks = (row: string[]) => row.map((token, i) => order[i]?.get(token) ?? -1)
    return [...seen.rows]
      .map((key) => ({ row: key.split('|'), at: ranks(key.split('|')) }))
      .filter(({ at }) => !at.includes(-1))
      .sort((a, b) => (a.at[0] ?? 0) - (b.at[0] ?? 0) || (a.at[1] ?? 0) - (b.at[1] ?? 0))
      .map(({ row }) => row)
  }
  return lists.reduce<string[][]>(
    (rows, members) => rows.flatMap((row) => members.map((member) => [...row, member])),
    [[]],
  )
}

function seriesOf(indicator: Indicator, values: readonly Value[], before: readonly Value[] | null): Series {
  const column = (part: 'numerator' | 'denominator' | 'value' | 'low' | 'high') =>
    Float64Array.from(values, (value) => value[part])
  const series: Series = {
    indicator: indicator.id,
    numerator: column('numerator'),
    denominator: column('denominator'),
    value: column('value'),
    low: column('low'),
    high: column('high'),
    status: values.map((value) => value.status),
  }
  if (!before) return series
  return {
    ...series,
    before: Float64Array.from(before, (value) => value.value),
    change: Float64Array.from(values, (value, i) => changeOf(indicator, value.value, before[i]?.value ?? Number.NaN)),
  }
}

/** Rows of the compared period in the order of the answer's rows: time buckets pair by position, other members by name. */
function pairRows(scope: Scope, earlier: Scope, rows: readonly string[][]): string[][] {
  const at = scope.by.findIndex((dimension) => dimension.kind === 'time')
  const time = scope.by[at]
  if (time?.kind !== 'time') return [...rows]
  const buckets = (each: Scope) => membersFor(time, each.snapshot.catalog, each.filters, each.period, new Set())
  const then = buckets(earlier)
  const position = new Map(buckets(scope).map((bucket, i) => [bucket, i]))
  return rows.map((row) =>
    row.map((token, i) => (i === at ? (then[position.get(token) ?? -1] ?? '9999-12-31') : token)),
  )
}

async function measure(scope: Scope, earlier: Scope | null, indicators: readonly Indicator[]) {
  const [now, then] = await Promise.all([evaluate(scope, indicators), earlier ? evaluate(earlier, indicators) : null])
  const rows = rowsOf(scope, now)
  const pairs = earlier ? pairRows(scope, earlier, rows) : []
  const series = now.map(({ indicator, valueOf }, i) => {
    const before = then?.[i]
    return seriesOf(indicator, rows.map(valueOf), before ? pairs.map((row) => before.valueOf(row)) : null)
  })
  return { rows, series, years: [...new Set(now.flatMap((each) => each.years()))].sort((a, b) => a - b) }
}

function notesFor(question: Question, years: number[]): Label[] {
  const notes: Label[] = []
  if (years.length > 0) {
    const list = years.join('、')
    notes.push({
      zh: `人口、住房等年度数据取自 ${list} 年。`,
      en: `Yearly figures (people, homes) are those of ${years.join(', ')}.`,
    })
  }
  if (question.indicators.some((indicator) => indicator.kind === 'gap')) {
    notes.push({
      zh: '城乡两分时，城乡接合部按国家统计规则并入城区。',
      en: 'In the two-class comparison the urban–rural fringe counts as urban, as the official rule has it.',
    })
  }
  return notes
}

function keysOf(question: Question, scope: Scope, rows: readonly string[][]): KeyColumn[] {
  return question.dimensions.map(({ id, dimension }, k) => {
    const nameOf = nameMember(dimension, scope.snapshot.catalog, question.period)
    const names = rows.map((row) => nameOf(row[k] ?? ''))
    const key = { dimension: id, codes: names.map((name) => name.code), labels: names.map((name) => name.label) }
    return names.some(({ holds }) => holds) ? { ...key, holds: names.map(({ holds }) => holds ?? null) } : key
  })
}

/**
 * The one door out: a question about a snapshot becomes gated columns. Totals are recomputed from components.
 * Throws QuestionError for anything unknown or absurd, SlowQueryError when cancelled.
 */
export async function answer(
  input: QueryInput,
  snapshot: Attached,
  options: { signal?: AbortSignal } = {},
): Promise<Answer> {
  const question = readQuestion(input, snapshot.catalog)
  try {
    return await remembered(snapshot, question, () => compute(question, snapshot, options.signal))
  } catch (cause) {
    if (options.signal?.aborted && !(cause instanceof QuestionError)) throw new SlowQueryError('cancelled', { cause })
    throw cause
  }
}

async function compute(question: Question, snapshot: Attached, signal: AbortSignal | undefined): Promise<Answer> {
  const store = openStore(snapshot, signal)
  const by = question.dimensions.map(({ dimension }) => dimension)
  const scope: Scope = {
    snapshot,
    store,
    by,
    isByDay: needsDays(by),
    filters: question.filters,
    period: question.period,
  }
  const earlier = question.compared ? { ...scope, period: question.compared } : null
  const whole = (each: Scope | null) => each && { ...each, by: [] }
  const [parts, total, ofMonths] = await Promise.all([
    measure(scope, earlier, question.indicators),
    measure({ ...scope, by: [] }, whole(earlier), question.indicators),
    monthNotes(scope, question.indicators),
  ])
  return gate(
    {
      snapshot: snapshot.id,
      period: question.period,
      compared: question.compared,
      rows: parts.rows.length,
      keys: keysOf(question, scope, parts.rows),
      series: parts.series,
      total: total.series,
      notes: [...notesFor(question, parts.years), ...boundaryNotes(scope, question.compared), ...ofMonths],
    },
    snapshot.catalog.city.profile,
  )
}
