import { NONE } from './axis.ts'
import type { Cubes } from './cubes.ts'

/**
 * Where counts move: from the corner (t1, p1) over to (t0, p0), and as much between the other two corners, so that sums
 * over times and places stay. Without t1 or p1 (NONE) those sums change too. Leaves of the axes.
 */
export interface Way {
  t0: number
  t1: number
  p0: number
  p1: number
}

/** What hiding a cell costs its readers: more for sums and for large counts. */
export function costOf(cubes: Cubes, cell: number): number {
  const { cube, time, place, member } = cubes.at(cell)
  const height = cubes.time.height(time) + cubes.place.height(place) + cubes.cube(cube).members.height(member)
  return (2 + Math.log2(1 + (cubes.value[cell] as number))) * 3 ** height * (cube === 0 ? 2 : 1)
}

/** Another set of counts under trial: how it differs, and what would have to be hidden for it not to show. */
export class Draft {
  readonly deltas = new Map<number, number>()
  readonly toHide = new Set<number>()
  cost = 0
  readonly #cubes: Cubes
  readonly #costs: Float64Array
  #journal: { cell: number; delta: number; cost: number }[] = []

  constructor(cubes: Cubes, costs: Float64Array) {
    this.#cubes = cubes
    this.#costs = costs
  }

  mark(): number {
    return this.#journal.length
  }

  undo(mark: number): void {
    for (const { cell, delta, cost } of this.#journal.splice(mark).reverse()) {
      this.#change(cell, -delta)
      if (cost > 0) this.toHide.delete(cell)
      this.cost -= cost
    }
  }

  left(cell: number): number {
    const value = this.#cubes.value[cell] as number
    return this.deltas.size === 0 ? value : value + (this.deltas.get(cell) ?? 0)
  }

  #change(cell: number, delta: number): void {
    const sum = (this.deltas.get(cell) ?? 0) + delta
    if (sum === 0) this.deltas.delete(cell)
    else this.deltas.set(cell, sum)
  }

  #ends(cube: number, { p0, p1 }: Way): [number, number] {
    const { leafOf } = this.#cubes.cube(cube)
    return [leafOf[p0] as number, p1 === NONE ? NONE : (leafOf[p1] as number)]
  }

  /** How much can go this way in a table, backwards (down) and forwards (up, into m0 at t0, p0), until a count would be negative. */
  room(cube: number, way: Way, m0: number, m1: number): [down: number, up: number] {
    const cubes = this.#cubes
    const [p0, p1] = this.#ends(cube, way)
    let [down, up] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
    const corners = m1 === NONE ? 4 : 8
    for (let corner = 0; corner < corners; corner++) {
      const t = corner & 1 ? way.t1 : way.t0
      const p = corner & 2 ? p1 : p0
      const m = corner & 4 ? m1 : m0
      if (t === NONE || p === NONE) continue
      const isEven = ((corner & 1) + ((corner >> 1) & 1) + (corner >> 2)) % 2 === 0
      const left = this.left(cubes.cell(cube, t, p, m))
      const isPossible = cubes.isPossible(t, p)
      if (isEven) {
        down = Math.min(down, left)
        if (!isPossible) up = 0
      } else {
        up = Math.min(up, left)
        if (!isPossible) down = 0
      }
    }
    return [down, up]
  }

  /** What would newly have to be hidden to go this way; infinite where that cannot be. Stops counting above `most`. */
  price(cube: number, way: Way, m0: number, m1: number, most: number): number {
    const { time, place, hidden, said } = this.#cubes
    const [p0, p1] = this.#ends(cube, way)
    if (p0 === p1) return 0
    let sum = 0
    for (const t of time.shift(way.t0, way.t1).nodes)
      for (const p of place.shift(p0, p1).nodes)
        for (const m of this.#cubes.cube(cube).members.shift(m0, m1).nodes) {
          const cell = this.#cubes.cell(cube, t, p, m)
          if (hidden[cell] === 1 || this.toHide.has(cell)) continue
          if (said[cell] === 1) return Number.POSITIVE_INFINITY
          sum += this.#costs[cell] as number
          if (sum > most) return sum
        }
    return sum
  }

  /** Moves `amount` this way in one table (negative: the other way). False where that would show. */
  move(cube: number, way: Way, m0: number, m1: number, amount: number): boolean {
    const { time, place, hidden, said } = this.#cubes
    const [p0, p1] = this.#ends(cube, way)
    if (p0 === p1) return true
    const [byTime, byPlace] = [time.shift(way.t0, way.t1), place.shift(p0, p1)]
    const byMember = this.#cubes.cube(cube).members.shift(m0, m1)
    for (const [a, t] of byTime.nodes.entries())
      for (const [b, p] of byPlace.nodes.entries())
        for (const [c, m] of byMember.nodes.entries()) {
          const cell = this.#cubes.cell(cube, t, p, m)
          const isOpen = hidden[cell] === 0 && !this.toHide.has(cell)
          if (isOpen && said[cell] === 1) return false
          const cost = isOpen ? (this.#costs[cell] as number) : 0
          const sign = (byTime.signs[a] as number) * (byPlace.signs[b] as number) * (byMember.signs[c] as number)
          if (isOpen) this.toHide.add(cell)
          this.cost += cost
          this.#change(cell, sign * amount)
          this.#journal.push({ cell, delta: sign * amount, cost })
        }
    return true
  }
}
