/** Value of a raster cell: 0 nobody, n > 0 wholly inside area n, below 0 the place of a list. */
export type CellValue = number

/** Above every number of a shape or area. */
const MOST_SHAPES = 2 ** 22

/**
 * Lists of the shapes whose border runs through a raster cell, lowest first; all cells with the same shapes share one.
 * A list ends where a shape covers the whole cell, since none behind it can win.
 */
export class Candidates {
  /** At the place of a list: how many shapes, the id of the area that covers the cell (0 for none), the shapes. */
  readonly entries: number[] = [0, 0]
  /** What a list and a shape on the border, or an area that covers the cell, make: by both numbers. */
  readonly #withBorder = new Map<number, CellValue>()
  readonly #withWhole = new Map<number, CellValue>()
  readonly #lists = new Map<string, CellValue>()

  /** The value of a cell through which the border of `shape` runs as well. */
  withBorder(value: CellValue, shape: number): CellValue {
    if (value > 0 || this.#whole(-value) !== 0) return value
    const key = -value * MOST_SHAPES + shape
    const known = this.#withBorder.get(key) ?? this.#list([...this.#shapes(-value), shape], 0)
    this.#withBorder.set(key, known)
    return known
  }

  /** The value of a cell that area `id` covers as well. */
  withWhole(value: CellValue, id: number): CellValue {
    if (value === 0) return id
    if (value > 0 || this.#whole(-value) !== 0) return value
    const key = -value * MOST_SHAPES + id
    const known = this.#withWhole.get(key) ?? this.#list(this.#shapes(-value), id)
    this.#withWhole.set(key, known)
    return known
  }

  #whole = (place: number) => this.entries[place + 1] ?? 0
  #shapes = (place: number) => this.entries.slice(place + 2, place + 2 + (this.entries[place] ?? 0))

  #list(shapes: number[], whole: number): CellValue {
    const name = `${shapes.join()}/${whole}`
    const known = this.#lists.get(name) ?? -(this.entries.push(shapes.length, whole, ...shapes) - shapes.length - 2)
    this.#lists.set(name, known)
    return known
  }
}
