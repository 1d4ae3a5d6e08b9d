import { cellToLatLng, latLngToCell } from 'h3-js'
import { CellDigits } from './cell-digits.ts'
import { dot, type Lattice, latticeAround, onSphere, type Vector } from './lattice.ts'

/** Writes the H3 cell of each of the first `count` WGS-84 points to `out`; 0 where a coordinate is not finite. */
export type FillCells = (lons: Float64Array, lats: Float64Array, out: BigUint64Array, count: number) => void

const RADIANS = Math.PI / 180
const NEAR_BORDER = 1e-7
/** Radians from the centre within which the series below are exact to the last bit or two. */
const NEAR = 0.05

/**
 * Exact H3 indexing for points around (lon, lat): a point is projected into the lattice of its face and rounded there,
 * and the position gives the cell. The first points of an ancestor, points within 1e-7 of a border, far from the centre
 * or in another face go to h3-js. Results equal h3-js everywhere.
 */
export function cellsAround(lon: number, lat: number, resolution: number): FillCells {
  const lattice = latticeAround(lon, lat, resolution)
  if (!lattice) return plainly(resolution)
  const origin = latLngToCell(lat, lon, resolution)
  const pattern = CellDigits.near(origin, resolution, (cell) => positionOf(lattice, cell))
  return pattern ? byLattice(lattice, pattern, lon, lat, resolution) : plainly(resolution)
}

function positionOf({ i, j, face }: Lattice, cell: string): [number, number] {
  const [lat, lon] = cellToLatLng(cell)
  const point = onSphere(lon, lat)
  const depth = dot(face, point)
  return [Math.round(dot(i, point) / depth), Math.round(dot(j, point) / depth)]
}

const plain = (lon: number, lat: number, resolution: number) =>
  Number.isFinite(lon) && Number.isFinite(lat) ? BigInt(`0x${latLngToCell(lat, lon, resolution)}`) : 0n

function plainly(resolution: number): FillCells {
  return (lons, lats, out, count) => {
    for (let k = 0; k < count; k++) out[k] = plain(lons[k] as number, lats[k] as number, resolution)
  }
}

/** A row of the lattice, so moved that it gives 0 where it gave `by`. */
const less = (row: Vector, face: Vector, by: number): Vector => [
  row[0] - by * face[0],
  row[1] - by * face[1],
  row[2] - by * face[2],
]

/** Whether some point within reach of the centre may be nearer to face `other` than to `face`. */
function comesNear(face: Vector, other: Vector, centre: Vector): boolean {
  const away: Vector = [face[0] - other[0], face[1] - other[1], face[2] - other[2]]
  const angle = Math.acos(dot(away, centre) / Math.sqrt(dot(away, away)))
  return angle + 1.5 * NEAR > Math.PI / 2
}

/** Largest of the products of a point with vectors laid end to end. */
function mostDepth(vectors: Float64Array, px: number, py: number, pz: number): number {
  let most = -1
  for (let k = 0; k < vectors.length; k += 3) {
    const depth = (vectors[k] as number) * px + (vectors[k + 1] as number) * py + (vectors[k + 2] as number) * pz
    if (depth > most) most = depth
  }
  return most
}

function byLattice(
  { i, j, face, others }: Lattice,
  pattern: CellDigits,
  lon: number,
  lat: number,
  resolution: number,
): FillCells {
  // Turned about the axis, so that the centre has longitude 0.
  const [cosLon, sinLon] = [Math.cos(lon * RADIANS), Math.sin(lon * RADIANS)]
  const turned = ([x, y, z]: Vector): Vector => [x * cosLon + y * sinLon, y * cosLon - x * sinLon, z]
  const [middleI, middleJ] = pattern.middle
  const [i0, i1, i2] = turned(less(i, face, middleI))
  const [j0, j1, j2] = turned(less(j, face, middleJ))
  const [f0, f1, f2] = turned(face)
  const [cosLat, sinLat] = [Math.cos(lat * RADIANS), Math.sin(lat * RADIANS)]
  const rivals = Float64Array.from(
    others
      .map(turned)
      .filter((other) => comesNear([f0, f1, f2], other, [cosLat, 0, sinLat]))
      .flat(),
  )
  const { ancestors, digits, span } = pattern
  const perBlock = 1 / span

  return (lons, lats, out, count) => {
    const halves = new Uint32Array(out.buffer, out.byteOffset, 2 * count)
    for (let at = 0; at < count; at++) {
      const x = lons[at] as number
      const y = lats[at] as number
      const dx = (x - lon) * RADIANS
      const dy = (y - lat) * RADIANS
      if (!(dx < NEAR && dx > -NEAR && dy < NEAR && dy > -NEAR)) {
        out[at] = plain(x, y, resolution)
        continue
      }
      const xx = dx * dx
      const yy = dy * dy
      const sinX = dx * (1 - xx * (1 / 6 - xx * (1 / 120 - xx * (1 / 5040 - xx * (1 / 362_880)))))
      const cosX = 1 - xx * (1 / 2 - xx * (1 / 24 - xx * (1 / 720 - xx * (1 / 40_320 - xx * (1 / 3_628_800)))))
      const sinY = dy * (1 - yy * (1 / 6 - yy * (1 / 120 - yy * (1 / 5040 - yy * (1 / 362_880)))))
      const cosY = 1 - yy * (1 / 2 - yy * (1 / 24 - yy * (1 / 720 - yy * (1 / 40_320 - yy * (1 / 3_628_800)))))
      const c = cosLat * cosY - sinLat * sinY
      const px = c * cosX
      const py = c * sinX
      const pz = sinLat * cosY + cosLat * sinY
      const depth = f0 * px + f1 * py + f2 * pz
      if (rivals.length > 0 && mostDepth(rivals, px, py, pz) > depth - 1e-9) {
        out[at] = plain(x, y, resolution)
        continue
      }
      const scale = 1 / depth
      const u = (i0 * px + i1 * py + i2 * pz) * scale
      const v = (j0 * px + j1 * py + j2 * pz) * scale
      let ri = Math.floor(u + 0.5)
      let rj = Math.floor(v + 0.5)
      const w = u - v
      const rk = Math.floor(w + 0.5)
      if (ri - rj !== rk) {
        const di = Math.abs(ri - u)
        const dj = Math.abs(rj - v)
        const dk = Math.abs(rk - w)
        if (di > dj && di > dk) ri = rk + rj
        else if (dj > dk) rj = ri - rk
      }
      const a = u - ri
      const b = v - rj
      const edge = Math.max(Math.abs(2 * a - b), Math.abs(2 * b - a), Math.abs(a + b))
      const blockI = Math.floor((ri + 0.5) * perBlock)
      const blockJ = Math.floor((rj + 0.5) * perBlock)
      const square = (ri - blockI * span) * span + rj - blockJ * span
      const place = pattern.placeOf(blockI, blockJ, square)
      const upper = place < 0 || edge > 1 - NEAR_BORDER ? 0 : (ancestors[place + 1] as number)
      if (upper === 0) {
        const cell = plain(x, y, resolution)
        if (edge <= 1 - NEAR_BORDER) pattern.learn(place, square, cell)
        out[at] = cell
        continue
      }
      const below = (ancestors[place + 2] as number) + 2 * square
      halves[2 * at] = (ancestors[place] as number) | (digits[below] as number)
      halves[2 * at + 1] = upper | (digits[below + 1] as number)
    }
  }
}
