import { latLngToCell } from 'h3-js'
import { afterAll, describe, expect, it } from 'vitest'
import { type AreaDraft, createLocator } from '../../../ingest/locate/locator.ts'
import { assembleAreas } from '../../../ingest/read/areas.ts'
import { Pack, Recipe } from '../../../ingest/recipe.ts'
import { openEngine } from '../../../warehouse/engine/duckdb.ts'

const label = { zh: '甲', en: 'A' }
const pack = Pack.parse({
  id: 'toy',
  name: label,
  time_zone: 'Asia/Taipei',
  currency: label,
  levels: [
    { id: 'city', label },
    { id: 'district', label, parent: 'city' },
    { id: 'village', label, parent: 'district' },
  ],
  default_level: 'district',
  default_indicator: 'case_count',
  cells: { finest: 9, map: 8 },
  calendar: { holidays: [], workdays: [] },
  sources: [{ recipe: 'toy', files: ['toy.csv'] }],
})

const square = (x: number, y: number): AreaDraft['geometry'] => ({
  type: 'Polygon',
  coordinates: [
    [
      [x, y],
      [x + 0.1, y],
      [x + 0.1, y + 0.1],
      [x, y + 0.1],
      [x, y],
    ],
  ],
})
const draft = (code: string, level: string, name: string, parent: string | null, geometry: AreaDraft['geometry']) => ({
  code,
  level,
  parent,
  name_zh: name,
  name_en: null,
  urban_code: null,
  vintage: null,
  land_km2: null,
  responsible: null,
  geometry,
})
const areas = assembleAreas(pack, [
  draft('1', 'city', '甲市', null, null),
  draft('01', 'district', '臺東區', null, square(120, 22)),
  draft('02', 'district', '三民區', null, square(120.1, 22)),
  draft('0101', 'village', '中正里', '01', null),
  draft('0201', 'village', '中正里', '02', null),
])
const idOf = (code: string) => areas.find((area) => area.code === code)?.area_id ?? -1

function recipeOf(parts: object) {
  return Recipe.parse({ id: 'toy-cases', label, publisher: 'x', licence: 'x', target: 'cases', fields: {}, ...parts })
}

const engine = await openEngine()
afterAll(() => engine.close())
let made = 0

/** The rows of the answer: each expression over each row of text. */
async function run(parts: object, header: string[], rows: (string | null)[][], bridges = new Map()) {
  const recipe = recipeOf({ id: `toy-${++made}`, ...parts })
  const locator = createLocator({ pack, recipe, areas, finest: 9, bridges })
  for (const fn of locator.functions) engine.register(fn)
  const { areaByLevel, cell, lon, lat, failures } = locator.expressions(recipe, (name) =>
    header.includes(name) ? `"${name}"` : 'NULL',
  )
  const wanted = {
    ...areaByLevel,
    ...(cell ? { cell, lon: lon ?? '', lat: lat ?? '' } : {}),
    ...Object.fromEntries(failures.map(({ reason, sql }) => [reason, sql])),
  }
  const values = rows.map((row) => `(${row.map((v) => (v === null ? 'NULL' : `'${v}'`)).join(',')})`).join(',')
  const select = Object.entries(wanted).map(([name, sql]) => `${sql} AS "${name}"`)
  const table = await engine.query({
    text: `SELECT ${select.join(', ')} FROM (VALUES ${values}) AS t(${header.map((name) => `"${name}"`).join(',')})`,
  })
  return Object.fromEntries(Object.entries(table.columns).map(([name, column]) => [name, [...column]]))
}

describe('the locator', () => {
  it('finds areas by code after extract, remove, pad, bridge and alias', async () => {
    const plain = await run(
      { locate: [{ level: 'village', by: 'code', from: 'c', remove: '-', pad: 4, required: true }] },
      ['c'],
      [['1-01'], ['0201'], ['9999'], [null]],
    )
    expect(plain.village).toEqual([idOf('0101'), idOf('0201'), null, null])
    expect(plain.unknown_area).toEqual([false, false, true, true])
    const bridge = { file: 'b.csv', from: 'old', to: 'new' }
    const bridged = await run(
      {
        locate: [{ level: 'village', by: 'code', from: 'c', extract: '^(\\d+)', bridge, aliases: { '0299': '0201' } }],
      },
      ['c'],
      [['7.0'], ['8.0'], ['9.0']],
      new Map([
        [
          'b.csv|old|new',
          new Map([
            ['7', '0101'],
            ['8', '0299'],
          ]),
        ],
      ]),
    )
    expect(bridged.village).toEqual([idOf('0101'), idOf('0201'), null])
  })

  it('tells namesakes apart by their parent, through aliases, width and 臺/台', async () => {
    const within = { level: 'district', from: 'd', extract: '^甲市(.+)$', aliases: { 三民一: '三民區', 三民二: '02' } }
    const found = await run(
      { locate: [{ level: 'village', by: 'name', from: 'v', within }] },
      ['d', 'v'],
      [
        ['甲市三民一', '中正里'],
        ['甲市三民二', ' 中正里'],
        ['甲市台東區', '中正里'],
        ['甲市外', '中正里'],
        ['甲市三民一', '無'],
      ],
    )
    expect(found.village).toEqual([idOf('0201'), idOf('0201'), idOf('0101'), null, null])
    const ambiguous = await run({ locate: [{ level: 'village', by: 'name', from: 'v' }] }, ['v'], [['中正里']])
    expect(ambiguous.village).toEqual([null])
  })

  it('gives points their cell and polygon, and says which lie outside', async () => {
    const parts = {
      fields: { lon: { from: ['x', 'X'], type: 'number' }, lat: { from: 'y', type: 'number' } },
      locate: [{ level: 'district', by: 'point', required: true }],
    }
    const found = await run(
      parts,
      ['x', 'y'],
      [
        ['120.05', '22.05'],
        ['120.15', '22.05'],
        ['120.05', '22.105'],
        ['0', '0'],
        [null, '22'],
      ],
    )
    expect(found.district).toEqual([idOf('01'), idOf('02'), null, null, null])
    expect(found.point_outside).toEqual([false, false, true, true, false])
    expect(found.lon).toEqual([120.05, 120.15, 120.05, null, null])
    expect(found.cell?.[0]).toBe(BigInt(`0x${latLngToCell(22.05, 120.05, 9)}`))
    expect(found.cell?.slice(3)).toEqual([null, null])
  })

  it('takes the first way that succeeds', async () => {
    const locate = [
      { level: 'district', by: 'code', from: 'c' },
      { level: 'district', by: 'name', from: 'n' },
    ]
    const found = await run(
      { locate },
      ['c', 'n'],
      [
        ['01', '三民區'],
        ['77', '三民區'],
      ],
    )
    expect(found.district).toEqual([idOf('01'), idOf('02')])
  })

  it('refuses a level the pack lacks and points without columns', () => {
    const make = (parts: object) => () =>
      createLocator({ pack, recipe: recipeOf(parts), areas, finest: 9, bridges: new Map() })
    expect(make({ locate: [{ level: 'tract', by: 'point' }] })).toThrow(/city, district, village/u)
    expect(make({ locate: [{ level: 'district', by: 'point' }] })).toThrow(/lon and lat/u)
  })
})
