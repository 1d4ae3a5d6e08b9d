import { NEVER } from './days.ts'
import type { Evaluated } from './evaluate.ts'
import { membersFor } from './keys.ts'
import type { Scope } from './parts.ts'
import { QuestionError } from './question-error.ts'

/** Most rows an answer may have, and most values of all its indicators together. */
const MOST_ROWS = 60_000
const MOST_VALUES = 480_000

/** Errors: QuestionError for an answer of more rows than one may have. */
export function boundRows(rows: number, indicators: number): void {
  const most = Math.min(MOST_ROWS, Math.floor(MOST_VALUES / indicators))
  if (rows <= most) return
  throw new QuestionError('too_many_rows', 'by', {
    zh: `结果将有 ${rows} 行，上限 ${most} 行。请缩短时段、选择更粗的层级、去掉一个维度或减少指标。`,
    en: `The answer would have ${rows} rows; the limit is ${most}. Shorten the period, choose a coarser level, drop a dimension or ask for fewer indicators.`,
  })
}

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
export function rowsOf(scope: Scope, evaluated: readonly Evaluated[]): string[][] {
  if (scope.by.length === 0) return [[]]
  const seen = seenMembers(evaluated, scope.by.length)
  const lists = scope.by.map((dimension, i) =>
    membersFor(dimension, scope.snapshot.catalog, scope.filters, scope.period, seen.tokens[i] ?? new Set()),
  )
  const count = lists.reduce((product, members) => product * members.length, 1)
  const hasCells = scope.by.length > 1 && scope.by.some((dimension) => dimension.kind === 'cell')
  boundRows(hasCells ? seen.rows.size : count, evaluated.length)
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

/** Rows of the compared period in the order of the answer's rows: time buckets pair by position, other members by name. */
export function pairRows(scope: Scope, earlier: Scope, rows: readonly string[][]): string[][] {
  const at = scope.by.findIndex((dimension) => dimension.kind === 'time')
  const time = scope.by[at]
  if (time?.kind !== 'time') return [...rows]
  const buckets = (each: Scope) => membersFor(time, each.snapshot.catalog, each.filters, each.period, new Set())
  const then = buckets(earlier)
  const position = new Map(buckets(scope).map((bucket, i) => [bucket, i]))
  return rows.map((row) => row.map((token, i) => (i === at ? (then[position.get(token) ?? -1] ?? NEVER) : token)))
}
