import proj4 from 'proj4'
import { type Shift, unshift } from './unshift.ts'

/** Maps a pair in the source's system to WGS-84 longitude and latitude in degrees, written into `out`. */
export type ToWgs84 = (x: number, y: number, out: Float64Array) => void

const SEMI_MAJOR = 6378245
const ECCENTRICITY2 = 0.006693421622965943
const BD_STEP = (Math.PI * 3000) / 180

/** 20·sin 6πv + 20·sin 2πv, from sin 3a = 3·sin a − 4·sin³ a. */
function waves(v: number): number {
  const s = Math.sin(2 * v * Math.PI)
  return 20 * s * (4 - 4 * s * s)
}

/** long·sin πv + short·sin πv/3, from the same. */
function swell(v: number, long: number, short: number): number {
  const s = Math.sin((v / 3) * Math.PI)
  return s * (long * (3 - 4 * s * s) + short)
}

/** WGS-84 → GCJ-02, the published obfuscation; outside mainland China's box it is the identity. */
export const wgs84ToGcj02: Shift = (lon, lat, out) => {
  if (lon < 72.004 || lon > 137.8347 || lat < 0.8293 || lat > 55.8271) {
    out[0] = lon
    out[1] = lat
    return
  }
  const x = lon - 105
  const y = lat - 35
  const root = Math.sqrt(Math.abs(x))
  const ripple = waves(x)
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * root +
    ((ripple + swell(y, 20, 40)) * 2) / 3 +
    ((160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * 2) / 3
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * root +
    ((ripple + swell(x, 20, 40)) * 2) / 3 +
    ((150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * 2) / 3
  const phi = (lat * Math.PI) / 180
  const magic = 1 - ECCENTRICITY2 * Math.sin(phi) ** 2
  const radius = Math.sqrt(magic)
  out[0] = lon + (east * 180) / ((SEMI_MAJOR / radius) * Math.cos(phi) * Math.PI)
  out[1] = lat + (north * 180) / (((SEMI_MAJOR * (1 - ECCENTRICITY2)) / (magic * radius)) * Math.PI)
}

/** GCJ-02 → BD-09. */
export const gcj02ToBd09: Shift = (lon, lat, out) => {
  const z = Math.hypot(lon, lat) + 0.00002 * Math.sin(lat * BD_STEP)
  const theta = Math.atan2(lat, lon) + 0.000003 * Math.cos(lon * BD_STEP)
  out[0] = z * Math.cos(theta) + 0.0065
  out[1] = z * Math.sin(theta) + 0.006
}

const wgs84: ToWgs84 = (x, y, out) => {
  out[0] = x
  out[1] = y
}

function projected(crs: string): ToWgs84 {
  let converter: { forward(pair: [number, number]): number[] }
  try {
    converter = proj4(crs, 'WGS84')
  } catch {
    throw new Error(
      `The coordinate system "${crs}" is not known. Write wgs84, gcj02, bd09, or the proj4 definition of the system, ` +
        'such as "+proj=tmerc +lat_0=0 +lon_0=121 +k=0.9999 +x_0=250000 +ellps=GRS80 +units=m".',
    )
  }
  return (x, y, out) => {
    const [lon, lat] = converter.forward([x, y])
    out[0] = lon ?? Number.NaN
    out[1] = lat ?? Number.NaN
  }
}

/** The conversion for a recipe's `crs`: wgs84, gcj02, bd09 or a proj4 definition. Throws for an unknown system. */
export function toWgs84(crs: string): ToWgs84 {
  const name = crs.toLowerCase().replaceAll(/[\s_-]/gu, '')
  if (name === 'wgs84' || name === 'epsg:4326' || name === 'cgcs2000') return wgs84
  if (name === 'gcj02') return unshift(wgs84ToGcj02)
  if (name === 'bd09') {
    const fromGcj = unshift(wgs84ToGcj02)
    const fromBd = unshift(gcj02ToBd09)
    return (x, y, out) => {
      fromBd(x, y, out)
      fromGcj(out[0] ?? Number.NaN, out[1] ?? Number.NaN, out)
    }
  }
  return projected(crs)
}
