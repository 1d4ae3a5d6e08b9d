import { ancestorsAt } from '../columns/ancestors.ts'
import { type CaseColumns, URBAN } from '../columns/case-columns.ts'
import type { CaseFilter } from '../columns/case-filter.ts'
import { sizeOf } from '../columns/count.ts'
import { NO_MEMBER } from '../query/bins-sql.ts'
import type { CasesPlan, Dimension } from '../query/plan.ts'
import type { Attached } from '../snapshot/types.ts'
import type { MemberKey, WantedCounts } from './block-counts.ts'
import { axisOf, isCount } from './brush.ts'
import { addDays } from './days.ts'
import { columnsOf } from './served-columns.ts'

/** The cases that a plan counts; null where it asks for more than the columns know. */
function caseFilter({ at, span, openAt, filters, components, monthsBefore }: CasesPlan): CaseFilter | null {
  const isTold = at === 'opened_at' && openAt === undefined && components.every(isCount)
  if (!isTold || span.from === null) return null
  const months = monthsBefore === undefined ? {} : { monthsBefore }
  return { ...filters, from: span.from, to: addDays(span.before, -1), ...months }
}

/** Lower 52 bits of cells, read by their halves: an index read as one number of 64 bits would be an object. */
function digitsOf(cells: BigUint64Array): number[] {
  const halves = new Uint32Array(cells.buffer, cells.byteOffset, 2 * cells.length)
  return Array.from(
    { length: cells.length },
    (_, i) => ((halves[2 * i + 1] as number) % 2 ** 20) * 2 ** 32 + (halves[2 * i] as number),
  )
}

/** Key of the member that each entry of an axis belongs to, by a dimension that a block can go by. */
function memberKeys(columns: CaseColumns, dimension: Dimension | undefined, size: number): MemberKey[] {
  const byCode = (keyOf: (code: number) => MemberKey | undefined) =>
    Array.from({ length: size }, (_, i) => (i === size - 1 ? NO_MEMBER : (keyOf(i) ?? NO_MEMBER)))
  switch (dimension?.kind) {
    case 'cell': {
      const { cells, of } = ancestorsAt(columns, dimension.resolution)
      const digits = digitsOf(cells)
      return Array.from(of, (ancestor) => digits[ancestor] ?? NO_MEMBER)
    }
    case 'area':
      return Array.from(columns.places.get(dimension.level) ?? [], (area) => (area === 0 ? NO_MEMBER : area))
    case 'urban':
      return byCode((code) => URBAN[code])
    case 'coded': {
      const { column } = dimension
      const isOfKinds = column === 'category' || column === 'category_group'
      return isOfKinds ? Array.from(columns.kinds[column]) : byCode((code) => code)
    }
    default:
      return []
  }
}

/** Running counts of each component of a plan, from the columns in memory; null where they cannot tell. */
export async function countsInColumns(
  snapshot: Attached,
  { plan, edges, members }: WantedCounts,
): Promise<Uint32Array[] | null> {
  const served = columnsOf(snapshot)
  const filter = caseFilter(plan)
  const [dimension] = plan.by
  const axis = axisOf(dimension)
  if (!served || !filter || axis === null) return null
  const keys = memberKeys(served.columns, dimension, sizeOf(served.columns, axis))
  const width = members.size + 1
  const n = new Uint32Array(new SharedArrayBuffer(4 * edges.length * width))
  const positions = Int32Array.from(keys, (key) => members.get(key) ?? -1)
  await served.counters.fill({ axis, edges: Int32Array.from(edges), positions, width, n }, filter)
  return plan.components.map(() => n)
}

/** H3 indexes of the cells at a resolution that hold a case of a plan; null where the columns cannot tell. */
export async function cellsInColumns(
  snapshot: Attached,
  plan: CasesPlan,
  resolution: number,
): Promise<ReadonlySet<bigint> | null> {
  const served = columnsOf(snapshot)
  const filter = caseFilter(plan)
  if (!served || !filter) return null
  const counts = await served.counters.count('cell', filter)
  const { cells, of } = ancestorsAt(served.columns, resolution)
  const isSeen = new Uint8Array(cells.length + 1)
  for (let i = 0; i < served.columns.cells.length; i++) if ((counts[i] as number) > 0) isSeen[of[i] as number] = 1
  return new Set(cells.filter((_, ancestor) => isSeen[ancestor] === 1))
}
