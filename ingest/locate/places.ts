import type { NumberFunction, Numbers } from '../../warehouse/engine/engine.ts'
import { type Box, boxOf } from '../read/measure.ts'
import type { Recipe } from '../recipe.ts'
import { cellsAround, type FillCells } from './cells.ts'
import { toWgs84 } from './coordinates.ts'
import { type FillAreas, rasterIndex } from './polygons.ts'
import type { AreaRow } from './types.ts'

/** What is wrong with a published point; the place in the list is the number in field `damage`. */
export const DAMAGES = ['none', 'swapped', 'zero', 'outside', 'repeated'] as const
const [, SWAPPED, ZERO, OUTSIDE, REPEATED] = DAMAGES.keys() as unknown as [number, number, number, number, number]

export interface PlacesInput {
  name: string
  /** Coordinate system of the published pairs. */
  crs: string
  points: Recipe['points']
  areas: AreaRow[]
  /** Finest H3 resolution. */
  finest: number
  /** The areas among which a point is located, each time under the name of a field. */
  steps: { name: string; areas: AreaRow[] }[]
}

/**
 * One function that tells all about a published pair and whether its file repeats it too often (1 or 0): `damage`,
 * `lon` and `lat` in WGS-84 (NaN without a usable point), `cell` and the area of each step (0 for none).
 */
export function placesOf({ name, crs, points, areas, finest, steps }: PlacesInput): NumberFunction {
  const convert = toWgs84(crs)
  const hasShapes = areas.some(({ geometry }) => geometry !== null)
  const at = new Float64Array(2)
  const { west, east, south, north } = extentOf(areas)
  const isIn = () => {
    const lon = at[0] as number
    const lat = at[1] as number
    return lon >= west && lon <= east && lat >= south && lat <= north
  }
  const isOnEarth = () => Math.abs(at[0] as number) <= 180 && Math.abs(at[1] as number) <= 90

  /** Leaves the point in `at` and gives its damage; NaN where there is no point to use. */
  function judge(x: number, y: number, isRepeated: boolean): number {
    convert(x, y, at)
    let damage = 0
    let isUsed = true
    if (x === 0 && y === 0 && !(hasShapes && isIn())) [damage, isUsed] = [ZERO, false]
    else if (isIn()) {
      if (isRepeated) [damage, isUsed] = [REPEATED, points.repeated.treat === 'keep']
    } else {
      const [lon, lat] = at as unknown as [number, number]
      convert(y, x, at)
      if (isIn()) [damage, isUsed] = [SWAPPED, points.swapped === 'fix']
      else {
        at[0] = lon
        at[1] = lat
        ;[damage, isUsed] = [OUTSIDE, points.outside === 'keep' && isOnEarth()]
      }
    }
    if (!isUsed) at.fill(Number.NaN)
    return damage
  }

  let fillCells: FillCells | null = null
  let indexes: (FillAreas | null)[] | null = null
  const place = Object.fromEntries(steps.map((step) => [step.name, 'INTEGER' as const]))
  return {
    name,
    takes: 3,
    returns: { damage: 'INTEGER', lon: 'DOUBLE', lat: 'DOUBLE', cell: 'UBIGINT', ...place },
    fill([xs, ys, repeated], out, rows) {
      const { damage, lon, lat, cell } = out as Out
      if (!xs || !ys || !repeated) return
      for (let k = 0; k < rows; k++) {
        const x = xs[k] as number
        const y = ys[k] as number
        if (Number.isFinite(x) && Number.isFinite(y)) damage[k] = judge(x, y, repeated[k] === 1)
        else at.fill(Number.NaN)
        lon[k] = at[0] as number
        lat[k] = at[1] as number
      }
      const first = lon.subarray(0, rows).findIndex((degrees) => !Number.isNaN(degrees))
      if (first < 0) return
      fillCells ??= hasShapes
        ? cellsAround((west + east) / 2, (south + north) / 2, finest)
        : cellsAround(lon[first] as number, lat[first] as number, finest)
      fillCells(lon, lat, cell, rows)
      indexes ??= steps.map((step) => rasterIndex(step.areas.flatMap(shapeOf)))
      for (const [k, step] of steps.entries()) indexes[k]?.(lon, lat, out[step.name] as Int32Array, rows)
    },
  }
}

type Out = Record<string, Numbers> & { damage: Int32Array; lon: Float64Array; lat: Float64Array; cell: BigUint64Array }

const shapeOf = ({ area_id, geometry }: AreaRow) => (geometry ? [{ id: area_id, geometry }] : [])

/** The box of all shapes with a tenth added on each side; the earth where there is none. */
function extentOf(areas: AreaRow[]): Box {
  const box = boxOf(areas.flatMap(({ geometry }) => (geometry ? [geometry] : [])))
  if (!box) return { west: -180, south: -90, east: 180, north: 90 }
  const wide = (box.east - box.west) / 10
  const high = (box.north - box.south) / 10
  return { west: box.west - wide, south: box.south - high, east: box.east + wide, north: box.north + high }
}
