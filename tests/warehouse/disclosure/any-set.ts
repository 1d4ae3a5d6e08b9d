import fc from 'fast-check'
import {
  type Cubes,
  type CubeSpec,
  SAID_HIDDEN,
  SAID_SHOWN,
  type SetSpec,
} from '../../../warehouse/disclosure/cubes.ts'

/** Months in whole quarters and a year after them, as far as they are over. Parents stand first. */
export function timeOf(months: number): { parent: number[]; leaves: number[]; names: string[] } {
  const quarters = Math.floor(months / 3)
  const years = Math.floor(months / 12)
  const parent = [
    ...Array.from({ length: years }, () => -1),
    ...Array.from({ length: quarters }, (_, q) => (Math.floor(q / 4) < years ? Math.floor(q / 4) : -1)),
    ...Array.from({ length: months }, (_, m) => (Math.floor(m / 3) < quarters ? years + Math.floor(m / 3) : -1)),
  ]
  const names = [years, quarters, months].flatMap((n, k) => Array.from({ length: n }, (_, i) => `${'YQM'[k]}${i}`))
  return { parent, leaves: Array.from({ length: months }, (_, m) => years + quarters + m), names }
}

export interface Case {
  month: number
  district: number
  street: number
  category: number
  known: boolean
  solved: boolean
}

export interface Plan {
  months: number
  districts: number
  streets: number
  categories: number
  grouped: number
}

const KNOWN = 2

/** Tables of cases by month, street and district, category and its group, and whether known and solved. */
export function setOf({ months, districts, streets, categories, grouped }: Plan, cases: readonly Case[]): SetSpec {
  const time = timeOf(months)
  const place = [
    -1,
    ...Array.from({ length: districts }, () => 0),
    ...Array.from({ length: districts * streets }, (_, s) => 1 + Math.floor(s / streets)),
  ]
  const coarse = 1 + districts
  const kinds = [-1, ...Array.from({ length: categories }, (_, c) => (c < grouped ? 0 : -1))]
  const fill = (places: number, members: number, of: (one: Case) => [number, number] | null) => {
    const leaves = new Int32Array(time.parent.length * places * members)
    for (const one of cases) {
      const [p, m] = of(one) ?? [-1, -1]
      if (p < 0) continue
      const i = ((time.leaves[one.month] as number) * places + p) * members + m
      leaves[i] = (leaves[i] as number) + 1
    }
    return leaves
  }
  const cubes: CubeSpec[] = [
    {
      id: 'cases',
      of: null,
      members: [-1],
      places: place.length,
      leaves: fill(place.length, 1, (one) => [coarse + one.district * streets + one.street, 0]),
    },
    {
      id: 'category',
      of: { cube: 0, member: 0 },
      members: kinds,
      places: coarse,
      leaves: fill(coarse, kinds.length, (one) => [1 + one.district, 1 + one.category]),
    },
    {
      id: 'known',
      of: { cube: 0, member: 0 },
      members: [-1, -1],
      latent: [1],
      places: coarse,
      leaves: fill(coarse, 2, (one) => [1 + one.district, one.known ? 0 : 1]),
    },
    {
      id: 'solved',
      of: { cube: KNOWN, member: 0 },
      members: [-1, -1],
      places: coarse,
      leaves: fill(coarse, 2, (one) => (one.known ? [1 + one.district, one.solved ? 0 : 1] : null)),
    },
  ]
  return { time: time.parent, place, cubes }
}

/** What a set of a month less has said of each cell of this one. */
export function saidBefore({ months }: Plan, before: Cubes, after: Cubes): Uint8Array {
  const then = timeOf(months - 1).names
  const said = new Uint8Array(after.value.length)
  for (const cell of said.keys()) {
    const { cube, time, place, member } = after.at(cell)
    const earlier = then.indexOf(timeOf(months).names[time] ?? '')
    if (earlier < 0) continue
    said[cell] = before.hidden[before.cell(cube, earlier, place, member)] ? SAID_HIDDEN : SAID_SHOWN
  }
  return said
}

/** Cases of a small city: sparse at some places and months, crowded at others. */
export const anyCity = (months: fc.Arbitrary<number>): fc.Arbitrary<{ plan: Plan; cases: Case[] }> =>
  fc
    .record({
      months,
      districts: fc.integer({ min: 1, max: 4 }),
      streets: fc.integer({ min: 1, max: 3 }),
      categories: fc.integer({ min: 1, max: 4 }),
      grouped: fc.integer({ min: 1, max: 2 }),
      seed: fc.integer({ min: 1, max: 2 ** 30 }),
      mean: fc.constantFrom(0.4, 2, 6, 15, 40),
    })
    .map(({ seed, mean, ...rest }) => {
      const plan = { ...rest, grouped: Math.min(rest.grouped, rest.categories) }
      return { plan, cases: casesOf(plan, mean, seed) }
    })

/** A generator of numbers from 0 to 1 (mulberry32). */
export function seeded(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

function casesOf({ months, districts, streets, categories }: Plan, mean: number, seed: number): Case[] {
  const draw = seeded(seed)
  const cases: Case[] = []
  const busy = Array.from({ length: districts * streets }, () => draw() * draw() * 3)
  const share = Array.from({ length: categories }, () => draw() * draw() + 0.02)
  const whole = share.reduce((a, b) => a + b)
  const [known, solved] = [draw(), draw()]
  for (let month = 0; month < months; month++)
    for (const [s, weight] of busy.entries()) {
      const n = Math.floor(mean * weight * 2 * draw())
      for (let k = 0; k < n; k++) {
        let at = draw() * whole
        const category = share.findIndex((part) => (at -= part) < 0)
        cases.push({
          month,
          district: Math.floor(s / streets),
          street: s % streets,
          category: Math.max(category, 0),
          known: draw() < known,
          solved: draw() < solved,
        })
      }
    }
  return cases
}
