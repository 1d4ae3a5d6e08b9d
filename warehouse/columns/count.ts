import { type CaseColumns, type Cube, type Field, FIELDS, kindsOf } from './case-columns.ts'
import { type CaseFilter, rowsBetween, select, type Selection } from './case-filter.ts'
import { membersByCombo } from './cubes.ts'
import { segmentsOf } from './segments.ts'
import { tally } from './tally.ts'

/** What cases are counted by: days, kinds, places and cells of the columns, the members of a field, or all together. */
export type Axis = 'all' | 'day' | 'kind' | 'place' | 'cell' | Field

const isField = (axis: Axis): axis is Field => FIELDS.includes(axis as Field)
const isOfRows = (axis: Axis): axis is 'place' | 'cell' => axis === 'place' || axis === 'cell'

/** Entries of an axis. */
export function sizeOf(columns: CaseColumns, axis: Axis): number {
  if (isField(axis)) return membersByCombo(columns, axis).members
  if (axis === 'cell') return columns.cells.length + 1
  if (axis === 'place') return placesOf(columns)
  return axis === 'all' ? 1 : axis === 'day' ? columns.days : kindsOf(columns)
}

const placesOf = ({ places }: CaseColumns) => [...places.values()][0]?.length ?? 1

/** The field whose cube knows all that a selection and an axis ask; undefined where only the cases themselves do. */
function cubeFor(columns: CaseColumns, { places, masks, fields }: Selection, axis: Axis): Field | undefined {
  const [field, second] = new Set(isField(axis) ? [axis, ...fields] : fields)
  const isOfCombos = masks.every(({ column }) => column === columns.combo)
  if (field === undefined || second || places !== null || !isOfCombos || isOfRows(axis)) return undefined
  return columns.combos.dated.includes(0) || !columns.cubes[field] ? undefined : field
}

function countInCube(columns: CaseColumns, selection: Selection, axis: Axis, field: Field, n: Uint32Array): void {
  const { members, n: counts } = columns.cubes[field] as Cube
  const { of } = membersByCombo(columns, field)
  const keep = new Uint8Array(members).fill(selection.masks.length === 0 ? 1 : 0)
  for (const mask of selection.masks)
    mask.keep.forEach((kept, combo) => {
      if (kept === 1) keep[of[combo] as number] = 1
    })
  const kept = Uint32Array.from(keep.keys()).filter((member) => keep[member] === 1)
  const kinds = kindsOf(columns)
  for (let day = selection.first; day < selection.end; day++) {
    for (const kind of selection.kinds) {
      const base = (day * kinds + kind) * members
      const slot = axis === 'day' ? day : axis === 'kind' ? kind : 0
      for (const member of kept) {
        const at = axis === field ? member : slot
        n[at] = (n[at] as number) + (counts[base + member] as number)
      }
    }
  }
}

function countByField(columns: CaseColumns, selection: Selection, field: Field, n: Uint32Array): void {
  const { of } = membersByCombo(columns, field)
  const byCombo = new Uint32Array(of.length)
  tally(segmentsOf(columns, selection, 'all'), selection.masks, columns.combo, byCombo)
  for (const [combo, count] of byCombo.entries()) {
    const member = of[combo] as number
    n[member] = (n[member] as number) + count
  }
}

/** Adds the cases of a selection to `n`, an axis as `countCases` gives it. */
export function countSelection(columns: CaseColumns, selection: Selection, axis: Axis, n: Uint32Array): void {
  const field = cubeFor(columns, selection, axis)
  if (field !== undefined) countInCube(columns, selection, axis, field, n)
  else if (isField(axis)) countByField(columns, selection, axis, n)
  else if (isOfRows(axis)) tally(segmentsOf(columns, selection, 'all'), selection.masks, columns[axis], n)
  else tally(segmentsOf(columns, selection, axis), selection.masks, null, n)
}

/**
 * Cases by an axis: one entry a day, kind or place of the columns, a cell (the last: none) or a member of a field by its
 * code (the last: unknown).
 */
export function countCases(columns: CaseColumns, axis: Axis, filter: CaseFilter): Uint32Array {
  const n = new Uint32Array(sizeOf(columns, axis))
  for (const selection of select(columns, filter)) countSelection(columns, selection, axis, n)
  return n
}

/** Whether `countCases` looks at more cases than so many. */
export function isWide(columns: CaseColumns, axis: Axis, filter: CaseFilter, most: number): boolean {
  if (rowsBetween(columns, filter.from, filter.to) <= most) return false
  let rows = 0
  for (const selection of select(columns, filter)) {
    const isTold = cubeFor(columns, selection, axis) !== undefined
    if (isTold || (selection.masks.length === 0 && !isField(axis) && !isOfRows(axis))) continue
    const { start, end, count } = segmentsOf(columns, { ...selection, places: null }, 'all')
    for (let k = 0; k < count; k++) rows += (end[k] as number) - (start[k] as number)
  }
  return rows > most
}
