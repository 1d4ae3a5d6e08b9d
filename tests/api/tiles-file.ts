/** Writes PMTiles files (version 3), as a user would bring one: one directory, tiles unpacked. */
import { writeFileSync } from 'node:fs'
import { GeoJSONVT } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { FeatureCollection } from 'geojson'
import { zxyToTileId } from 'pmtiles'

type Box = readonly [west: number, south: number, east: number, north: number]

interface Tile {
  z: number
  x: number
  y: number
  bytes: Uint8Array
}

interface Archive {
  tiles: readonly Tile[]
  metadata: object
  bbox: Box
  /** As the format numbers them: 1 vector tiles, 2 PNG; 1 unpacked, 3 Brotli. */
  tileType?: number
  compression?: number
}

const HEADER = 127

function varints(numbers: readonly number[]): number[] {
  return numbers.flatMap((n) => {
    const bytes: number[] = []
    let rest = n
    for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128)
    return [...bytes, rest]
  })
}

export function writeTiles(path: string, { tiles, metadata, bbox, tileType = 1, compression = 1 }: Archive): void {
  const sorted = tiles
    .map(({ z, x, y, bytes }) => ({ id: zxyToTileId(z, x, y), bytes }))
    .toSorted((a, b) => a.id - b.id)
  const directory = Buffer.from([
    ...varints([sorted.length]),
    ...varints(sorted.map(({ id }, i) => id - (sorted[i - 1]?.id ?? 0))),
    ...varints(sorted.map(() => 1)),
    ...varints(sorted.map(({ bytes }) => bytes.length)),
    ...varints(sorted.map((_, i) => (i === 0 ? 1 : 0))),
  ])
  const about = Buffer.from(JSON.stringify(metadata))
  const body = Buffer.concat(sorted.map(({ bytes }) => bytes))
  const header = Buffer.alloc(HEADER)
  header.write('PMTiles')
  header.writeUInt8(3, 7)
  const end = HEADER + directory.length + about.length
  const places = [HEADER, directory.length, HEADER + directory.length, about.length, end, 0, end, body.length]
  for (const [i, n] of places.entries()) header.writeBigUInt64LE(BigInt(n), 8 + 8 * i)
  for (const at of [72, 80, 88]) header.writeBigUInt64LE(BigInt(sorted.length), at)
  const zooms = tiles.map(({ z }) => z)
  header.set([1, 1, compression, tileType, Math.min(...zooms), Math.max(...zooms)], 96)
  for (const [i, degrees] of bbox.entries()) header.writeInt32LE(Math.round(degrees * 1e7), 102 + 4 * i)
  writeFileSync(path, Buffer.concat([header, directory, about, body]))
}

const column = (lon: number, z: number) => Math.floor(((lon + 180) / 360) * 2 ** z)
const row = (lat: number, z: number) =>
  Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z)

/** Vector tiles of GeoJSON, a layer each, at the zooms from `minzoom` to `maxzoom`. */
export function tilesOf(
  layers: Readonly<Record<string, FeatureCollection>>,
  [west, south, east, north]: Box,
  minzoom: number,
  maxzoom: number,
): Tile[] {
  const indexes = Object.entries(layers).map(
    ([name, data]) => [name, new GeoJSONVT(data, { maxZoom: maxzoom, indexMaxZoom: maxzoom })] as const,
  )
  const tiles: Tile[] = []
  for (let z = minzoom; z <= maxzoom; z++) {
    for (let x = column(west, z); x <= column(east, z); x++) {
      for (let y = row(north, z); y <= row(south, z); y++) {
        const found = indexes.flatMap(([name, index]) => {
          const tile = index.getTile(z, x, y)
          return tile ? [[name, tile] as const] : []
        })
        if (found.length > 0)
          tiles.push({ z, x, y, bytes: fromGeojsonVt(Object.fromEntries(found), { version: 2, extent: 4096 }) })
      }
    }
  }
  return tiles
}
