import { latLngToCell } from 'h3-js'
import { afterAll, describe, expect, it } from 'vitest'
import { type AreaDraft, createLocator } from '../../../ingest/locate/locator.ts'
import { repeatedPairs } from '../../../ingest/locate/points.ts'
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
async function run(
  parts: object,
  header: string[],
  rows: (string | null)[][],
  bridges = new Map(),
  repeated: [number, number][] = [],
) {
  const recipe = recipeOf({ id: `toy-${++made}`, ...parts })
  const locator = createLocator({ pack, recipe, areas, finest: 9, bridges })
  for (const fn of locator.functions) engine.register(fn)
  const { first, areaByLevel, cell, lon, lat, failures, decided } = locator.expressions(
    recipe,
    (name) => (header.includes(name) ? `"${name}"` : 'NULL'),
    repeated,
  )
  const wanted = {
    ...areaByLevel,
    ...(cell ? { cell, lon: lon ?? '', lat: lat ?? '' } : {}),
    ...Object.fromEntries(failures.map(({ reason, sql }) => [reason, sql])),
    ...Object.fromEntries(decided.map(({ decision, sql }) => [`decided_${decision}`, sql])),
  }
  const values = rows.map((row) => `(${row.map((v) => (v === null ? 'NULL' : `'${v}'`)).join(',')})`).join(',')
  const select = Object.entries(wanted).map(([name, sql]) => `${sql} AS "${name}"`)
  const table = await engine.query({
    text: `SELECT ${select.join(', ')} FROM (
      SELECT ${['*', ...first.map(({ name, sql }) => `${sql} AS ${name}`)].join(', ')}
      FROM (VALUES ${values}) AS t(${header.map((name) => `"${name}"`).join(',')}))`,
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

  const xy = {
    fields: { lon: { from: 'x', type: 'number' }, lat: { from: 'y', type: 'number' } },
    locate: [{ level: 'district', by: 'point' }],
  }
  const damaged = [
    ['120.05', '22.05'],
    ['22.05', '120.05'],
    ['0', '0'],
    ['2.35', '48.85'],
    ['120.15', '22.05'],
    [null, null],
    ['inf', '22'],
  ]

  it('finds points that are exchanged, 0,0, outside or repeated, mends the first and counts all', async () => {
    const found = await run(xy, ['x', 'y'], damaged, new Map(), [[120.15, 22.05]])
    expect(found.decided_point_swapped).toEqual([false, true, false, false, false, false, false])
    expect(found.decided_point_zero).toEqual([false, false, true, false, false, false, false])
    expect(found.decided_point_outside).toEqual([false, false, false, true, false, false, false])
    expect(found.decided_point_repeated).toEqual([false, false, false, false, true, false, false])
    expect(found.lon).toEqual([120.05, 120.05, null, null, 120.15, null, null])
    expect(found.lat).toEqual([22.05, 22.05, null, null, 22.05, null, null])
    expect(found.district).toEqual([idOf('01'), idOf('01'), null, null, idOf('02'), null, null])
  })

  it('drops, keeps or sets aside damaged points as the recipe says', async () => {
    const points = { swapped: 'drop', zero: 'quarantine', outside: 'keep', repeated: { over: 2, treat: 'drop' } }
    const found = await run({ ...xy, points }, ['x', 'y'], damaged, new Map(), [[120.15, 22.05]])
    expect(found.lon).toEqual([120.05, null, null, 2.35, null, null, null])
    expect(found.cell?.[3]).toBe(BigInt(`0x${latLngToCell(48.85, 2.35, 9)}`))
    expect(found.district).toEqual([idOf('01'), null, null, null, null, null, null])
    expect(found.point_zero).toEqual([false, false, true, false, false, false, false])
    expect(found).not.toHaveProperty('decided_point_zero')
    const aside = { swapped: 'quarantine', outside: 'quarantine', repeated: { treat: 'quarantine' } }
    const set = await run({ ...xy, points: aside }, ['x', 'y'], damaged, new Map(), [[120.15, 22.05]])
    expect(set.point_swapped).toEqual([false, true, false, false, false, false, false])
    expect(set.point_outside).toEqual([false, false, false, true, false, false, false])
    expect(set.point_repeated).toEqual([false, false, false, false, true, false, false])
  })

  it('reads coordinates as the fields say, and in the system of the pack where the recipe names none', async () => {
    const fields = { lon: { from: 'x', type: 'number', remove: ',' }, lat: { from: 'y', type: 'number', remove: ',' } }
    const tm2 = '+proj=tmerc +lat_0=0 +lon_0=121 +k=0.9999 +x_0=250000 +y_0=0 +ellps=GRS80 +units=m +no_defs'
    const found = await run({ ...xy, fields, crs: tm2 }, ['x', 'y'], [['151,981.5', '2,438,800']])
    expect(found.district).toEqual([idOf('01')])
    const recipe = recipeOf({ ...xy, fields, id: 'toy-in-pack' })
    const locator = createLocator({ pack: { ...pack, crs: tm2 }, recipe, areas, finest: 9, bridges: new Map() })
    for (const fn of locator.functions) engine.register(fn)
    const { first, lon } = locator.expressions(recipe, (name) => (name === 'x' ? `'151981.5'` : `'2438800'`))
    const told = await engine.query({
      text: `select round(${lon}, 4) as lon from (select ${first.map(({ name, sql }) => `${sql} as ${name}`).join(', ')})`,
    })
    expect(told.columns.lon?.[0]).toBeCloseTo(Number(found.lon?.[0]), 3)
  })

  it('finds the pairs that more rows of a file share than the recipe allows', async () => {
    const recipe = recipeOf({ ...xy, points: { repeated: { over: 2 } } })
    const pairs = ['120.1, 22', '120.10, 22', '120.1, 22.0', '120.2, 22', '120.2, 22', '0, 0', '0, 0', '0, 0']
    const without = Array<string>(3).fill('null, 22')
    const values = [...pairs, ...without].map((pair, i) => `(${pair}, ${i === 0 ? 1 : null}, 120.1, 0)`).join(', ')
    const columns = 'v_lon, v_lat, fault, lon, damage'
    await engine.exec({ text: `create or replace view cast_toy as from (values ${values}) as v(${columns})` })
    expect(await repeatedPairs(engine, 'cast_toy', recipe)).toEqual({ pairs: [[120.1, 22]], rows: 2 })
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
