import { type CaseColumns, type Facet, type Field, FIELDS, kindsOf } from './case-columns.ts'

/** Entries of one cube; a facet with more members is counted case by case. */
const MOST_ENTRIES = 8_000_000
/** Entries of a cube of areas: districts have one, streets as a rule not. */
const MOST_OF_AREAS = 2_000_000

export interface Members {
  members: number
  /** Member of each combo, or of each place. */
  of: Uint32Array
  /** Code of each member, ascending. */
  codes: Int32Array
}

type Coded = Pick<CaseColumns, 'combos' | 'places'>

const isField = (facet: Facet): facet is Field => FIELDS.includes(facet as Field)
const known = new WeakMap<Int32Array, Members>()

const ONE: Members = { members: 1, of: new Uint32Array(), codes: new Int32Array(1) }

const codesOf = ({ combos, places }: Coded, facet: Facet): Int32Array =>
  isField(facet) ? combos[facet] : (places.get(facet.slice('area:'.length)) ?? new Int32Array())

/** Members of a facet by combo or place; of a field every code up to the highest, and unknown the last. */
export function membersBy(columns: Coded, facet: Facet): Members {
  if (facet === 'all') return ONE
  const codes = codesOf(columns, facet)
  const found = known.get(codes) ?? (isField(facet) ? membersIn(codes) : areasIn(codes))
  known.set(codes, found)
  return found
}

function membersIn(codes: Int32Array): Members {
  const most = codes.reduce((highest, code) => Math.max(highest, code), -1)
  const of = Uint32Array.from(codes, (code) => (code < 0 ? most + 1 : code))
  return { members: most + 2, of, codes: Int32Array.from({ length: most + 2 }, (_, i) => (i > most ? -1 : i)) }
}

function areasIn(ids: Int32Array): Members {
  const codes = Int32Array.from(new Set(ids)).sort()
  const place = new Map(Array.from(codes, (id, i) => [id, i]))
  return { members: codes.length, of: Uint32Array.from(ids, (id) => place.get(id) as number), codes }
}

type Sized = Pick<CaseColumns, 'combos' | 'days' | 'kinds' | 'places'>

/** The facets whose cases are counted by run beforehand. */
export function facetsOf(columns: Sized): Facet[] {
  const runs = columns.days * columns.kinds.category.length
  const areas = [...columns.places.keys()].map((level): Facet => `area:${level}`)
  const isSmall = (facet: Facet) =>
    runs * membersBy(columns, facet).members <= (facet.startsWith('area:') ? MOST_OF_AREAS : MOST_ENTRIES)
  return [...(['all', ...FIELDS] as const), ...areas].filter(isSmall)
}

/** Cases of each of `runs`, told by their first rows, by the members of a facet: `n[run * members + member]`. */
export function countRuns(
  columns: Sized,
  facet: Facet,
  runs: Uint32Array,
  { combo, place }: { combo: Uint32Array; place: Uint32Array },
): Uint32Array {
  const { members, of } = membersBy(columns, facet)
  const column = isField(facet) ? combo : place
  const n = new Uint32Array(runs.length * members)
  for (let run = 0; run < runs.length; run++) {
    const base = run * members
    const end = runs[run + 1] ?? column.length
    if (facet === 'all') {
      n[base] = end - (runs[run] as number)
      continue
    }
    for (let i = runs[run] as number; i < end; i++) {
      const at = base + (of[column[i] as number] as number)
      n[at] = (n[at] as number) + 1
    }
  }
  return n
}

/** Entries of a cube of so many members. */
export const entriesOf = ({ days, kinds }: Pick<CaseColumns, 'days' | 'kinds'>, members: number): number =>
  kindsOf({ kinds }) * members * (days + 1)

/** Puts the counts of runs from `firstRun` on into a cube, whose runs before are in it. */
export function addRuns(
  { cubes, kinds, days }: Pick<CaseColumns, 'cubes' | 'kinds' | 'days'>,
  facet: Facet,
  firstRun: number,
  n: Uint32Array,
): void {
  const cube = cubes.get(facet)
  if (!cube) return
  const series = kindsOf({ kinds }) * cube.members
  const first = firstRun / kindsOf({ kinds })
  for (let i = 0; i < n.length; i++) {
    const day = first + Math.floor(i / series)
    const at = (i % series) * (days + 1) + day
    cube.n[at + 1] = (cube.n[at] as number) + (n[i] as number)
  }
}
