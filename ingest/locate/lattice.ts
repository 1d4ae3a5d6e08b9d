import { cellToLatLng, cellToLocalIj, getPentagons, gridDisk, latLngToCell } from 'h3-js'

export type Vector = [number, number, number]

/** H3's lattice around a place: position (i, j) of a point p on the unit sphere is (rows · p) / (face · p). */
export interface Lattice {
  i: Vector
  j: Vector
  /** Centre of the face of the icosahedron that holds the place. */
  face: Vector
  /** Centres of the other 19 faces. */
  others: Vector[]
}

const RADIANS = Math.PI / 180
/** Largest misfit of a fitted position, in steps of the lattice. */
const FIT = 1e-8

export const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

function unit(v: Vector): Vector {
  const length = Math.sqrt(dot(v, v))
  return [v[0] / length, v[1] / length, v[2] / length]
}

/** The point of the unit sphere at a longitude and latitude in degrees. */
export function onSphere(lon: number, lat: number): Vector {
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
 * The lattice of a resolution around (lon, lat): within one face of the icosahedron H3 is regular in the gnomonic
 * plane, so an affine map fitted to some hundred cell centres holds all over the face. Null where it does not fit:
 * at a pentagon or an edge of the face.
 */
export function latticeAround(lon: number, lat: number, resolution: number): Lattice | null {
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
    return null
  }
  const fitI = plane(u, v, is)
  const fitJ = plane(u, v, js)
  const misfit = ([a, b, c]: Vector, target: number[]) =>
    u.reduce((most, x, k) => Math.max(most, Math.abs(a * x + b * (v[k] ?? 0) + c - (target[k] ?? 0))), 0)
  if (!(Math.max(misfit(fitI, is), misfit(fitJ, js)) < FIT)) return null
  const row = ([a, b, c]: Vector): Vector => [
    a * east[0] + b * north[0] + c * face[0],
    a * east[1] + b * north[1] + c * face[1],
    a * east[2] + b * north[2] + c * face[2],
  ]
  return { i: row(fitI), j: row(fitJ), face, others: faces.filter((f) => f !== face) }
}
