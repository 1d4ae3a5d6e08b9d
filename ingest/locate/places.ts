import type { EngineFunction, SqlType } from '../../warehouse/engine/engine.ts'
import { type CellOf, cellsAround } from './cells.ts'
import { toWgs84 } from './coordinates.ts'
import { type AreaAt, rasterIndex } from './polygons.ts'
import { type Box, boxOf } from '../read/measure.ts'
import type { AreaRow } from './types.ts'

interface PointStep {
  name: string
  level: string
}

/**
 * `<prefix>_lon`, `<prefix>_lat`, `<prefix>_cell` and one function for each level located by point. Each takes the
 * published pair as DOUBLE and gives null where it is null, not finite or outside the extent.
 */
export function placesOf(
  prefix: string,
  crs: string,
  areas: AreaRow[],
  finest: number,
  steps: PointStep[],
): EngineFunction[] {
  const convert = toWgs84(crs)
  const extent = extentOf(areas)
  const at = new Float64Array(2)

  function pointFunction(name: string, returns: SqlType, value: (lon: number, lat: number) => unknown): EngineFunction {
    return {
      name,
      takes: ['DOUBLE', 'DOUBLE'],
      returns,
      run([xs = [], ys = []], rows) {
        const out = Array.from<unknown>({ length: rows })
        for (let k = 0; k < rows; k++) {
          const x = xs[k]
          const y = ys[k]
          out[k] = null
          if (typeof x !== 'number' || typeof y !== 'number') continue
          convert(x, y, at)
          const lon = at[0] as number
          const lat = at[1] as number
          if (lon >= extent.west && lon <= extent.east && lat >= extent.south && lat <= extent.north)
            out[k] = value(lon, lat)
        }
        return out
      },
    }
  }

  let cellOf: CellOf | null = null
  return [
    pointFunction(`${prefix}_lon`, 'DOUBLE', (lon) => lon),
    pointFunction(`${prefix}_lat`, 'DOUBLE', (_, lat) => lat),
    pointFunction(`${prefix}_cell`, 'UBIGINT', (lon, lat) => {
      cellOf ??= areas.some(({ geometry }) => geometry)
        ? cellsAround((extent.west + extent.east) / 2, (extent.south + extent.north) / 2, finest)
        : cellsAround(lon, lat, finest)
      return cellOf(lon, lat)
    }),
    ...steps.map(({ name, level }) => {
      let find: AreaAt | null | undefined
      return pointFunction(name, 'INTEGER', (lon, lat) => {
        if (find === undefined) find = rasterIndex(areas.flatMap((area) => shapeOf(area, level)))
        const id = find?.(lon, lat) ?? 0
        return id === 0 ? null : id
      })
    }),
  ]
}

const shapeOf = ({ area_id, geometry, level }: AreaRow, wanted: string) =>
  level === wanted && geometry ? [{ id: area_id, geometry }] : []

function extentOf(areas: AreaRow[]): Box {
  const box = boxOf(areas.flatMap(({ geometry }) => (geometry ? [geometry] : [])))
  if (!box) return { west: -180, south: -90, east: 180, north: 90 }
  const wide = (box.east - box.west) / 10
  const high = (box.north - box.south) / 10
  return { west: box.west - wide, south: box.south - high, east: box.east + wide, north: box.north + high }
}
