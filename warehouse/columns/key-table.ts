const MOST_DENSE = 2 ** 24

/** Numbers of distinct keys, which are whole and not negative, in the order they are given. */
export class KeyTable {
  readonly #dense: Uint32Array | null
  readonly #sparse = new Map<number, number>()

  constructor(keys: ArrayLike<number>) {
    let most = 0
    for (let i = 0; i < keys.length; i++) most = Math.max(most, keys[i] as number)
    this.#dense = most < MOST_DENSE ? new Uint32Array(most + 1) : null
    for (let i = 0; i < keys.length; i++) {
      if (this.#dense) this.#dense[keys[i] as number] = i
      else this.#sparse.set(keys[i] as number, i)
    }
  }

  /** Number of a key that is in the table. */
  of(key: number): number {
    return this.#dense ? (this.#dense[key] as number) : (this.#sparse.get(key) ?? 0)
  }
}

/** Numbers of H3 indexes, looked up by their halves; the length of the list for any other. */
export class CellTable {
  readonly #none: number
  readonly #mask: number
  readonly #slots: Int32Array
  readonly #halves: Uint32Array

  constructor(cells: BigUint64Array) {
    this.#none = cells.length
    const size = 2 ** Math.ceil(Math.log2(2 * cells.length + 2))
    this.#mask = size - 1
    this.#slots = new Int32Array(size).fill(-1)
    this.#halves = new Uint32Array(cells.buffer, cells.byteOffset, 2 * cells.length)
    for (let i = 0; i < cells.length; i++) {
      let at = this.#place(this.#halves[2 * i] as number, this.#halves[2 * i + 1] as number)
      while (this.#slots[at] !== -1) at = (at + 1) & this.#mask
      this.#slots[at] = i
    }
  }

  of(low: number, high: number): number {
    for (let at = this.#place(low, high); ; at = (at + 1) & this.#mask) {
      const i = this.#slots[at] as number
      if (i === -1) return this.#none
      if (this.#halves[2 * i] === low && this.#halves[2 * i + 1] === high) return i
    }
  }

  /** The lowest bits of an index are all ones: what tells cells apart is above them. */
  #place(low: number, high: number): number {
    const mixed = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b)
    return (mixed ^ (mixed >>> 15)) & this.#mask
  }
}
