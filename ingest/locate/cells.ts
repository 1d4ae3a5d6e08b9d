import { cellToLatLng, cellToLocalIj, getPentagons, gridDisk, latLngToCell } from 'h3-js'
import { CellTable } from './cell-table.ts'

type Vector = [number, number, number]
/** Finest H3 cell of a WGS-84 point. */
export type CellOf = (lon: number, lat: number) => bigint

const RADIANS = Math.PI / 180
const NEAR_BORDER = 1e-7
/** Cosine of half the angle between neighbouring face centres: nearer than this, no other face can be nearest. */
const SURELY_INSIDE = Math.cos(20.9 * RADIANS)

const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

function unit(v: Vector): Vector {
  const length = Math.sqrt(dot(v, v))
  return [v[0] / length, v[1] / length, v[2] / length]
}

function onSphere(lon: number, lat: number): Vector {
  const c = Math.cos(lat * RADIANS)
  return [c * Math.cos(lon * RADIANS), c * Math.sin(lon * RADIANS), Math.sin(lat * RADIANS)]
}

const centreOf = (cell: string) => {
  const [lat, lon] = cellToLatLng(cell)
  return onSphere(lon, lat)
}

/** Centres of the 20 faces: the corners of the icosahedron are H3's twelve pentagons. */
function faceCentres(): Vector[] {
  const corners = getPentagons(0).map(centreOf)
  const adjacent = (a: Vector, b: Vector) => dot(a, b) > 0.4
  const faces: Vector[] = []
  corners.forEach((a, i) => {
    corners.forEach((b, j) => {
      if (j <= i || !adjacent(a, b)) return
      corners.forEach((c, k) => {
        if (k > j && adjacent(a, c) && adjacent(b, c))
          faces.push(unit([a[0] + b[0] + c[0], a[1] + b[1] + c[1], a[2] + b[2] + c[2]]))
      })
    })
  })
  return faces
}

/** Least squares of target = a·u + b·v + c. */
function plane(u: number[], v: number[], target: number[]): [number, number, number] {
  const n = u.length
  const sum = (f: (i: number) => number) => u.reduce((total, _, i) => total + f(i), 0)
  const at = (list: number[], i: number) => list[i] ?? 0
  const mu = sum((i) => at(u, i)) / n
  const mv = sum((i) => at(v, i)) / n
  const mt = sum((i) => at(target, i)) / n
  const uu = sum((i) => (at(u, i) - mu) ** 2)
  const vv = sum((i) => (at(v, i) - mv) ** 2)
  const uv = sum((i) => (at(u, i) - mu) * (at(v, i) - mv))
  const ut = sum((i) => (at(u, i) - mu) * (at(target, i) - mt))
  const vt = sum((i) => (at(v, i) - mv) * (at(target, i) - mt))
  const det = uu * vv - uv * uv
  const a = (ut * vv - vt * uv) / det
  const b = (vt * uu - ut * uv) / det
  return [a, b, mt - a * mu - b * mv]
}

/**
 * Exact H3 indexing for points around (lon, lat). Within one face of the icosahedron H3 is a regular lattice in the
 * gnomonic plane, so a point is projected, rounded in the lattice and looked up; the first point of a cell, points
 * within 1e-7 of a border and points of another face go to h3-js. Results equal h3-js everywhere.
 */
export function cellsAround(lon: number, lat: number, resolution: number): CellOf {
  const plain: CellOf = (x, y) => BigInt(`0x${latLngToCell(y, x, resolution)}`)
  const faces = faceCentres()
  const centre = onSphere(lon, lat)
  const face = faces.reduce((best, f) => (dot(f, centre) > dot(best, centre) ? f : best))
  const east = unit([-face[1], face[0], 0])
  const north: Vector = [
    face[1] * east[2] - face[2] * east[1],
    face[2] * east[0] - face[0] * east[2],
    face[0] * east[1] - face[1] * east[0],
  ]
  const u: number[] = []
  const v: number[] = []
  const is: number[] = []
  const js: number[] = []
  const origin = latLngToCell(lat, lon, resolution)
  try {
    for (const cell of gridDisk(origin, 12)) {
      const p = centreOf(cell)
      const depth = dot(p, face)
      const ij = cellToLocalIj(origin, cell)
      u.push(dot(p, east) / depth)
      v.push(dot(p, north) / depth)
      is.push(ij.i)
      js.push(ij.j)
    }
  } catch {
    return plain
  }
  const [ia, ib, ic] = plane(u, v, is)
  const [ja, jb, jc] = plane(u, v, js)
  const worst = u.reduce((most, x, k) => {
    const y = v[k] ?? 0
    return Math.max(most, Math.abs(ia * x + ib * y + ic - (is[k] ?? 0)), Math.abs(ja * x + jb * y + jc - (js[k] ?? 0)))
  }, 0)
  if (!(worst < NEAR_BORDER / 10)) return plain

  // Column-major so that the row loop has no array access: lattice = (rows · p) / (face · p).
  const row = (a: number, b: number, c: number): Vector => [
    a * east[0] + b * north[0] + c * face[0],
    a * east[1] + b * north[1] + c * face[1],
    a * east[2] + b * north[2] + c * face[2],
  ]
  const [i0, i1, i2] = row(ia, ib, ic)
  const [j0, j1, j2] = row(ja, jb, jc)
  const [f0, f1, f2] = face
  const others = faces.filter((f) => f !== face)
  const known = new CellTable()
  return (x, y) => {
    const cosLat = Math.cos(y * RADIANS)
    const px = cosLat * Math.cos(x * RADIANS)
    const py = cosLat * Math.sin(x * RADIANS)
    const pz = Math.sin(y * RADIANS)
    const depth = f0 * px + f1 * py + f2 * pz
    if (depth < SURELY_INSIDE && others.some((f) => f[0] * px + f[1] * py + f[2] * pz > depth - 1e-9))
      return plain(x, y)
    const i = (i0 * px + i1 * py + i2 * pz) / depth
    const j = (j0 * px + j1 * py + j2 * pz) / depth
    let ri = Math.round(i)
    let rj = Math.round(j)
    const k = i - j
    const rk = Math.round(k)
    const di = Math.abs(ri - i)
    const dj = Math.abs(rj - j)
    const dk = Math.abs(rk - k)
    if (ri - rj !== rk) {
      if (di > dj && di > dk) ri = rk + rj
      else if (dj > dk) rj = ri - rk
    }
    const a = i - ri
    const b = j - rj
    const edge = 1 - Math.max(Math.abs(2 * a - b), Math.abs(2 * b - a), Math.abs(a + b))
    if (edge < NEAR_BORDER || !CellTable.holds(ri, rj)) return plain(x, y)
    let cell = known.get(ri, rj)
    if (cell === undefined) {
      cell = plain(x, y)
      known.set(ri, rj, cell)
    }
    return cell
  }
}
