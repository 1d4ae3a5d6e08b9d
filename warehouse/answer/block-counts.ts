import type { CasesPlan, Grain } from '../query/plan.ts'
import { binsSql, NO_MEMBER } from '../query/bins-sql.ts'
import type { Attached } from '../snapshot/types.ts'
import { countsInColumns } from './block-columns.ts'
import { addDays } from './days.ts'

/** Above this many cases a plan by cells is counted a year at a time, so that nothing else waits long. */
const MOST_AT_ONCE = 2_000_000

export type MemberKey = number | string

export interface WantedCounts {
  plan: CasesPlan
  grain: Grain
  /** First days of the buckets as days since 1970-01-01, and the day after the last. */
  edges: readonly number[]
  /** Position of each member by its id, code, class or lower bits of the cell; NO_MEMBER is the unknown one. */
  members: ReadonlyMap<MemberKey, number>
}

function slices({ span }: CasesPlan, isLarge: boolean): { from: string; before: string }[] {
  const from = span.from ?? span.before
  if (!isLarge) return [{ from, before: span.before }]
  const years: { from: string; before: string }[] = []
  for (let at = from; at < span.before; ) {
    const next = `${Number(at.slice(0, 4)) + 1}-01-01`
    years.push({ from: at, before: next < span.before ? next : span.before })
    at = next
  }
  return years
}

/**
 * Running counts of each component of a plan: one row an edge, one entry a member and a last one for all cases.
 * Throws what the engine throws when `signal` is aborted.
 */
export async function runningCounts(
  snapshot: Attached,
  wanted: WantedCounts,
  signal: AbortSignal | undefined,
): Promise<Uint32Array[]> {
  const told = await countsInColumns(snapshot, wanted)
  signal?.throwIfAborted()
  return told ?? (await countsBySql(snapshot, wanted, signal))
}

async function countsBySql(
  snapshot: Attached,
  { plan, grain, edges, members }: WantedCounts,
  signal: AbortSignal | undefined,
): Promise<Uint32Array[]> {
  const width = members.size + 1
  const counts = plan.components.map(() => new Uint32Array(edges.length * width))
  const rowOf = new Map(edges.map((edge, i) => [edge, i + 1]))
  const isLarge = plan.by[0]?.kind === 'cell' && (snapshot.manifest.tables.cases ?? 0) > MOST_AT_ONCE
  for (const span of slices(plan, isLarge)) {
    const table = await snapshot.engine.query(
      binsSql({ ...plan, span }, grain, snapshot.engine.dialect),
      signal ? { signal } : {},
    )
    const { day = [], k } = table.columns
    for (const [c, column] of counts.entries()) {
      const count = table.columns[`c${c}`] ?? []
      for (let i = 0; i < table.rows; i++) {
        const row = (rowOf.get(Number(day[i])) ?? 0) * width
        const n = Number(count[i])
        const at = members.get((k?.[i] ?? NO_MEMBER) as MemberKey)
        if (at !== undefined) column[row + at] = (column[row + at] as number) + n
        column[row + width - 1] = (column[row + width - 1] as number) + n
      }
    }
  }
  for (const column of counts)
    for (let i = width; i < column.length; i++) column[i] = (column[i] as number) + (column[i - width] as number)
  return counts
}

/** Days since 1970-01-01 of the first days of buckets, as the engine counts them, and of the day after the last day. */
export const edgeDays = (starts: readonly string[], last: string): number[] =>
  [...starts, addDays(last, 1)].map((day) => Date.parse(`${day}T00:00:00Z`) / 86_400_000)
