import type { City } from '../../warehouse/catalog/city.ts'
import { INDICATORS } from '../../warehouse/catalog/index.ts'
import { nextMonth, type PublishedRow } from '../../warehouse/catalog/published.ts'
import { derivePublished, readPublished } from '../../warehouse/derive/published.ts'
import { audit } from '../../warehouse/disclosure/audit.ts'
import { MOST_HIDDEN } from '../../warehouse/disclosure/cubes.ts'
import { rounded } from '../../warehouse/disclosure/gate.ts'
import { solve } from '../../warehouse/disclosure/solve.ts'
import { openEngine } from '../../warehouse/engine/duckdb.ts'
import type { Engine, SqlValue } from '../../warehouse/engine/engine.ts'
import { createTables } from '../../warehouse/model/create.ts'
import { insertRows } from '../../warehouse/model/insert-rows.ts'
import { readCatalog } from '../../warehouse/snapshot/read-catalog.ts'
import type { Attached } from '../../warehouse/snapshot/types.ts'
import { seeded } from '../warehouse/disclosure/any-set.ts'

type Row = Record<string, SqlValue>

/** A small city drawn at random: its places, words and cases. */
export interface RandomCity {
  districts: number[]
  categories: number
  /** First days of its months; the last of them comes with the second version only. */
  months: string[]
  cases: Row[]
  /** Cases of earlier months that come with the second version. */
  late: Row[]
}

const CITY: City = {
  id: 'random',
  name: { zh: '小城', en: 'Random' },
  time_zone: 'Asia/Shanghai',
  levels: [
    { id: 'city', label: { zh: '市', en: 'City' } },
    { id: 'district', label: { zh: '区', en: 'District' }, parent: 'city' },
    { id: 'street', label: { zh: '街道', en: 'Street' }, parent: 'district' },
  ],
  profile: 'standard',
  cells: { finest: 9, map: 8 },
  default_level: 'street',
  default_indicator: 'case_count',
  currency: { zh: '元', en: 'yuan' },
  holidays: [],
  workdays: [],
}
export const ASKED = [
  'case_count',
  'case_rate',
  'repeat_share',
  'response_rate',
  'handed_off_share',
  'handed_on_twice_share',
]

/** Streets of a district are numbered from 101, 201, …; the district itself is 100, 200, … */
const street = (district: number, k: number) => 100 * (district + 1) + k + 1

export function drawCity(seed: number): RandomCity {
  const draw = seeded(seed)
  const whole = (least: number, most: number) => least + Math.floor(draw() * (most - least + 1))
  const districts = Array.from({ length: whole(1, 3) }, () => whole(1, 3))
  const categories = whole(2, 4)
  const months = [`2025-${String(whole(1, 12)).padStart(2, '0')}-01`]
  for (let n = whole(2, 4); n > 0; n--) months.push(nextMonth(months.at(-1) ?? ''))
  const mean = [2, 8, 25, 60][whole(0, 3)] ?? 8
  const [told, solved, again, moved] = [draw(), draw(), draw() / 2, draw()]
  const share = Array.from({ length: categories }, () => draw() ** 2 + 0.02)
  const all = share.reduce((a, b) => a + b)
  const cases: Row[] = []
  const late: Row[] = []
  const one = (month: string, district: number, k: number) => {
    let at = draw() * all
    const category =
      1 +
      Math.max(
        share.findIndex((part) => (at -= part) < 0),
        0,
      )
    return {
      case_id: String(cases.length + late.length),
      opened_at: `${month.slice(0, 8)}${String(whole(1, 28)).padStart(2, '0')} 0${whole(1, 9)}:00:00`,
      category: draw() < 0.03 ? null : category,
      category_group: category < 3 ? 1 : 2,
      channel: whole(1, 2),
      responded: draw() < told ? draw() < solved : null,
      repeat_of: draw() < again ? 'x' : null,
      hand_offs: draw() < moved ? whole(0, 3) : null,
      flags: 0,
      area_id: street(district, k),
      area_street: street(district, k),
      area_district: 100 * (district + 1),
      area_city: 1,
      load_id: 1,
    }
  }
  for (const [i, month] of months.entries())
    for (const [district, streets] of districts.entries())
      for (let k = 0; k < streets; k++) {
        for (let n = Math.floor(mean * 3 * draw() ** 2); n > 0; n--) cases.push(one(month, district, k))
        if (i < months.length - 1 && draw() < 0.3) late.push(one(month, district, k))
      }
  for (const row of [...cases, ...late]) if (row.category === null) row.category_group = null
  return { districts, categories, months, cases, late }
}

export async function openRandom(): Promise<Engine> {
  const engine = await openEngine({ threads: 2 })
  await createTables(
    engine,
    CITY.levels.map(({ id }) => id),
  )
  return engine
}

const insert = (engine: Engine, table: string, rows: Row[]) =>
  insertRows(engine, table, Object.keys(rows[0] ?? {}), rows)

async function fillPlaces(engine: Engine, { districts, categories }: RandomCity): Promise<void> {
  const area = (area_id: number, level: string, parent_id: number | null): Row => ({
    area_id,
    level,
    parent_id,
    code: String(area_id),
    name_zh: `区${area_id}`,
    name_en: `A${area_id}`,
  })
  const parts = districts.flatMap((streets, d) =>
    Array.from({ length: streets }, (_, k) => ({ id: street(d, k), d: 100 * (d + 1) })),
  )
  await insert(engine, 'area', [
    area(1, 'city', null),
    ...districts.map((_, d) => area(100 * (d + 1), 'district', 1)),
    ...parts.map(({ id, d }) => area(id, 'street', d)),
  ])
  await insert(engine, 'area_up', [
    { area_id: 1, level: 'city', up_id: 1 },
    ...districts.flatMap((_, d) => [
      { area_id: 100 * (d + 1), level: 'district', up_id: 100 * (d + 1) },
      { area_id: 100 * (d + 1), level: 'city', up_id: 1 },
    ]),
    ...parts.flatMap(({ id, d }) => [
      { area_id: id, level: 'street', up_id: id },
      { area_id: id, level: 'district', up_id: d },
      { area_id: id, level: 'city', up_id: 1 },
    ]),
  ])
  await insert(
    engine,
    'population',
    parts.map(({ id }) => ({
      area_id: id,
      year: 2025,
      sex: 'all',
      age_min: null,
      age_max: null,
      basis: 'resident',
      n: 20 + (id % 7) * 200,
      load_id: 1,
    })),
  )
  const word = (field: string, code: number, parent: number | null): Row => ({
    field,
    code,
    value: `${field}${code}`,
    label_zh: `词${code}`,
    label_en: `Word ${code}`,
    parent,
  })
  await insert(engine, 'dict', [
    ...Array.from({ length: categories }, (_, i) => word('category', i + 1, i < 2 ? 1 : 2)),
    ...[1, 2].map((code) => word('category_group', code, null)),
    ...[1, 2].map((code) => word('channel', code, null)),
  ])
}

const TABLES = ['area', 'area_up', 'population', 'dict', 'cases', 'published', 'snapshot_meta']

/** Publishes a version of a city that ends 28 days after the last day of `until`, going on from what was published before. */
export async function publishRandom(
  engine: Engine,
  city: RandomCity,
  cases: Row[],
  until: string,
  before: readonly PublishedRow[],
): Promise<{ snapshot: Attached; rows: PublishedRow[] }> {
  for (const table of TABLES) await engine.exec({ text: `delete from ${table}` })
  await fillPlaces(engine, city)
  if (cases.length > 0) await insert(engine, 'cases', cases)
  const dataTo = new Date(Date.parse(nextMonth(until)) + 27 * 86_400_000).toISOString().slice(0, 10)
  const meta = {
    city: JSON.stringify(CITY),
    indicators: JSON.stringify(INDICATORS.filter(({ id }) => ASKED.includes(id))),
    data_from: city.months[0] ?? '',
    data_to: dataTo,
    as_of: `${dataTo} 23:59:59`,
    published_at: '2026-11-01T00:00:00Z',
  }
  await insert(
    engine,
    'snapshot_meta',
    Object.entries(meta).map(([key, value]) => ({ key, value })),
  )
  const catalog = await readCatalog(engine, 'memory')
  await derivePublished(engine, catalog, before, { solve, audit, rounded, mostHidden: MOST_HIDDEN })
  const manifest = { id: '0', city: 'random', published_at: '', inputs: [], sha256: '', bytes: 0, tables: {} }
  return {
    snapshot: { id: '0', store: 'memory', engine, catalog, manifest },
    rows: await readPublished(engine, 'memory'),
  }
}
