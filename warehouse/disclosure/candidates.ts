import { type Axis, NONE } from './axis.ts'
import type { Cubes } from './cubes.ts'
import type { Draft, Way } from './draft.ts'
import { originsOf, roomOf, type Route } from './route.ts'

/** One way to change a cell, with what it would newly hide (before other tables follow). */
export interface Candidate {
  way: Way
  route: Route
  price: number
  /** How much can go down and up. */
  room: readonly [down: number, up: number]
}

/** How far afield partners are looked for. */
export interface Reach {
  starts: number
  times: number
  places: number
  /** How many candidates are worth trying. */
  tried: number
}
export const NEAR: Reach = { starts: 3, times: 8, places: 14, tried: 8 }
export const FAR: Reach = { starts: 8, times: 72, places: 60, tried: 60 }

/** What goes to one member comes from another, as far as that can be. */
const NO_BOUND = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] as const

/** A partner within the sum itself would leave it as it is. */
const isIn = (axis: Axis, partner: number, node: number) => partner !== NONE && axis.isUnder(partner, node)

/** Finds ways to change a cell without changing the sums above the times, places and members it trades with. */
export class Candidates {
  readonly #cubes: Cubes
  readonly #ends: readonly (readonly number[])[]
  readonly #besides = new Map<string, readonly number[]>()

  constructor(cubes: Cubes) {
    this.#cubes = cubes
    this.#ends = cubes.cubes.map(({ isEnd }) => [...isEnd.keys()].filter((p) => isEnd[p] === 1))
  }

  /**
   * Ways for which `worth` is positive, the least price for its worth first; those without a partner in time or place,
   * which always go as far as there is something to take, come last.
   */
  of(cell: number, draft: Draft, reach: Reach, worth: (room: readonly [number, number]) => number): Candidate[] {
    const cubes = this.#cubes
    const at = cubes.at(cell)
    const found: (Candidate & { score: number })[] = []
    const last: Candidate[] = []
    let worst = Number.POSITIVE_INFINITY
    const keep = (way: Way, origin: Omit<Route, 'm1'>, m1: number, below: number, room: readonly [number, number]) => {
      const gain = worth(room)
      if (!(gain > 0)) return
      const price = below + draft.price(origin.cube, way, origin.m0, m1, worst * gain - below)
      if (price === Number.POSITIVE_INFINITY) return
      const isOpen = way.t1 === NONE && way.p1 === NONE && m1 === NONE
      const score = (price + 0.01) / gain
      if (score >= worst && !isOpen) return
      const one = { way, route: { ...origin, m1 }, price, room }
      if (isOpen) last.push(one)
      if (score >= worst) return
      found.push({ ...one, score })
      if (found.length >= 4 * reach.tried) {
        found.sort((a, b) => a.score - b.score)
        found.length = reach.tried
        worst = found.at(-1)?.score ?? worst
      }
    }
    for (const m of cubes.cube(at.cube).members.leavesUnder(at.member))
      for (const origin of originsOf(cubes, at.cube, m)) {
        const { members } = cubes.cube(origin.cube)
        const own = origin.cube === at.cube ? at.member : origin.m0
        const partners = origin.cube === 0 ? [NONE] : members.leaves.filter((m1) => !isIn(members, m1, own))
        for (const [t0, p0] of this.#starts(origin.cube, origin.m0, at.time, at.place, draft, reach.starts))
          for (const t1 of this.#timesBeside(t0, reach.times)) {
            if (isIn(cubes.time, t1, at.time)) continue
            for (const p1 of this.#placesBeside(origin.cube, p0, reach.places)) {
              if (isIn(cubes.place, p1, at.place)) continue
              const way = { t0, t1, p0, p1 }
              const room = roomOf(draft, way, { ...origin, m1: NONE })
              if (!(worth(room) > 0)) continue
              let below = 0
              for (const [cube, member] of origin.through)
                below += draft.price(cube, way, member, NONE, Number.POSITIVE_INFINITY)
              if (below === Number.POSITIVE_INFINITY) continue
              for (const m1 of partners) {
                const [fewer, more] = m1 === NONE ? NO_BOUND : draft.room(origin.cube, way, m1, NONE)
                keep(way, origin, m1, below, [Math.min(room[0], more), Math.min(room[1], fewer)])
              }
            }
          }
      }
    const best = found.sort((a, b) => a.score - b.score).slice(0, reach.tried)
    return [...best, ...last]
  }

  /** Leaves under a time and a place, those that hold most first, then hidden ones. */
  #starts(cube: number, member: number, time: number, place: number, draft: Draft, most: number): [number, number][] {
    const cubes = this.#cubes
    const found: { start: [number, number]; rank: number }[] = []
    const ends = (this.#ends[cube] ?? []).filter((p) => cubes.place.isUnder(p, place))
    for (const t of cubes.time.leavesUnder(time))
      for (const p of ends) {
        if (!cubes.isPossible(t, p)) continue
        const own = cubes.cell(cube, t, p, member)
        const left = draft.left(own)
        if (cubes.isLatentPlace(p) && left === 0) continue
        found.push({ start: [t, p], rank: left + (cubes.hidden[own] ?? 0) / 2 })
      }
    const best = found.length > most ? found.sort((a, b) => b.rank - a.rank).slice(0, most) : found
    return best.map(({ start }) => start)
  }

  #timesBeside(t0: number, most: number): readonly number[] {
    const key = `${t0} ${most}`
    const known = this.#besides.get(key)
    if (known) return known
    const { time } = this.#cubes
    const near = time.leaves.filter((t) => t !== t0).sort((a, b) => Math.abs(a - t0) - Math.abs(b - t0))
    const found = [...near.slice(0, most), NONE]
    this.#besides.set(key, found)
    return found
  }

  /** Places to trade with, those under the same place first. */
  #placesBeside(cube: number, p0: number, most: number): readonly number[] {
    const key = `${cube} ${p0} ${most}`
    const known = this.#besides.get(key)
    if (known) return known
    const { place } = this.#cubes
    const up = place.chain(p0)
    const far = (p: number) => {
      const meeting = up.findIndex((above) => place.isUnder(p, above))
      return meeting < 0 ? up.length : meeting
    }
    const others = (this.#ends[cube] ?? [])
      .filter((p) => p !== p0 && !this.#cubes.isLatentPlace(p))
      .map((p) => ({ p, rank: far(p) * place.size + Math.abs(p - p0) }))
      .sort((a, b) => a.rank - b.rank)
    const found = [...others.slice(0, most).map(({ p }) => p), NONE]
    this.#besides.set(key, found)
    return found
  }
}
