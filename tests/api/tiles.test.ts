import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { VectorTile } from '@mapbox/vector-tile'
import type { FeatureCollection } from 'geojson'
import { PbfReader } from 'pbf'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CatalogBody } from '../../api/schema/catalog.ts'
import type { ErrorBody } from '../../api/schema/error.ts'
import { openTiles } from '../../api/tiles.ts'
import { tilesOf, writeTiles } from './tiles-file.ts'
import { openTiny, type TinyServer } from './tiny-city.ts'

const BOX = [120, 29, 120.25, 29.125] as const
const road: FeatureCollection = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { name: '人民路' },
      geometry: {
        type: 'LineString',
        coordinates: [
          [120, 29.06],
          [120.25, 29.06],
        ],
      },
    },
  ],
}
const metadata = { vector_layers: [{ id: 'roads' }], attribution: '<a href="x">© A survey</a>' }

const folder = mkdtempSync(join(tmpdir(), 'tiles-'))
const path = (name: string) => join(folder, name)
let tiny: TinyServer
beforeAll(async () => {
  writeTiles(path('base.pmtiles'), { tiles: tilesOf({ roads: road }, BOX, 8, 12), metadata, bbox: BOX })
  tiny = await openTiny({ CITY_TILES: path('base.pmtiles') })
})
afterAll(async () => {
  await tiny.close()
  rmSync(folder, { recursive: true })
})

describe('map tiles of one’s own', () => {
  it('are told of in the catalog, their credit without markup', async () => {
    const { tiles: told } = (await (await tiny.get('/api/catalog')).json()) as CatalogBody
    expect(told).toEqual({
      kind: 'vector',
      layers: ['roads'],
      minzoom: 8,
      maxzoom: 12,
      bounds: [...BOX],
      credit: '© A survey',
    })
  })

  it('come as they are in the file', async () => {
    const response = await tiny.get('/api/tiles?z=8&x=213&y=106')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/x-protobuf')
    const { layers } = new VectorTile(new PbfReader(new Uint8Array(await response.arrayBuffer())))
    expect(Object.keys(layers)).toEqual(['roads'])
    expect(layers.roads?.feature(0).properties).toEqual({ name: '人民路' })
    const tag = response.headers.get('etag') ?? ''
    expect((await tiny.get('/api/tiles?z=8&x=213&y=106', { 'if-none-match': tag })).status).toBe(304)
  })

  it('may be pictures', async () => {
    const bytes = Buffer.from('89504e470d0a1a0a', 'hex')
    writeTiles(path('pictures.pmtiles'), {
      tiles: [{ z: 8, x: 213, y: 106, bytes }],
      metadata: {},
      bbox: BOX,
      tileType: 2,
    })
    const pictures = await openTiny({ CITY_TILES: path('pictures.pmtiles') })
    const { tiles: told } = (await (await pictures.get('/api/catalog')).json()) as CatalogBody
    expect(told).toMatchObject({ kind: 'raster', layers: [], credit: '' })
    const response = await pictures.get('/api/tiles?z=8&x=213&y=106')
    expect(response.headers.get('content-type')).toBe('image/png')
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes)
    await pictures.close()
  })

  it('are nothing where the file has none, and refused where there cannot be any', async () => {
    expect((await tiny.get('/api/tiles?z=8&x=0&y=0')).status).toBe(204)
    for (const place of [
      'z=8&x=256&y=0',
      'z=8&x=0&y=256',
      'z=27&x=0&y=0',
      'z=8&x=-1&y=0',
      'z=8&x=0&y=../../etc',
      'z=1e3&x=0&y=0',
      'z=8&x=0',
      'z=8&x=0&y=0&path=/etc',
    ]) {
      const response = await tiny.get(`/api/tiles?${place}`)
      expect(response.status, place).toBe(400)
      expect(((await response.json()) as ErrorBody).error.message.zh).toMatch(/[\u4e00-\u9fff]/)
    }
  })

  it('are no page’s business where there is no file', async () => {
    const plain = await openTiny()
    const { tiles: told } = (await (await plain.get('/api/catalog')).json()) as CatalogBody
    expect(told).toBeNull()
    expect((await plain.get('/api/tiles?z=8&x=213&y=106')).status).toBe(404)
    await plain.close()
  })

  it.each([
    ['is not there', () => undefined, /打不开[\s\S]*cannot be opened/],
    [
      'is something else',
      (at: string) => writeFileSync(at, '<html>'.repeat(5000)),
      /不是 PMTiles[\s\S]*no PMTiles file/,
    ],
    ['is empty', (at: string) => writeFileSync(at, ''), /不是 PMTiles[\s\S]*no PMTiles file/],
    [
      'does not say which layers it has',
      (at: string) => writeTiles(at, { tiles: tilesOf({ roads: road }, BOX, 8, 8), metadata: {}, bbox: BOX }),
      /图层[\s\S]*vector_layers/,
    ],
    [
      'is packed by Brotli',
      (at: string) =>
        writeTiles(at, { tiles: tilesOf({ roads: road }, BOX, 8, 8), metadata, bbox: BOX, compression: 3 }),
      /gzip[\s\S]*otherwise than by gzip/,
    ],
    [
      'holds neither vector tiles nor pictures',
      (at: string) => writeTiles(at, { tiles: tilesOf({ roads: road }, BOX, 8, 8), metadata, bbox: BOX, tileType: 6 }),
      /既非[\s\S]*neither/,
    ],
  ])('a file that %s is refused with a sentence', async (name, write, sentence) => {
    const at = path(`${name}.pmtiles`)
    write(at)
    await expect(openTiles(at)).rejects.toThrow(sentence)
    await expect(openTiles(at)).rejects.toThrow(/CITY_TILES/)
  })
})
