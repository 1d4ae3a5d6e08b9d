import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../api/app.ts'
import { openTiles } from '../../api/tiles.ts'
import type { City, DisclosureProfile } from '../../warehouse/catalog/city.ts'
import { INDICATORS } from '../../warehouse/catalog/index.ts'
import { readSettings, type Settings } from '../../warehouse/catalog/settings.ts'
import { openEngine } from '../../warehouse/engine/duckdb.ts'
import type { SqlValue } from '../../warehouse/engine/engine.ts'
import { createTables } from '../../warehouse/model/create.ts'
import { publish } from '../../warehouse/snapshot/publish.ts'
import { openReader } from '../../warehouse/snapshot/reader.ts'
import type { Reader } from '../../warehouse/snapshot/types.ts'

export const HOST = '127.0.0.1:8787'
/** A district whose name a spreadsheet would run. */
export const FORMULA = '=HYPERLINK("http://x")'

const city = (profile: DisclosureProfile): City => ({
  id: 'tiny',
  name: { zh: '小城', en: 'Tiny' },
  time_zone: 'Asia/Shanghai',
  levels: [
    { id: 'city', label: { zh: '市', en: 'City' } },
    { id: 'district', label: { zh: '区县', en: 'District' }, parent: 'city' },
  ],
  profile,
  cells: { finest: 9, map: 8 },
  default_level: 'district',
  default_indicator: 'case_rate',
  currency: { zh: '元', en: 'yuan' },
  holidays: [],
  workdays: [],
})

const square = (west: number) =>
  JSON.stringify({
    type: 'Polygon',
    coordinates: [
      [
        [west, 29],
        [west + 0.125, 29],
        [west + 0.125, 29.125],
        [west, 29.125],
        [west, 29],
      ],
    ],
  })

/**
 * Publishes version `n` of a city of two districts: 990101 with 2n cases and 100 residents, 990102 with n cases and 50,
 * all in August 2026. Versions differ in nothing else.
 */
export async function publishTiny(dataDir: string, n = 1, profile: DisclosureProfile = 'open'): Promise<string> {
  const dir = join(dataDir, 'tiny')
  const path = join(dir, 'work', `build-${n}.duckdb`)
  await mkdir(join(dir, 'work'), { recursive: true })
  const engine = await openEngine({ path, threads: 1 })
  const insert = (table: string, columns: string, rows: SqlValue[][]) =>
    engine.exec({
      text: `insert into ${table} (${columns}) values ${rows.map((r) => `(${r.map(() => '?').join(',')})`).join(',')}`,
      values: rows.flat(),
    })
  await createTables(engine, ['city', 'district'])
  await insert('area', 'area_id, code, level, parent_id, name_zh, name_en, urban_class, land_km2, lon, lat, geometry', [
    [1, '990100', 'city', null, '小城', 'Tiny', null, 200, 120.1, 29.05, null],
    [2, '990101', 'district', 1, '甲区', 'Jia', 'urban', 100, 120.05, 29.05, square(120)],
    [3, '990102', 'district', 1, FORMULA, FORMULA, 'rural', 100, 120.15, 29.05, square(120.125)],
  ])
  await insert('area_up', 'area_id, level, up_id', [
    [1, 'city', 1],
    [2, 'district', 2],
    [2, 'city', 1],
    [3, 'district', 3],
    [3, 'city', 1],
  ])
  await insert('population', 'area_id, year, sex, age_min, age_max, basis, n, load_id', [
    [2, 2025, 'all', null, null, 'resident', 100, 1],
    [3, 2025, 'all', null, null, 'resident', 50, 1],
  ])
  await insert('dict', 'field, code, value, label_zh, label_en, parent', [
    ['category_group', 1, 'environment', '环境', 'Environment', null],
    ['category', 1, 'noise', '噪声', 'Noise', 1],
    ['channel', 1, 'phone', '电话', 'Phone', null],
    ['department', 1, 'bureau', '城管局', 'Bureau', null],
  ])
  const cases = Array.from({ length: 3 * n }, (_, i): SqlValue[] => {
    const district = i < 2 * n ? 2 : 3
    const day = `2026-08-${String(1 + (i % 28)).padStart(2, '0')}`
    return [
      `c${i}`,
      `${day} 08:00:00`,
      `${day} 18:00:00`,
      1,
      1,
      1,
      1,
      district,
      district === 2 ? 'urban' : 'rural',
      0,
      2,
      10,
      1,
      district,
    ]
  })
  await insert(
    'cases',
    'case_id, opened_at, closed_at, category, category_group, channel, department, area_id, urban_class, flags, load_id, duration_h, area_city, area_district',
    cases,
  )
  await insert('basemap', 'kind, name_zh, name_en, geometry', [
    ['water', '小河', 'Brook', '{"type":"LineString","coordinates":[[120,29],[120.25,29.125]]}'],
  ])
  await insert(
    'load',
    'load_id, source, recipe_sha256, target, file, sha256, bytes, encoding, rows_in, loaded, duplicate, quarantined, licence, publisher',
    [
      [1, 'people', 'aa', 'population', 'people.csv', 'bb', 100, 'utf-8', 2, 2, 0, 0, 'CC-BY-4.0', 'Statistics office'],
      [2, 'hotline', 'cc', 'cases', 'cases.csv', 'dd', 900, 'utf-8', 3 * n + 2, 3 * n, 0, 2, 'CC-BY-4.0', 'Hotline'],
    ],
  )
  await insert('quarantine', 'load_id, line, field, reason, raw, suggestion_zh, suggestion_en', [
    [2, 7, 'opened', 'bad_time', 'c99,2026-13-01', '没有 13 月。', 'There is no month 13.'],
    [2, 9, 'area', 'unknown_area', '=1+1,甲', '请改正。', 'Correct it.'],
  ])
  await insert('check_result', 'check_id, severity, passed, subject, detail_zh, detail_en', [
    ['rows_add_up', 'error', true, 'load', '都有下落。', 'All accounted for.'],
    ['fresh', 'warning', false, 'people', '旧了 9 天。', '9 days old.'],
  ])
  await insert(
    'hot_spot_run',
    'dimension, field, code, period_from, period_to, basis, people_year, cases, places, tested, hot, cold',
    [
      ['area:district', null, null, '2026-08-01', '2026-08-29', 'resident', 2025, 3 * n, 2, 2, 1, 0],
      ['area:district', 'category', 1, '2026-08-01', '2026-08-29', 'resident', 2025, 3 * n, 2, 2, 0, 0],
    ],
  )
  await insert('hot_spot', 'dimension, area_id, spot, cases, people, expected, z, q', [
    ['area:district', 2, 'hot', 2 * n, 100, 2 * n, 3.5, 0.01],
  ])
  const publishedAt = new Date(Date.UTC(2026, 10, 1) + n * 60_000).toISOString()
  await insert('snapshot_meta', 'key, value', [
    ['city', JSON.stringify(city(profile))],
    ['indicators', JSON.stringify(INDICATORS)],
    ['reasons', JSON.stringify({ bad_time: { zh: '时间无法识别', en: 'Not a time' } })],
    ['data_from', '2026-08-01'],
    ['data_to', '2026-08-31'],
    ['as_of', '2026-08-31 23:59:59'],
    ['published_at', publishedAt],
  ])
  await engine.exec({ text: 'checkpoint' })
  await engine.close()
  const id = n.toString(16).padStart(16, '0')
  await publish(dir, path, { id, city: 'tiny', published_at: publishedAt, inputs: [] })
  return id
}

export interface TinyServer {
  dataDir: string
  reader: Reader
  settings: Settings
  app: ReturnType<typeof createApp>
  log: string[]
  get(path: string, headers?: Record<string, string>): Promise<Response>
  close(): Promise<void>
}

/** The service over version 1 of the tiny city, in a folder of its own. */
export async function openTiny(
  env: Record<string, string> = {},
  profile: DisclosureProfile = 'open',
): Promise<TinyServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tiny-city-'))
  await publishTiny(dataDir, 1, profile)
  const settings = readSettings({ CITY_DATA: dataDir, CITY: 'tiny', ...env })
  const reader = await openReader({ dataDir, city: 'tiny' })
  const log: string[] = []
  const tiles = settings.CITY_TILES === '' ? null : await openTiles(settings.CITY_TILES)
  const app = createApp({ reader, settings, tiles, log: (line) => log.push(line) })
  return {
    dataDir,
    reader,
    settings,
    app,
    log,
    get: async (path, headers = {}) => app.request(path, { headers: { host: HOST, ...headers } }),
    async close() {
      await reader.close()
      await tiles?.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
