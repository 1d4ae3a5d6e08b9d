/** Positions reach from -REACH to REACH - 1. */
const REACH = 16_384
const TILES = (2 * REACH) / 32

/**
 * Cells by lattice position (i, j), in tiles of 32 × 32 that are made when first touched: neighbours lie side by side
 * in memory.
 */
export class CellTable {
  readonly #tiles = new Int32Array(TILES * TILES)
  #made = 1
  /** Two halves a cell, the lower first; 0 where a cell is not known yet. The first tile stays empty. */
  halves = new Uint32Array(2 * 1024 * 16)

  /** Whether the table can hold the position. */
  static holds(i: number, j: number): boolean {
    return i >= -REACH && i < REACH && j >= -REACH && j < REACH
  }

  /** Where the cell at a position stands in `halves`. */
  place(i: number, j: number): number {
    const x = i + REACH
    const y = j + REACH
    const tile = this.#tiles[(x >> 5) * TILES + (y >> 5)] as number
    return (tile << 11) | ((x & 31) << 6) | ((y & 31) << 1)
  }

  set(i: number, j: number, cell: bigint): void {
    const at = ((i + REACH) >> 5) * TILES + ((j + REACH) >> 5)
    if (this.#tiles[at] === 0) {
      if ((this.#made + 1) << 11 > this.halves.length) {
        const more = new Uint32Array(2 * this.halves.length)
        more.set(this.halves)
        this.halves = more
      }
      this.#tiles[at] = this.#made++
    }
    const place = this.place(i, j)
    this.halves[place] = Number(cell & 0xffff_ffffn)
    this.halves[place + 1] = Number(cell >> 32n)
  }
}
