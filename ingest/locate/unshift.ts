/** Writes where a point of one system lies in another to `out`. */
export type Shift = (lon: number, lat: number, out: Float64Array) => void

/** Squares a degree: within one, a shift of the Chinese systems is a saddle to 1e-7 degrees. */
const PER_DEGREE = 256
const SIDE = 1 / PER_DEGREE
/** Squares remembered, so that those of a city of half a degree all have a slot of their own. */
const ACROSS = 128
/** Numbers a square: for longitude and latitude, the way back at its corner, its slopes and its twist. */
const FIELDS = 8
/** A step as small as this leaves nothing to do, since the next is a thousandth of it. */
const LAST = 1e-7
/** Where more are needed, a border of the shift runs through the square and it tells nothing. */
const STEPS = 3

/**
 * The way back from a shift that varies by less than a hundredth of the way, to below 1e-9 degrees (0.1 mm). The four
 * corners of the point's square say about where it came from and which way to step; one or two steps are enough. Equal for a point
 * whatever was asked before.
 */
export function unshift(forward: Shift): Shift {
  const squares = new Float64Array(ACROSS * ACROSS * FIELDS)
  const known = new Float64Array(ACROSS * ACROSS).fill(Number.NaN)
  const found = new Float64Array(2)

  function learn(column: number, row: number, at: number): void {
    const west = column * SIDE
    const south = row * SIDE
    const corners = [0, 1, 2, 3].map((k) => {
      const lon = west + (k & 1) * SIDE
      const lat = south + (k >> 1) * SIDE
      stepwise(forward, lon, lat, found)
      return [(found[0] as number) - lon, (found[1] as number) - lat]
    })
    for (const axis of [0, 1]) {
      const [a, b, c, d] = corners.map((way) => way[axis]) as [number, number, number, number]
      squares.set([a, (b - a) / SIDE, (c - a) / SIDE, (a - b - c + d) / SIDE / SIDE], at + 4 * axis)
    }
  }

  return (x, y, out) => {
    if (!(Math.abs(x) <= 360 && Math.abs(y) <= 360)) {
      stepwise(forward, x, y, out)
      return
    }
    const column = Math.floor(x * PER_DEGREE)
    const row = Math.floor(y * PER_DEGREE)
    const slot = (row & (ACROSS - 1)) * ACROSS + (column & (ACROSS - 1))
    const at = slot * FIELDS
    const name = row * 2 ** 20 + column
    if (known[slot] !== name) {
      learn(column, row, at)
      known[slot] = name
    }
    const u = x - column * SIDE
    const v = y - row * SIDE
    const twistX = squares[at + 3] as number
    const twistY = squares[at + 7] as number
    const [slopeXu, slopeXv] = [(squares[at + 1] as number) + twistX * v, (squares[at + 2] as number) + twistX * u]
    const [slopeYu, slopeYv] = [(squares[at + 5] as number) + twistY * v, (squares[at + 6] as number) + twistY * u]
    let lon = x + (squares[at] as number) + (squares[at + 1] as number) * u + slopeXv * v
    let lat = y + (squares[at + 4] as number) + (squares[at + 5] as number) * u + slopeYv * v
    for (let step = 0; step < STEPS; step++) {
      forward(lon, lat, found)
      const east = x - (found[0] as number)
      const north = y - (found[1] as number)
      lon += east + slopeXu * east + slopeXv * north
      lat += north + slopeYu * east + slopeYv * north
      if (Math.abs(east) < LAST && Math.abs(north) < LAST) {
        out[0] = lon
        out[1] = lat
        return
      }
    }
    stepwise(forward, x, y, out)
  }
}

/** Each step is smaller by the hundredth. */
function stepwise(forward: Shift, x: number, y: number, out: Float64Array): void {
  let lon = x
  let lat = y
  for (let step = 0; step < 30; step++) {
    forward(lon, lat, out)
    const east = x - (out[0] as number)
    const north = y - (out[1] as number)
    lon += east
    lat += north
    if (Math.abs(east) < 1e-8 && Math.abs(north) < 1e-8) break
  }
  out[0] = lon
  out[1] = lat
}
