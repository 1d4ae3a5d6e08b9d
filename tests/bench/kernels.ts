/** H3 and area kernels beside h3-js and flatbush, on the same points. Arguments: the plain store, the folder of the files. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Flatbush from 'flatbush'
import { latLngToCell } from 'h3-js'
import { cellsAround } from '../../ingest/locate/cells.ts'
import { toWgs84 } from '../../ingest/locate/coordinates.ts'
import { allOf, edgesOf, inside } from '../../ingest/locate/edges.ts'
import { exactIndex, rasterIndex, type Shape } from '../../ingest/locate/polygons.ts'
import type { Geometry } from '../../ingest/locate/types.ts'
import { openEngine } from '../../warehouse/engine/duckdb.ts'

const [store = '', files = '', finest = '10'] = process.argv.slice(2)
/** Points that the slowest way of all, every edge of every area, is asked about. */
const EXACT = 5000
const WARM_UP = 200_000
/** Both ways take turns after so many points, so that what the machine does besides falls on both alike. */
const TURN = 500_000
/** Points each way is asked about at least. */
const LEAST = 4_000_000

type Way = (from: number, to: number) => void

/** CPU seconds, user and system, that each of two ways needs for all points; `check` looks at each turn, outside the measure. */
function inTurns(points: number, ours: Way, theirs: Way, check: Way): { ours: number; slow: number } {
  const passes = Math.ceil(LEAST / points)
  const used = (way: Way, from: number) => {
    const before = process.cpuUsage()
    way(from, Math.min(points, from + TURN))
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1e6 / passes
  }
  const sum = { ours: 0, slow: 0 }
  for (let pass = 0; pass < passes; pass++) {
    for (let from = 0; from < points; from += TURN) {
      sum.ours += used(ours, from)
      sum.slow += used(theirs, from)
      check(from, Math.min(points, from + TURN))
    }
  }
  return sum
}

/** Published points in WGS-84; those far from the city are left out, as the ingest leaves them out. */
async function readPoints(): Promise<[Float64Array, Float64Array]> {
  const engine = await openEngine({ path: store })
  const { columns, rows } = await engine.query({
    text: `select cast("经度" as double) as x, cast("纬度" as double) as y from cases, (select
        quantile_cont(try_cast("经度" as double), 0.5) as lon, quantile_cont(try_cast("纬度" as double), 0.5) as lat from cases)
      where abs(try_cast("经度" as double) - lon) < 1 and abs(try_cast("纬度" as double) - lat) < 1`,
  })
  await engine.close()
  const convert = toWgs84('gcj02')
  const pair = new Float64Array(2)
  const [lons, lats] = [new Float64Array(rows), new Float64Array(rows)]
  for (let k = 0; k < rows; k++) {
    convert(Number(columns.x?.[k]), Number(columns.y?.[k]), pair)
    lons[k] = pair[0] as number
    lats[k] = pair[1] as number
  }
  return [lons, lats]
}

function readShapes(name: string): Shape[] {
  const { features } = JSON.parse(readFileSync(join(files, name), 'utf8')) as { features: { geometry: Geometry }[] }
  return features.map(({ geometry }, k) => ({ id: k + 1, geometry }))
}

function benchCells(lons: Float64Array, lats: Float64Array, resolution: number) {
  const n = lons.length
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / n
  const [lon, lat] = [mean(lons), mean(lats)]
  const cells = new BigUint64Array(n)
  cellsAround(lon, lat, resolution)(lons, lats, cells, Math.min(n, WARM_UP))
  const fill = cellsAround(lon, lat, resolution)
  // Of one turn only: millions of strings kept would have the collector at work while areas are measured.
  const theirs = Array.from({ length: TURN }, () => '')
  let mismatches = 0
  const seconds = inTurns(
    n,
    (from, to) => fill(lons.subarray(from, to), lats.subarray(from, to), cells.subarray(from, to), to - from),
    (from, to) => {
      for (let k = from; k < to; k++) theirs[k - from] = latLngToCell(lats[k] as number, lons[k] as number, resolution)
    },
    (from, to) => {
      for (let k = from; k < to; k++) if (BigInt(`0x${theirs[k - from]}`) !== cells[k]) mismatches++
    },
  )
  return { ...seconds, mismatches }
}

/** Boxes in a packed R-tree, then a ray against each candidate; of several the lowest. */
function byFlatbush(shapes: Shape[]): (x: number, y: number) => number {
  const edges = shapes.map(({ geometry }) => edgesOf(geometry))
  const all = edges.map(allOf)
  const index = new Flatbush(shapes.length)
  for (const list of edges) {
    const axis = (first: number) => list.filter((_, k) => k % 2 === first)
    const least = (values: Float64Array) => values.reduce((a, b) => Math.min(a, b), Infinity)
    const most = (values: Float64Array) => values.reduce((a, b) => Math.max(a, b), -Infinity)
    index.add(least(axis(0)), least(axis(1)), most(axis(0)), most(axis(1)))
  }
  index.finish()
  return (x, y) => {
    let found = -1
    for (const k of index.search(x, y, x, y)) {
      const [list, order] = [edges[k], all[k]]
      if ((found < 0 || k < found) && list && order && inside(list, order, 0, order.length, x, y)) found = k
    }
    return shapes[found]?.id ?? 0
  }
}

function benchAreas(lons: Float64Array, lats: Float64Array, shapes: Shape[]) {
  const n = lons.length
  const fill = rasterIndex(shapes)
  const [ids, theirs] = [new Int32Array(n), new Int32Array(n)]
  if (!fill) throw new Error('The areas have no polygons.')
  fill(lons, lats, ids, Math.min(n, WARM_UP))
  const find = byFlatbush(shapes)
  let mismatches = 0
  const seconds = inTurns(
    n,
    (from, to) => fill(lons.subarray(from, to), lats.subarray(from, to), ids.subarray(from, to), to - from),
    (from, to) => {
      for (let k = from; k < to; k++) theirs[k] = find(lons[k] as number, lats[k] as number)
    },
    (from, to) => {
      for (let k = from; k < to; k++) if (ids[k] !== theirs[k]) mismatches++
    },
  )
  const exact = exactIndex(shapes)
  const step = Math.max(1, Math.floor(n / EXACT))
  for (let k = 0; k < n; k += step) if (ids[k] !== exact(lons[k] as number, lats[k] as number)) mismatches++
  return { ...seconds, mismatches }
}

const [lons, lats] = await readPoints()
const say = (name: string, slowName: string, { ours, slow, mismatches }: ReturnType<typeof benchCells>) => {
  const rate = (seconds: number) => `${(lons.length / seconds / 1e6).toFixed(2)} M rows/CPU s`
  console.log(
    `${name}: ${rate(ours)}, ${slowName} ${rate(slow)}, ${(slow / ours).toFixed(1)} ×, ${mismatches} mismatches over ${lons.length.toLocaleString('en')} points`,
  )
}
say(`H3, resolution ${finest}`, 'h3-js', benchCells(lons, lats, Number(finest)))
for (const name of ['areas_community.geojson', 'areas_grid.geojson']) {
  const shapes = readShapes(name)
  say(`${shapes.length.toLocaleString('en')} areas`, 'flatbush + ray cast', benchAreas(lons, lats, shapes))
}
