/** The city of the bench: 43,561 cells of about 0.1 km² in 10 districts and 200 streets, drawn the same way every time. */
import { cellToLatLng, gridDisk, latLngToCell } from 'h3-js'
import type { City } from '../../../warehouse/catalog/city.ts'
import { drawsOf } from '../answer/draw.ts'

export const DAYS = 1826
export const FIRST_DAY = '2021-01-01'
export const LAST_DAY = '2025-12-31'
export const CATEGORIES = 40
export const CHANNELS = 6
export const DEPARTMENTS = 12
const [LON, LAT] = [113.9, 30.6]
const RINGS = 120
const HOT_SPOTS = 60
/** Cases drawn from hot spots, among 15 % spread evenly. */
const AT_HOT_SPOTS = 256_000
const EVENLY = 45_000
const [COLUMNS, ROWS] = [20, 10]

export const CITY: City = {
  id: 'explore',
  name: { zh: '试验城', en: 'Bench City' },
  time_zone: 'Asia/Shanghai',
  levels: [
    { id: 'city', label: { zh: '市', en: 'City' } },
    { id: 'district', label: { zh: '区县', en: 'District' }, parent: 'city' },
    { id: 'street', label: { zh: '街道', en: 'Street' }, parent: 'district' },
  ],
  profile: 'open',
  cells: { finest: 9, map: 9 },
  default_level: 'district',
  default_indicator: 'case_count',
  currency: { zh: '元', en: 'yuan' },
  holidays: [],
  workdays: [],
}

export interface Spot {
  cell: string
  /** 1–200. */
  street: number
  urban: 'urban' | 'fringe' | 'rural'
}

export const streetCode = (street: number): string => `99${String(street).padStart(4, '0')}`
export const districtOf = (street: number): number => Math.ceil(street / COLUMNS)
export const districtCode = (district: number): string => `99${String(district).padStart(2, '0')}`
export const categoryName = (code: number): string => `category_${String(code).padStart(2, '0')}`
export const departmentName = (code: number): string => `department_${String(code).padStart(2, '0')}`
export const channelName = (code: number): string => `channel_${code}`

/** Every cell of the city once, and then a place for each draw: a case is at one of them, all equally likely. */
export function drawSpots(): Spot[] {
  const random = drawsOf('explore')
  const cells = gridDisk(latLngToCell(LAT, LON, 9), RINGS)
  const at = cells.map((cell) => cellToLatLng(cell))
  const lats = at.map(([lat]) => lat)
  const lons = at.map(([, lon]) => lon)
  const [south, north] = [Math.min(...lats), Math.max(...lats)]
  const [west, east] = [Math.min(...lons), Math.max(...lons)]
  const spots = at.map(([lat, lon], i): Spot => {
    const column = Math.min(COLUMNS - 1, Math.floor((COLUMNS * (lon - west)) / (east - west)))
    const row = Math.min(ROWS - 1, Math.floor((ROWS * (lat - south)) / (north - south)))
    const away = Math.hypot((lon - LON) / (east - west), (lat - LAT) / (north - south))
    const urban = away < 0.15 ? 'urban' : away < 0.25 ? 'fringe' : 'rural'
    return { cell: cells[i] as string, street: 1 + row * COLUMNS + column, urban }
  })
  const known = new Map(spots.map((spot) => [spot.cell, spot]))
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const centres = Array.from({ length: HOT_SPOTS }, () => at[Math.floor(random() * at.length)] as [number, number])
  const drawn = Array.from({ length: AT_HOT_SPOTS }, () => {
    const [lat, lon] = centres[Math.floor(HOT_SPOTS * random() ** 2)] as [number, number]
    return known.get(latLngToCell(lat + 0.02 * normal(), lon + 0.02 * normal(), 9))
  })
  const even = Array.from({ length: EVENLY }, () => spots[Math.floor(random() * spots.length)])
  return [...spots, ...drawn, ...even].filter((spot) => spot !== undefined)
}
