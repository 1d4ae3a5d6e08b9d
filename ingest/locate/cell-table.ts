const LIMIT = 32_767

/** Cells by lattice position (i, j), both within ±32,767: an open hash table on typed keys, doubled when half full. */
export class CellTable {
  private keys = new Int32Array(4096)
  private cells: bigint[] = Array.from({ length: 4096 }, () => 0n)
  private size = 0

  /** Whether the table can hold the position. */
  static holds(i: number, j: number): boolean {
    return i >= -LIMIT && i <= LIMIT && j >= -LIMIT && j <= LIMIT
  }

  get(i: number, j: number): bigint | undefined {
    const key = keyOf(i, j)
    const at = this.find(key)
    return this.keys[at] === key ? this.cells[at] : undefined
  }

  set(i: number, j: number, cell: bigint): void {
    if (2 * (this.size + 1) > this.keys.length) this.grow()
    this.put(keyOf(i, j), cell)
    this.size++
  }

  private find(key: number): number {
    const mask = this.keys.length - 1
    let at = (Math.imul(key, -1_640_531_527) >>> 8) & mask
    while (this.keys[at] !== 0 && this.keys[at] !== key) at = (at + 1) & mask
    return at
  }

  private put(key: number, cell: bigint): void {
    const at = this.find(key)
    this.keys[at] = key
    this.cells[at] = cell
  }

  private grow(): void {
    const { keys, cells } = this
    this.keys = new Int32Array(keys.length * 2)
    this.cells = Array.from({ length: keys.length * 2 }, () => 0n)
    keys.forEach((key, at) => {
      const cell = cells[at]
      if (key !== 0 && cell !== undefined) this.put(key, cell)
    })
  }
}

/** Never 0, which marks an empty place. */
const keyOf = (i: number, j: number) => ((i + LIMIT + 1) << 16) | (j + LIMIT + 1)
