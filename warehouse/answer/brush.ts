import { type BrushFilter, type CaseColumns, countCases, loadCaseColumns, NONE } from '../columns/case-columns.ts'
import type { Component } from '../catalog/types.ts'
import type { Dimension, Filters } from '../query/plan.ts'
import type { Attached } from '../snapshot/types.ts'
import { cellParents } from './cell-parent.ts'
import { addDays } from './days.ts'
import { UNKNOWN } from './keys.ts'
import type { Scope } from './parts.ts'
import type { Sums } from './sums.ts'

/** Above this many cases SQL answers alone: reading them all into memory would hold up the question that asks for it. */
const MOST_CASES = 2_000_000
const FIRST_DAY = '1970-01-01'

const loaded = new WeakMap<Attached, Promise<CaseColumns>>()
const parents = new WeakMap<CaseColumns, Map<number, string[]>>()

function columnsOf(snapshot: Attached): Promise<CaseColumns> {
  const known = loaded.get(snapshot) ?? loadCaseColumns(snapshot.engine, snapshot.store)
  loaded.set(snapshot, known)
  known.catch(() => loaded.delete(snapshot))
  return known
}

/** Ancestor of each cell at a resolution, as text. */
function parentsAt(columns: CaseColumns, resolution: number): string[] {
  const known = parents.get(columns) ?? new Map<number, string[]>()
  parents.set(columns, known)
  const parentOf = cellParents(resolution)
  const found = known.get(resolution) ?? Array.from(columns.cells, (cell) => String(parentOf(cell)))
  known.set(resolution, found)
  return found
}

function canCount({ coded, areas, cells, status }: Filters): boolean {
  return areas.size + cells.size + status.length === 0 && [...coded.keys()].every((column) => column === 'category')
}

function keyOf(by: readonly Dimension[]): 'cell' | 'category' | 'day' | null {
  const [dimension, second] = by
  if (!dimension || second) return null
  if (dimension.kind === 'cell') return 'cell'
  if (dimension.kind === 'coded' && dimension.column === 'category') return 'category'
  return dimension.kind === 'time' && dimension.grain === 'day' ? 'day' : null
}

/** Counts of all cases by cell, category or day from the columns in memory; null when the question is another one. */
export async function countFromColumns(
  { snapshot, by, filters, period }: Scope,
  component: Component,
): Promise<Sums | null> {
  const key = keyOf(by)
  const isCount =
    component.sum === undefined && component.where === undefined && (component.at ?? 'opened_at') === 'opened_at'
  const size = snapshot.manifest.tables.cases ?? Number.POSITIVE_INFINITY
  if (!key || !isCount || !canCount(filters) || size > MOST_CASES || snapshot.catalog.dataFrom < FIRST_DAY) return null
  const columns = await columnsOf(snapshot)
  const filter: BrushFilter = { ...period, categories: filters.coded.get('category') ?? [], urban: filters.urban }
  const counts = countCases(columns, key, filter)
  const [dimension] = by
  const ancestors = dimension?.kind === 'cell' ? parentsAt(columns, dimension.resolution) : []
  const tokenAt = (i: number): string => {
    if (key === 'cell') return ancestors[i] ?? UNKNOWN
    if (key === 'day') return addDays(period.from, i)
    return i === NONE ? UNKNOWN : String(i)
  }
  const sums = new Map<string, number>()
  counts.forEach((n, i) => {
    if (n === 0) return
    const token = tokenAt(i)
    sums.set(token, (sums.get(token) ?? 0) + n)
  })
  return sums
}
