import { type CaseColumns, type Cube, type Facet, type Field, FIELDS, kindsOf } from './case-columns.ts'
import { type CaseFilter, positionsOf, select, type Selection } from './case-filter.ts'
import { membersBy } from './cubes.ts'
import { segmentsOf } from './segments.ts'
import { tally } from './tally.ts'

/** What cases are counted by: days, kinds, places and cells of the columns, the members of a field, or all together. */
export type Axis = 'all' | 'day' | 'kind' | 'place' | 'cell' | Field

const isField = (axis: Axis): axis is Field => FIELDS.includes(axis as Field)
const isOfRows = (axis: Axis): axis is 'place' | 'cell' => axis === 'place' || axis === 'cell'

/** Entries of an axis. */
export function sizeOf(columns: CaseColumns, axis: Axis): number {
  if (isField(axis)) return membersBy(columns, axis).members
  if (axis === 'cell') return columns.cells.length + 1
  if (axis === 'place') return placesOf(columns)
  return axis === 'all' ? 1 : axis === 'day' ? columns.days : kindsOf(columns)
}

const placesOf = ({ places }: CaseColumns) => [...places.values()][0]?.length ?? 1

/** The facet whose cube knows all that a selection and an axis ask; undefined where only the cases themselves do. */
function cubeFor(columns: CaseColumns, { where, masks, fields }: Selection, axis: Axis): Facet | undefined {
  const { areas, isEverywhere } = where
  if (isOfRows(axis) || !(areas || isEverywhere) || columns.combos.dated.includes(0)) return undefined
  if (masks.some(({ column }) => column !== columns.combo)) return undefined
  const ofAreas: Facet[] = areas ? [`area:${areas.level}`] : []
  const [facet = 'all', second] = new Set<Facet>([...(isField(axis) ? [axis] : []), ...fields, ...ofAreas])
  return !second && columns.cubes.has(facet) ? facet : undefined
}

/** Members of a facet that a selection keeps. */
function membersKept(columns: CaseColumns, { masks, where: { areas } }: Selection, facet: Facet): Uint32Array {
  const { of, codes } = membersBy(columns, facet)
  const ids = areas && new Set(areas.ids)
  const keep = Uint8Array.from(codes, (code) => ((ids ? ids.has(code) : masks.length === 0) ? 1 : 0))
  for (const mask of masks)
    mask.keep.forEach((kept, combo) => {
      if (kept === 1) keep[of[combo] as number] = 1
    })
  return positionsOf(keep)
}

function countInCube(columns: CaseColumns, selection: Selection, axis: Axis, facet: Facet, n: Uint32Array): void {
  const { members, n: before } = columns.cubes.get(facet) as Cube
  const { first, end, where } = selection
  const kept = membersKept(columns, selection, facet)
  for (const kind of where.kinds) {
    for (const member of kept) {
      const base = (kind * members + member) * (columns.days + 1)
      if (axis === 'day') {
        for (let day = first; day < end; day++)
          n[day] = (n[day] as number) + (before[base + day + 1] as number) - (before[base + day] as number)
      } else {
        const at = axis === facet ? member : axis === 'kind' ? kind : 0
        n[at] = (n[at] as number) + (before[base + end] as number) - (before[base + first] as number)
      }
    }
  }
}

function countByField(columns: CaseColumns, selection: Selection, field: Field, n: Uint32Array): void {
  const { of } = membersBy(columns, field)
  const byCombo = new Uint32Array(of.length)
  tally(segmentsOf(columns, selection, 'all'), selection.masks, columns.combo, byCombo)
  for (const [combo, count] of byCombo.entries()) {
    const member = of[combo] as number
    n[member] = (n[member] as number) + count
  }
}

/** Adds the cases of a selection to `n`, an axis as `countCases` gives it. */
export function countSelection(columns: CaseColumns, selection: Selection, axis: Axis, n: Uint32Array): void {
  const facet = cubeFor(columns, selection, axis)
  if (facet !== undefined) countInCube(columns, selection, axis, facet, n)
  else if (isField(axis)) countByField(columns, selection, axis, n)
  else if (isOfRows(axis)) tally(segmentsOf(columns, selection, 'all'), selection.masks, columns[axis], n)
  else tally(segmentsOf(columns, selection, axis), selection.masks, null, n)
}

/** As `countCases`, of selections. */
export function countSelections(columns: CaseColumns, axis: Axis, selections: readonly Selection[]): Uint32Array {
  const n = new Uint32Array(sizeOf(columns, axis))
  for (const selection of selections) countSelection(columns, selection, axis, n)
  return n
}

/**
 * Cases by an axis: one entry a day, kind or place of the columns, a cell (the last: none) or a member of a field by its
 * code (the last: unknown).
 */
export const countCases = (columns: CaseColumns, axis: Axis, filter: CaseFilter): Uint32Array =>
  countSelections(columns, axis, select(columns, filter))

/** Whether `countSelections` looks at more cases than so many. */
export function isWide(columns: CaseColumns, axis: Axis, selections: readonly Selection[], most: number): boolean {
  const { runs } = columns
  const count = kindsOf(columns)
  let rows = 0
  for (const selection of selections) {
    const { first, end, masks, where } = selection
    const isOfSizes = masks.length === 0 && !isField(axis) && !isOfRows(axis)
    const between = (runs[end * count] as number) - (runs[first * count] as number)
    if (rows + between <= most || isOfSizes || cubeFor(columns, selection, axis) !== undefined) continue
    for (let day = first; day < end; day++)
      for (const kind of where.kinds)
        rows += (runs[day * count + kind + 1] as number) - (runs[day * count + kind] as number)
  }
  return rows > most
}
