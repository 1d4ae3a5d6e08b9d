import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ancestors, assembleAreas, readAreaFile, readAreas } from '../../../ingest/read/areas.ts'
import { supersededIn } from '../../../ingest/read/vintages.ts'
import { readBasemap } from '../../../ingest/read/basemap.ts'
import { readCsv } from '../../../ingest/read/csv.ts'
import { readJsonTable } from '../../../ingest/read/json-table.ts'
import { Pack, Recipe } from '../../../ingest/recipe.ts'

const folder = mkdtempSync(join(tmpdir(), 'read-'))
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, content: unknown): string {
  const file = join(folder, name)
  writeFileSync(file, typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content))
  return file
}

const label = { zh: '甲', en: 'A' }
const pack = Pack.parse({
  id: 'toy',
  name: label,
  time_zone: 'Asia/Taipei',
  currency: label,
  levels: [
    { id: 'city', label },
    { id: 'district', label, parent: 'city' },
  ],
  default_level: 'district',
  default_indicator: 'case_count',
  cells: { finest: 9, map: 8 },
  calendar: { holidays: [], workdays: [] },
  sources: [{ recipe: 'toy', files: ['toy.csv'] }],
})
const recipe = (parts: object) =>
  Recipe.parse({ id: 'toy', label, publisher: 'x', licence: 'x', target: 'area', ...parts })

const square = (x: number, y: number) => [
  [
    [x, y],
    [x + 1, y],
    [x + 1, y + 1],
    [x, y + 1],
    [x, y],
  ],
]
const feature = (properties: object, coordinates: number[][][]) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates },
})
const geojson = write('areas.geojson', {
  type: 'FeatureCollection',
  features: [
    feature({ part: 'a1', code: 11, name: '東區', u: '111' }, square(0, 0)),
    feature({ part: 'a2', code: 11, name: '東區', u: '111' }, square(1, 0)),
    feature({ part: 'b', code: 12, name: '西區', u: '220' }, square(5, 5)),
  ],
})
const fields = { code: { from: 'code' }, name_zh: { from: 'name' }, urban_code: { from: 'u' } }

describe('areas of files', () => {
  it('merges features that share a code and drops the border between them', async () => {
    const drafts = await readAreas(
      pack,
      recipe({ format: 'geojson', level: 'district', dissolve: true, fields }),
      geojson,
    )
    const areas = assembleAreas(pack, [
      ...drafts,
      ...(await readAreas(
        pack,
        recipe({ format: 'geojson', level: 'city', fields: { code: { constant: '1' }, name_en: { constant: 'T' } } }),
        geojson,
      )),
    ])
    expect(areas.map(({ code, level, parent_id, urban_class }) => [code, level, parent_id, urban_class])).toEqual([
      ['1', 'city', null, null],
      ['11', 'district', 1, 'urban'],
      ['12', 'district', 1, 'rural'],
    ])
    expect(areas[0]).toMatchObject({ name_zh: 'T', name_en: 'T', geometry: { type: 'MultiPolygon' } })
    expect(areas[1]?.geometry).toMatchObject({ type: 'Polygon' })
    expect(areas[1]?.geometry?.coordinates[0]).toHaveLength(7)
    expect(areas[1]?.lon).toBeGreaterThan(0)
    expect(areas[1]?.lat).toBeLessThan(1)
    expect(ancestors(areas).get(3)).toEqual(
      new Map([
        ['district', 3],
        ['city', 1],
      ]),
    )
  })

  it('measures land on the ellipsoid', async () => {
    const [area] = assembleAreas(
      pack,
      await readAreas(pack, recipe({ format: 'geojson', level: 'district', fields, only: { part: ['a1'] } }), geojson),
    )
    // One degree by one degree at the equator on WGS-84: 12,308.78 km².
    expect(area?.land_km2).toBeCloseTo(12308.78, 0)
  })

  it('reads TopoJSON and joins names from a table by code', async () => {
    const topojson = write('t.json', {
      type: 'Topology',
      transform: { scale: [0.5, 0.5], translate: [120, 22] },
      objects: {
        x: { type: 'GeometryCollection', geometries: [{ type: 'Polygon', properties: { ID: '64' }, arcs: [[0]] }] },
      },
      arcs: [
        [
          [0, 0],
          [2, 0],
          [0, 2],
          [-2, 0],
          [0, -2],
        ],
      ],
    })
    const csv = write('names.csv', '\uFEFFid,town\r\n64-001,"甲, 區"\r\n64-002,"甲, 區"\r\n')
    const shapes = await readAreas(
      pack,
      recipe({ format: 'topojson', level: 'district', fields: { code: { from: 'ID' } } }),
      topojson,
    )
    const table = recipe({
      level: 'district',
      fields: { code: { from: 'id', extract: '^(\\d+)-' }, name_zh: { from: 'town' } },
    })
    const areas = assembleAreas(pack, [...shapes, ...(await readAreas(pack, table, csv))])
    expect(areas).toHaveLength(1)
    expect(areas[0]).toMatchObject({
      code: '64',
      name_zh: '甲, 區',
      name_en: '甲, 區',
      parent_id: null,
      lon: 120.5,
      lat: 22.5,
    })
    expect(areas[0]?.geometry?.coordinates[0]).toContainEqual([121, 23])
  })

  it('counts records left out by only', async () => {
    const file = await readAreaFile(
      pack,
      recipe({ format: 'geojson', level: 'district', fields, only: { name: ['西區'] } }),
      geojson,
    )
    expect([file.records, file.filtered, file.drafts.length]).toEqual([3, 2, 1])
  })

  it('takes the newest of several stated vintages, also where areas were merged or given up, in any order', async () => {
    const later = write('later.geojson', {
      type: 'FeatureCollection',
      features: [feature({ code: 11, name: '東區' }, square(7, 7)), feature({ code: 13, name: '新區' }, square(8, 8))],
    })
    const of = (vintage: number | undefined, file: string) =>
      readAreas(pack, recipe({ format: 'geojson', level: 'district', fields, vintage }), file)
    const [old, now] = [await of(2010, geojson), await of(2020, later)]
    for (const drafts of [
      [...old, ...now],
      [...now, ...old],
    ]) {
      const areas = assembleAreas(pack, drafts)
      expect(areas.map(({ code, vintage }) => [code, vintage])).toEqual([
        ['11', '2020'],
        ['13', '2020'],
      ])
      expect(areas[0]?.geometry?.coordinates).toEqual(square(7, 7))
      expect(drafts.filter(supersededIn(drafts)).map(({ code }) => code)).toEqual(['11', '11', '12'])
    }
    const since = recipe({ format: 'geojson', level: 'district', fields, valid_from: '2020-07-01' })
    const newest = await readAreas(pack, since, geojson)
    expect(newest[0]).toMatchObject({ vintage: '2020', edition: '2020-07-01', recipe: 'toy' })
    expect([...now, ...newest].filter(supersededIn([...now, ...newest]))).toEqual(now)
    const unstated = [...(await of(undefined, geojson)), ...now]
    expect(unstated.filter(supersededIn(unstated))).toEqual([])
  })

  it('says which parent, name or code is missing', async () => {
    const read = (more: object) =>
      readAreas(pack, recipe({ format: 'geojson', level: 'district', fields: { ...fields, ...more } }), geojson)
    expect(() => assembleAreas(pack, [])).not.toThrow()
    const orphans = await read({ parent: { from: 'u' } })
    expect(() => assembleAreas(pack, orphans)).toThrow(/city "111" as its parent/u)
    const nameless = await read({ name_zh: { from: 'nobody' } })
    expect(() => assembleAreas(pack, nameless)).toThrow(/has no name/u)
    await expect(read({ code: { from: 'nobody' } })).rejects.toThrow(/record 1 has no code/u)
  })
})

describe('tables and base maps', () => {
  it('reads an array of records as text, in order of first appearance', async () => {
    const file = write('table.json', {
      Info: [],
      Rows: [
        { a: 1, b: '02' },
        { b: null, c: { d: 1 } },
      ],
    })
    const table = await readJsonTable(recipe({ target: 'measure', format: 'json', rows: 'Rows', fields: {} }), file)
    expect(table.header).toEqual(['a', 'b', 'c'])
    expect(Array.from(table.rows, ({ values }) => values)).toEqual([
      ['1', '02', null],
      [null, null, '{"d":1}'],
    ])
    const wrong = recipe({ target: 'measure', format: 'json', rows: 'Nothing', fields: {} })
    await expect(readJsonTable(wrong, file)).rejects.toThrow(/no array of records at "Nothing"/u)
  })

  it('reads GB18030, quotes and doubled line ends', async () => {
    const gb = write(
      'gb.csv',
      Uint8Array.from([
        0xd6, 0xd0, 0x2c, 0x61, 0x0d, 0x0d, 0x0a, 0x31, 0x2c, 0x22, 0x78, 0x22, 0x22, 0x79, 0x22, 0x0d, 0x0d, 0x0a,
      ]),
    )
    expect(await readCsv(gb)).toEqual({ header: ['中', 'a'], rows: [['1', 'x"y']] })
  })

  it('gives a base map its kinds and names', async () => {
    const file = write('base.geojson', {
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: { k: 'water', n: '愛河' },
          geometry: {
            type: 'LineString',
            coordinates: [
              [1, 2, 9],
              [3, 4, 9],
            ],
          },
        },
        { type: 'Feature', properties: { k: 'road' }, geometry: null },
      ],
    })
    const rows = await readBasemap(
      recipe({ target: 'basemap', format: 'geojson', fields: { kind: { from: 'k' }, name_zh: { from: 'n' } } }),
      file,
    )
    expect(rows).toEqual([
      {
        kind: 'water',
        name_zh: '愛河',
        name_en: null,
        geometry: {
          type: 'LineString',
          coordinates: [
            [1, 2],
            [3, 4],
          ],
        },
      },
    ])
  })
})
