import type { CaseColumns, Field } from './case-columns.ts'

/** Entries of one cube; a field with more members is counted case by case. */
const MOST_ENTRIES = 8_000_000

interface Members {
  members: number
  of: Uint32Array
}

const known = new WeakMap<Int32Array, Members>()

/** Members of a field by combo, unknown the last. */
export function membersByCombo({ combos }: Pick<CaseColumns, 'combos'>, field: Field): Members {
  const codes = combos[field]
  const found = known.get(codes) ?? membersIn(codes)
  known.set(codes, found)
  return found
}

function membersIn(codes: Int32Array): Members {
  const most = codes.reduce((highest, code) => Math.max(highest, code), -1)
  return { members: most + 2, of: Uint32Array.from(codes, (code) => (code < 0 ? most + 1 : code)) }
}

type Sized = Pick<CaseColumns, 'combos' | 'days' | 'kinds'>

/** Whether the cases of every run are counted by a field beforehand. */
export const hasCube = (columns: Sized, field: Field): boolean =>
  columns.days * columns.kinds.category.length * membersByCombo(columns, field).members <= MOST_ENTRIES

/** Cases of each of `runs`, told by their first rows, by the members of a field: `n[run * members + member]`. */
export function cubeOf(columns: Sized, field: Field, runs: Uint32Array, combo: Uint32Array): Uint32Array {
  const { members, of } = membersByCombo(columns, field)
  const n = new Uint32Array(runs.length * members)
  for (let run = 0; run < runs.length; run++) {
    const base = run * members
    const end = runs[run + 1] ?? combo.length
    for (let i = runs[run] as number; i < end; i++) {
      const at = base + (of[combo[i] as number] as number)
      n[at] = (n[at] as number) + 1
    }
  }
  return n
}
