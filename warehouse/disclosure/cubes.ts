import { Axis } from './axis.ts'

/** A table by time, place and member, whose members add up to a cell of another table. */
export interface CubeSpec {
  id: string
  /** The table and the leaf member that this one breaks down; null for the first, which has one member. */
  of: { cube: number; member: number } | null
  /** Parent of each member, −1 at the top. */
  members: ArrayLike<number>
  /** Members that are left over and published nowhere. */
  latent?: readonly number[]
  /** The first so many places have cells. With each its parent, and with each child all its siblings. */
  places: number
  /** Counts [time][place][member] of what belongs to a leaf; 0 elsewhere. Sums are made from them. */
  leaves: ArrayLike<number>
}

export interface SetSpec {
  time: ArrayLike<number>
  place: ArrayLike<number>
  /** Places that stand for the rest of the one above: published nowhere. */
  latentPlaces?: readonly number[]
  cubes: readonly CubeSpec[]
  /** Time and place, `time * places + place`, where nothing can be, such as an area before it was founded. */
  never?: ReadonlySet<number>
}

/** What an earlier version of the set has said of a cell. */
export const SAID_SHOWN = 1
export const SAID_HIDDEN = 2

interface Cube {
  id: string
  of: CubeSpec['of']
  members: Axis
  places: number
  /** Number of its first cell. */
  base: number
  /** By place: the place itself, or the one above it that is a leaf here. */
  leafOf: Int32Array
  /** 1 for places without a part in this table. */
  isEnd: Uint8Array
  /** Tables that break down each of its members. */
  parts: number[][]
}

/** Counts 1 to 7 are hidden. */
export const MOST_HIDDEN = 7

/** All cells of a set, one number each, with what is known of them while the set is solved. */
export class Cubes {
  readonly time: Axis
  readonly place: Axis
  readonly cubes: readonly Cube[]
  readonly value: Int32Array
  /** 1 where the cell is not shown. */
  readonly hidden: Uint8Array
  /** 1 where nothing has to be protected, since the cell is never published. */
  readonly latent: Uint8Array
  /** 1 where the cell was shown before and cannot be taken back. */
  readonly said: Uint8Array
  /** By how much each cell is known to be able to differ from its count: least (≤ 0) and most (≥ 0). */
  readonly low: Int32Array
  readonly high: Int32Array
  readonly #never: ReadonlySet<number>
  readonly #latentPlace: ReadonlySet<number>

  constructor(spec: SetSpec) {
    this.time = new Axis(spec.time)
    this.place = new Axis(spec.place)
    this.#never = spec.never ?? new Set()
    this.#latentPlace = new Set(spec.latentPlaces)
    let size = 0
    this.cubes = spec.cubes.map(({ id, of, members, places }) => {
      const axis = new Axis(members)
      const base = size
      size += this.time.size * places * axis.size
      const leafOf = Int32Array.from({ length: this.place.size }, (_, p) => {
        return this.place.chain(p).find((at) => at < places) ?? -1
      })
      const isEnd = new Uint8Array(places).fill(1)
      for (let p = 0; p < places; p++) if (this.place.parent(p) >= 0) isEnd[this.place.parent(p)] = 0
      return { id, of, members: axis, places, base, leafOf, isEnd, parts: Array.from({ length: axis.size }, () => []) }
    })
    for (const [i, { of }] of this.cubes.entries()) if (of) this.cubes[of.cube]?.parts[of.member]?.push(i)
    this.value = new Int32Array(size)
    this.hidden = new Uint8Array(size)
    this.latent = new Uint8Array(size)
    this.said = new Uint8Array(size)
    this.low = new Int32Array(size)
    this.high = new Int32Array(size)
    for (const [i, cube] of spec.cubes.entries()) this.#fill(i, cube)
  }

  #fill(i: number, { places, leaves, latent = [] }: CubeSpec): void {
    const { members } = this.cube(i)
    const up = (axis: Axis) => Array.from({ length: axis.size }, (_, node) => axis.chain(node))
    const [times, above, groups] = [up(this.time), up(this.place), up(members)]
    for (let t = 0; t < this.time.size; t++) {
      for (let p = 0; p < places; p++) {
        for (let m = 0; m < members.size; m++) {
          const cell = this.cell(i, t, p, m)
          if (latent.includes(m) || this.#latentPlace.has(p)) {
            this.latent[cell] = 1
            this.hidden[cell] = 1
          }
          const count = leaves[cell - this.cube(i).base] ?? 0
          if (count === 0) continue
          for (const a of times[t] ?? [])
            for (const b of above[p] ?? [])
              for (const c of groups[m] ?? []) {
                const sum = this.cell(i, a, b, c)
                this.value[sum] = (this.value[sum] as number) + count
              }
        }
      }
    }
  }

  cube(i: number): Cube {
    return this.cubes[i] as Cube
  }

  cell(cube: number, time: number, place: number, member: number): number {
    const { base, places, members } = this.cube(cube)
    return base + (time * places + place) * members.size + member
  }

  /** Table, time, place and member of a cell. */
  at(cell: number): { cube: number; time: number; place: number; member: number } {
    const cube = this.cubes.findLastIndex(({ base }) => base <= cell)
    const { base, places, members } = this.cube(cube)
    const row = Math.floor((cell - base) / members.size)
    return {
      cube,
      time: Math.floor(row / places),
      place: row % places,
      member: (cell - base) % members.size,
    }
  }

  /** Whether no other cell of its table adds up to it. */
  isLeaf(cube: number, time: number, place: number, member: number): boolean {
    const { leafOf, members, isEnd } = this.cube(cube)
    return this.time.height(time) === 0 && leafOf[place] === place && isEnd[place] === 1 && members.height(member) === 0
  }

  isPossible(time: number, place: number): boolean {
    return !this.#never.has(time * this.place.size + place)
  }

  isLatentPlace(place: number): boolean {
    return this.#latentPlace.has(place)
  }

  /** Whether a cell may be left as it is: shown, never published, or known to be able to be anything from 0 to 7. */
  isSafe(cell: number): boolean {
    if (this.hidden[cell] === 0 || this.latent[cell] === 1) return true
    const value = this.value[cell] as number
    const [low, high] = [this.low[cell] as number, this.high[cell] as number]
    return value > MOST_HIDDEN ? high - low >= MOST_HIDDEN : value + low <= 0 && value + high >= MOST_HIDDEN
  }

  /** Notes what a certificate shows to be possible. */
  widen(cell: number, delta: number): void {
    if (delta < (this.low[cell] as number)) this.low[cell] = delta
    if (delta > (this.high[cell] as number)) this.high[cell] = delta
  }
}
