import { cellToChildren, cellToParent, gridDisk, isPentagon } from 'h3-js'

type Position = [i: number, j: number]

/** Ancestors are known within ±REACH of the middle, counted in ancestors. */
const REACH = 256
const WIDTH = 2 * REACH
/** Where the first ancestor stands. */
const START = 4 * (REACH * WIDTH + REACH)
/** Of a square that no cell fills. */
const UNKNOWN = 2 ** 30
/** What a turn by 60° makes of each digit of H3. */
const TURNED = [0, 5, 3, 1, 6, 4, 2]
const TURNS = 6

/** Two steps of H3 scale its lattice by 7 and turn it back. */
const stepsOf = (resolution: number) => (resolution >= 8 ? 4 : 2)

/**
 * Cells by lattice position. Centres of ancestors two or four steps up lie 7 or 49 positions apart, and the digits of
 * a cell below its ancestor depend on nothing but its position within that pattern and on the way the ancestor is
 * turned, of which there are six. So an ancestor is learnt from the first of its cells that tells, and all others
 * follow by arithmetic.
 */
export class CellDigits {
  /** Four numbers a place: lower and upper half of the ancestor without digits (0 where it is not learnt), its turn. */
  readonly ancestors = new Uint32Array(4 * WIDTH * WIDTH)
  /** Lower and upper half of the digits of each square, for one turn after the other. */
  readonly digits: Uint32Array
  /** From the block of span × span positions to the ancestor of each of its squares, as a step in `ancestors`. */
  readonly over: Int32Array
  /** Positions from one centre to the next. */
  readonly span: number
  /** Position of the first centre. */
  readonly middle: Position
  readonly #shift: bigint
  readonly #mask: bigint
  readonly #steps: number
  readonly #resolution: number

  /** The pattern as the ancestor of some cell near `origin` shows it; null where none is whole and regular. */
  static near(origin: string, resolution: number, positionOf: (cell: string) => Position): CellDigits | null {
    const ancestor = cellToParent(origin, resolution - stepsOf(resolution))
    for (const candidate of gridDisk(ancestor, 3)) {
      if (isPentagon(candidate)) continue
      const digits = new CellDigits(resolution, cellToChildren(candidate, resolution), positionOf)
      if (digits.#isWhole()) return digits
    }
    return null
  }

  private constructor(resolution: number, cells: string[], positionOf: (cell: string) => Position) {
    this.#resolution = resolution
    this.#steps = stepsOf(resolution)
    this.span = 7 ** (this.#steps / 2)
    this.#shift = BigInt(3 * (15 - resolution))
    this.#mask = ((1n << BigInt(3 * this.#steps)) - 1n) << this.#shift
    const squares = this.span ** 2
    this.digits = new Uint32Array(2 * TURNS * squares)
    this.over = new Int32Array(squares).fill(UNKNOWN)
    const middle = cells.find((cell) => (BigInt(`0x${cell}`) & this.#mask) === 0n) ?? ''
    this.middle = positionOf(middle)
    for (const cell of cells) {
      const [i, j] = positionOf(cell)
      const [x, y] = [i - this.middle[0], j - this.middle[1]]
      const [blockX, blockY] = [Math.floor(x / this.span), Math.floor(y / this.span)]
      const square = (x - blockX * this.span) * this.span + y - blockY * this.span
      this.over[square] = -4 * (blockX * WIDTH + blockY)
      let digits = BigInt(`0x${cell}`) & this.#mask
      for (let turn = 0; turn < TURNS; turn++) {
        this.digits.set(halvesOf(digits), 2 * (turn * squares + square))
        digits = this.#turned(digits)
      }
    }
  }

  /** Whether every square has its cell. */
  #isWhole(): boolean {
    return !this.over.includes(UNKNOWN)
  }

  #turned(digits: bigint): bigint {
    let turned = 0n
    for (let step = 0; step < this.#steps; step++) {
      const at = this.#shift + BigInt(3 * step)
      turned |= BigInt(TURNED[Number((digits >> at) & 7n)] ?? 0) << at
    }
    return turned
  }

  /** Where the ancestor of a square of a block stands in `ancestors`; -1 beyond reach. */
  placeOf(blockX: number, blockY: number, square: number): number {
    if (blockX < 2 - REACH || blockX > REACH - 3 || blockY < 2 - REACH || blockY > REACH - 3) return -1
    return START + 4 * (blockX * WIDTH + blockY) + (this.over[square] as number)
  }

  /** Learns the ancestor at a place from one of its cells, unless the cell cannot tell how it is turned. */
  learn(place: number, square: number, cell: bigint): void {
    const digits = cell & this.#mask
    const squares = this.span ** 2
    const ancestor = cellToParent(cell.toString(16), this.#resolution - this.#steps)
    if (place < 0 || digits === 0n || isPentagon(ancestor)) return
    const [low, high] = halvesOf(digits)
    for (let turn = 0; turn < TURNS; turn++) {
      const at = 2 * (turn * squares + square)
      if (this.digits[at] !== low || this.digits[at + 1] !== high) continue
      this.ancestors.set([...halvesOf(cell - digits), 2 * turn * squares], place)
    }
  }
}

const halvesOf = (cell: bigint): [low: number, high: number] => [Number(cell & 0xffff_ffffn), Number(cell >> 32n)]
