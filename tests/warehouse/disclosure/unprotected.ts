import { Cubes, type SetSpec } from '../../../warehouse/disclosure/cubes.ts'
import { type Bounds, type Known, tell } from './linear-program.ts'

/** Hidden counts are looked at no farther above what they are. */
const FARTHEST = 200

/** A week of all cases of the whole city, and the times (months) that it touches. */
export interface KnownWeek {
  n: number
  times: readonly number[]
}

/** What weeks tell: each is the sum of its parts, and each month that of its parts and of the days in no week. */
function addWeeks(known: Known, cubes: Cubes, weeks: readonly KnownWeek[]): void {
  const count = (low: number, high: number) => {
    known.high.push(high)
    return known.low.push(low) - 1
  }
  const most = FARTHEST + cubes.value.reduce((sum, value) => Math.max(sum, value), 0)
  const byMonth = new Map<number, number[]>()
  for (const { n, times } of weeks) {
    const parts = times.map((time) => {
      const part = count(0, most)
      byMonth.set(time, [...(byMonth.get(time) ?? []), part])
      return part
    })
    known.sums.push({ whole: count(n, n), parts })
  }
  for (const [time, parts] of byMonth)
    known.sums.push({ whole: cubes.cell(0, time, 0, 0), parts: [...parts, count(0, most)] })
}

/** All that a reader of the set knows when nothing is rounded. */
function knownOf(spec: SetSpec, hidden: Uint8Array, weeks: readonly KnownWeek[]): Known {
  const cubes = new Cubes(spec)
  const known: Known = { low: [], high: [], sums: [] }
  for (const [cell, value] of cubes.value.entries()) {
    known.low.push(hidden[cell] ? 0 : value)
    known.high.push(hidden[cell] ? value + FARTHEST : value)
  }
  for (const [i, cube] of cubes.cubes.entries())
    for (let t = 0; t < cubes.time.size; t++)
      for (let p = 0; p < cube.places; p++)
        for (let m = 0; m < cube.members.size; m++) {
          const whole = cubes.cell(i, t, p, m)
          const add = (parts: number[]) => parts.length > 0 && known.sums.push({ whole, parts })
          const below = (size: number, parent: (node: number) => number, node: number) =>
            Array.from({ length: size }, (_, k) => k).filter((k) => parent(k) === node)
          add(below(cubes.time.size, (k) => cubes.time.parent(k), t).map((k) => cubes.cell(i, k, p, m)))
          add(below(cube.places, (k) => cubes.place.parent(k), p).map((k) => cubes.cell(i, t, k, m)))
          add(below(cube.members.size, (k) => cube.members.parent(k), m).map((k) => cubes.cell(i, t, p, k)))
          for (const part of cube.parts[m] ?? []) {
            const { members, places } = cubes.cube(part)
            if (p < places) add(below(members.size, (k) => members.parent(k), -1).map((k) => cubes.cell(part, t, p, k)))
          }
        }
  addWeeks(known, cubes, weeks)
  return known
}

const SLACK = 1e-6

/** From 0 to 7; of a count above 7 at least as wide. */
const isWide = (value: number, { low, high }: Bounds) =>
  value > 7 ? high - low >= 7 - SLACK : low <= SLACK && high >= 7 - SLACK

/**
 * Hidden counts that a reader can tell more of than that they are 0 to 7, by linear programming over the whole set. `unknown`
 * marks cells that the reader does not know though nothing has to be protected there.
 */
export function unprotected(
  spec: SetSpec,
  hidden: Uint8Array,
  unknown: Uint8Array = hidden,
  weeks: readonly KnownWeek[] = [],
): string[] {
  const cubes = new Cubes(spec)
  const asked = [...hidden.keys()].filter((cell) => hidden[cell] === 1 && cubes.latent[cell] === 0)
  const bounds = tell(knownOf(spec, unknown, weeks), asked, (cell, found, sign) => {
    const value = cubes.value[cell] as number
    if (value > 7) return isWide(value, found)
    return sign === 1 ? found.low <= SLACK : found.high >= 7 - SLACK
  })
  return asked.flatMap((cell) => {
    const found = bounds.get(cell) ?? { low: 0, high: 0 }
    const value = cubes.value[cell] as number
    return isWide(value, found) ? [] : [`cell ${cell} of ${value} lies within ${found.low} and ${found.high}`]
  })
}
