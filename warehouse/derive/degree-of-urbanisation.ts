import { cellToLatLng, getHexagonAreaAvg, UNITS } from 'h3-js'
import proj4 from 'proj4'
import { referenceYear, type SnapshotCatalog } from '../catalog/snapshot-catalog.ts'
import type { Engine } from '../engine/engine.ts'
import { insertRows } from '../model/insert-rows.ts'
import { degurba, degurbaUnits, type PeopleGrid } from '../stats/degurba.ts'

const SIDE_M = 1000
/** Coarser cells would fill a square of 1 km by one or two, or leave it empty. */
const COARSEST = 9
/** Empty squares around the city, so that the edge of the grid cuts no unit. */
const MARGIN = 2

/** People at a point, and the area that they are counted in. */
interface Crowd {
  lon: Float64Array
  lat: Float64Array
  people: Float64Array
  area: Int32Array
}

interface Squares extends PeopleGrid {
  /** By point: its square. */
  square: Int32Array
}

const middle = (values: Float64Array) => {
  const [low, high] = values.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity])
  return (low + high) / 2
}

/**
 * People in squares of 1 km, of equal area: Lambert's azimuthal projection around the middle of the points. `landKm2` is
 * the land that each point stands for; squares without a point are no land of the city.
 */
export function squaresOf({ lon, lat, people }: Omit<Crowd, 'area'>, landKm2: number): Squares {
  const to = proj4(`+proj=laea +lat_0=${middle(lat)} +lon_0=${middle(lon)} +x_0=0 +y_0=0 +ellps=WGS84 +units=m`)
  const [column, row] = [new Int32Array(lon.length), new Int32Array(lon.length)]
  for (let i = 0; i < lon.length; i++) {
    const [x = 0, y = 0] = to.forward([lon[i] ?? 0, lat[i] ?? 0])
    column[i] = Math.floor(x / SIDE_M)
    row[i] = Math.floor(y / SIDE_M)
  }
  const least = (values: Int32Array) => values.reduce((low, v) => Math.min(low, v), 0) - MARGIN
  const most = (values: Int32Array) => values.reduce((high, v) => Math.max(high, v), 0) + MARGIN
  const [west, south] = [least(column), least(row)]
  const [columns, rows] = [most(column) - west + 1, most(row) - south + 1]
  const counted = new Float64Array(rows * columns).fill(Number.NaN)
  const land = new Float64Array(rows * columns)
  const square = new Int32Array(lon.length)
  for (let i = 0; i < lon.length; i++) {
    const at = ((row[i] ?? 0) - south) * columns + (column[i] ?? 0) - west
    square[i] = at
    counted[at] = (Number.isNaN(counted[at]) ? 0 : (counted[at] ?? 0)) + (people[i] ?? 0)
    land[at] = Math.min(1, (land[at] ?? 0) + landKm2)
  }
  return { rows, columns, people: counted, land, square }
}

async function crowdOf(engine: Engine, basis: string, year: number): Promise<Crowd> {
  const found = await engine.query({
    text: 'select cell, area_id, n from cell_population where basis = ? and year = ? order by cell, area_id',
    values: [basis, year],
  })
  const cells = found.columns.cell ?? []
  const crowd: Crowd = {
    lon: new Float64Array(found.rows),
    lat: new Float64Array(found.rows),
    people: Float64Array.from(found.columns.n ?? [], Number),
    area: Int32Array.from(found.columns.area_id ?? [], Number),
  }
  for (let i = 0; i < found.rows; i++) {
    const [lat, lon] = cellToLatLng(BigInt(String(cells[i])).toString(16))
    crowd.lon[i] = lon
    crowd.lat[i] = lat
  }
  return crowd
}

/** Ancestors of each area at each level, itself included. */
async function levelsAbove(engine: Engine): Promise<Map<string, Map<number, number>>> {
  const { columns, rows } = await engine.query({ text: 'select level, area_id, up_id from area_up' })
  const levels = new Map<string, Map<number, number>>()
  for (let i = 0; i < rows; i++) {
    const level = String(columns.level?.[i])
    const ups = levels.get(level) ?? new Map<number, number>()
    levels.set(level, ups.set(Number(columns.area_id?.[i]), Number(columns.up_id?.[i])))
  }
  return levels
}

/**
 * Fills `area_degurba`: areas of every level down to that of the people, classed by where their people live on squares of
 * 1 km. The people of an area are spread evenly over its shape, so villages within a large area are blurred, and water
 * counts as land. Returns the rows: none without people in cells fine enough.
 */
export async function deriveDegreeOfUrbanisation(engine: Engine, catalog: SnapshotCatalog): Promise<number> {
  const { city, populationYears, dataTo } = catalog
  const basis = populationYears.resident.length > 0 ? 'resident' : 'registered'
  const year = referenceYear(populationYears[basis], Number(dataTo.slice(0, 4)))
  if (year === null || city.cells.finest < COARSEST) return 0
  const crowd = await crowdOf(engine, basis, year)
  if (crowd.people.length === 0) return 0
  const squares = squaresOf(crowd, getHexagonAreaAvg(city.cells.finest, UNITS.km2))
  const { code } = degurba(squares)
  const codes = Uint8Array.from(squares.square, (at) => code[at] ?? 0)
  const rows: { area_id: number; class: string; centre: number; cluster: number; rural: number }[] = []
  for (const ups of (await levelsAbove(engine)).values()) {
    const units = [...new Set(Array.from(crowd.area, (area) => ups.get(area)).filter((up) => up !== undefined))]
    const number = new Map(units.map((up, i) => [up, i]))
    const unit = crowd.area.map((area) => number.get(ups.get(area) ?? -1) ?? -1)
    const { kind, centre, cluster, rural } = degurbaUnits(codes, crowd.people, unit, units.length)
    for (const [i, up] of units.entries()) {
      const of = kind[i]
      if (!of) continue
      rows.push({ area_id: up, class: of, centre: centre[i] ?? 0, cluster: cluster[i] ?? 0, rural: rural[i] ?? 0 })
    }
  }
  const columns = ['area_id', 'class', 'centre', 'cluster', 'rural', 'basis', 'year']
  const inOrder = rows.toSorted((a, b) => a.area_id - b.area_id).map((row) => ({ ...row, basis, year }))
  await insertRows(engine, 'area_degurba', columns, inOrder)
  return rows.length
}
