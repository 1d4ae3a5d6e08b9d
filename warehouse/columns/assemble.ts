import type { CaseColumns, Codes, Cube, Facet } from './case-columns.ts'
import { addRuns, entriesOf, facetsOf, membersBy } from './cubes.ts'

/** What columns are about before a case is in them. */
export type Outline = Pick<CaseColumns, 'rows' | 'firstDay' | 'days' | 'kinds' | 'places' | 'combos' | 'cells'>

/** Cases of some days, in their order; parts follow one another without a gap. */
export interface Part {
  /** First row. */
  base: number
  /** First day and kind, and the first row of each from there on. */
  firstRun: number
  runs: Uint32Array
  place: Codes
  cell: Codes
  combo: Codes
  /** Cases of each run by the members of each facet that has a cube. */
  cubes: ReadonlyMap<Facet, Uint32Array>
}

function shared<T extends Int32Array | Uint8Array | Uint32Array | BigUint64Array>(list: T): T {
  const copy = new (list.constructor as new (buffer: SharedArrayBuffer) => T)(new SharedArrayBuffer(list.byteLength))
  if (copy instanceof BigUint64Array) copy.set(list as BigUint64Array)
  else copy.set(list as Int32Array)
  return copy
}

const numbers = (length: number) => new Uint32Array(new SharedArrayBuffer(4 * length))

/** A column for codes below `size`. */
const codesFor = (size: number, rows: number): Codes =>
  size <= 0x1_0000 ? new Uint16Array(new SharedArrayBuffer(2 * rows)) : numbers(rows)

/** Columns in shared memory, to be filled part by part. */
export function assemble(outline: Outline): { columns: CaseColumns; put: (part: Part) => void } {
  const { rows, firstDay, days, kinds, places, combos, cells } = outline
  const runs = days * kinds.category.length
  const cubes = new Map<Facet, Cube>()
  for (const facet of facetsOf(outline)) {
    const { members } = membersBy(outline, facet)
    cubes.set(facet, { members, n: numbers(entriesOf(outline, members)) })
  }
  const columns: CaseColumns = {
    rows,
    firstDay,
    days,
    kinds: { category: shared(kinds.category), category_group: shared(kinds.category_group) },
    runs: numbers(runs + 1).fill(rows),
    place: codesFor([...places.values()][0]?.length ?? 1, rows),
    cell: codesFor(cells.length + 1, rows),
    combo: codesFor(combos.status.length, rows),
    places: new Map([...places].map(([level, ids]) => [level, shared(ids)])),
    combos: {
      channel: shared(combos.channel),
      department: shared(combos.department),
      urban: shared(combos.urban),
      status: shared(combos.status),
      dated: shared(combos.dated),
    },
    cells: shared(cells),
    cubes,
  }
  return {
    columns,
    put(part) {
      columns.runs.set(part.runs, part.firstRun)
      columns.place.set(part.place, part.base)
      columns.cell.set(part.cell, part.base)
      columns.combo.set(part.combo, part.base)
      for (const [facet, n] of part.cubes) addRuns(columns, facet, part.firstRun, n)
    },
  }
}
