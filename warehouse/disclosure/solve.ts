import { Candidates, FAR, NEAR, type Reach } from './candidates.ts'
import { Cubes, MOST_HIDDEN, SAID_HIDDEN, SAID_SHOWN, type SetSpec } from './cubes.ts'
import { costOf, Draft } from './draft.ts'
import { take } from './route.ts'

/** Another set of counts that looks the same: what each leaf cell that differs would hold more (or less) than it does. */
export type Certificate = readonly (readonly [cell: number, delta: number])[]

export interface Solved {
  cubes: Cubes
  certificates: Certificate[]
  /** Hidden cells that could not be made safe, because too much was said before. */
  unsafe: number[]
}

interface Found {
  drafts: Draft[]
  cost: number
}

/** Where one way costs more than this, several short ones may cost less. */
const DEAR = 400

class Search {
  readonly cubes: Cubes
  readonly certificates: Certificate[] = []
  readonly unsafe: number[] = []
  readonly #costs: Float64Array
  readonly #queue: number[] = []
  readonly #candidates: Candidates

  constructor(spec: SetSpec, said: Uint8Array | undefined) {
    this.cubes = new Cubes(spec)
    this.#candidates = new Candidates(this.cubes)
    const { value, hidden, latent } = this.cubes
    this.#costs = Float64Array.from(value, (_, cell) => costOf(this.cubes, cell))
    for (const [cell, count] of value.entries()) {
      const isSmall = count > 0 && count <= MOST_HIDDEN
      if (said?.[cell] === SAID_SHOWN) {
        this.cubes.said[cell] = 1
        hidden[cell] = 0
        latent[cell] = 0
      } else if ((isSmall || said?.[cell] === SAID_HIDDEN) && latent[cell] === 0) {
        hidden[cell] = 1
        this.#queue.push(cell)
      }
    }
    this.#queue.sort((a, b) => (this.#costs[b] as number) - (this.#costs[a] as number) || a - b)
  }

  run(): Solved {
    for (let cell = this.#queue.shift(); cell !== undefined; cell = this.#queue.shift()) {
      if (this.cubes.isSafe(cell)) continue
      this.#protect(cell)
      if (!this.cubes.isSafe(cell)) this.unsafe.push(cell)
    }
    return {
      cubes: this.cubes,
      certificates: this.certificates,
      unsafe: this.unsafe.filter((cell) => !this.cubes.isSafe(cell)),
    }
  }

  /** How far down and up a cell must be able to go. */
  #needs(cell: number): [number, number] {
    const value = this.cubes.value[cell] as number
    return value > MOST_HIDDEN ? [MOST_HIDDEN, 0] : [value, MOST_HIDDEN - value]
  }

  #protect(cell: number): void {
    const [down, up] = this.#needs(cell)
    const whole = this.#both(cell, down, up, NEAR)
    const pieces = whole && whole.cost < DEAR ? null : this.#pieces(cell, down, up)
    const isCheaper = pieces !== null && (whole === null || (pieces.isEnough && pieces.cost < whole.cost))
    for (const draft of (isCheaper ? pieces : whole)?.drafts ?? []) this.#accept(draft)
  }

  /** Ways down and ways up by themselves; of a count above 7, whichever goes far enough. */
  #pieces(cell: number, down: number, up: number): Found & { isEnough: boolean } {
    const isLarge = (this.cubes.value[cell] as number) > MOST_HIDDEN
    const fall = down === 0 ? null : this.#piecemeal(cell, -1, down)
    const rise = isLarge
      ? fall
        ? null
        : this.#piecemeal(cell, 1, MOST_HIDDEN)
      : up === 0
        ? null
        : this.#piecemeal(cell, 1, up)
    const drafts = [fall, rise].filter((draft) => draft !== null)
    const isEnough = isLarge ? drafts.length > 0 : (down === 0 || fall !== null) && (up === 0 || rise !== null)
    return { drafts, cost: this.#costOf(drafts), isEnough }
  }

  /** What they hide together, each cell once. */
  #costOf(drafts: readonly Draft[]): number {
    const cells = new Set(drafts.flatMap((draft) => [...draft.toHide]))
    return [...cells].reduce((sum, cell) => sum + (this.#costs[cell] as number), 0)
  }

  /** One way that serves both down and up, so that all its corners are as free. */
  #both(cell: number, down: number, up: number, reach: Reach): Found | null {
    const isLarge = (this.cubes.value[cell] as number) > MOST_HIDDEN
    const isEnough = ([below, above]: readonly [number, number]) =>
      isLarge ? below + above >= MOST_HIDDEN : below >= down && above >= up
    let best: Found | null = null
    const found = this.#candidates.of(cell, this.#draft(), reach, (room) => (isEnough(room) ? 1 : 0))
    for (const { way, route, price, room } of found) {
      if (best && price >= best.cost) break
      const lower = isLarge ? Math.min(MOST_HIDDEN, room[0]) : down
      const drafts: Draft[] = []
      let cost = 0
      for (const [sign, amount] of [
        [-1, lower],
        [1, isLarge ? MOST_HIDDEN - lower : up],
      ] as const) {
        if (amount === 0 || cost === Number.POSITIVE_INFINITY) continue
        const draft = this.#draft()
        cost = take(this.cubes, draft, way, route, sign, amount) < amount ? Number.POSITIVE_INFINITY : cost + draft.cost
        drafts.push(draft)
      }
      if (cost < (best?.cost ?? Number.POSITIVE_INFINITY)) best = { drafts, cost }
    }
    return best && { ...best, cost: this.#costOf(best.drafts) }
  }

  /** Several ways one after the other, each as far as it goes. */
  #piecemeal(cell: number, sign: number, amount: number): Draft | null {
    const draft = this.#draft()
    const side = sign < 0 ? 0 : 1
    for (let left = amount; left > 0; ) {
      let moved = 0
      for (const reach of [NEAR, FAR]) {
        const found = this.#candidates.of(cell, draft, reach, (room) => Math.min(room[side], left))
        for (const { way, route } of found) {
          moved = take(this.cubes, draft, way, route, sign, left)
          if (moved > 0) break
        }
        if (moved > 0) break
      }
      if (moved === 0) return null
      left -= moved
    }
    return draft
  }

  #draft(): Draft {
    return new Draft(this.cubes, this.#costs)
  }

  #accept(draft: Draft): void {
    const { cubes } = this
    for (const cell of draft.toHide) {
      cubes.hidden[cell] = 1
      this.#queue.push(cell)
    }
    const certificate: [number, number][] = []
    for (const [cell, delta] of draft.deltas) {
      cubes.widen(cell, delta)
      const { cube, time, place, member } = cubes.at(cell)
      if (cubes.isLeaf(cube, time, place, member)) certificate.push([cell, delta])
    }
    this.certificates.push(certificate)
  }
}

/**
 * Hides counts 1 to 7 of a set of tables that add up, and as many others as it takes so that a reader of the whole set,
 * who knows how it adds up and that no count is negative, can tell of no hidden count that it is not 0 or not 7 (of
 * one above 7: not within less than 7). `said` holds what an earlier version showed or hid of each cell, if anything.
 *
 * Method: for each hidden cell another set of counts is built that agrees with all that is shown, by moving cases along
 * the corners of a cuboid of times, places and members (Fischetti and Salazar-González 2001 state the problem; the
 * cuboids are those of Giessing's hypercube method 2004). What must be hidden for the move not to show is hidden too.
 * Rounding of what is shown only widens the bounds further.
 */
export function solve(spec: SetSpec, said?: Uint8Array): Solved {
  return new Search(spec, said).run()
}
