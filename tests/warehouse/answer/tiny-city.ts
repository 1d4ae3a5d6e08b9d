import type { City } from '../../../warehouse/catalog/city.ts'
import { INDICATORS } from '../../../warehouse/catalog/index.ts'
import type { Indicator } from '../../../warehouse/catalog/types.ts'
import { openEngine } from '../../../warehouse/engine/duckdb.ts'
import type { Engine, SqlValue } from '../../../warehouse/engine/engine.ts'
import { createTables } from '../../../warehouse/model/create.ts'
import { readCatalog } from '../../../warehouse/snapshot/read-catalog.ts'
import type { Attached } from '../../../warehouse/snapshot/types.ts'

const CITY: City = {
  id: 'tiny',
  name: { zh: '小城', en: 'Tiny' },
  time_zone: 'Asia/Shanghai',
  levels: [
    { id: 'city', label: { zh: '市', en: 'City' } },
    { id: 'district', label: { zh: '区县', en: 'District' }, parent: 'city' },
    { id: 'street', label: { zh: '街道', en: 'Street' }, parent: 'district' },
  ],
  profile: 'open',
  cells: { finest: 9, map: 8 },
  default_level: 'district',
  default_indicator: 'case_rate',
  currency: { zh: '元', en: 'yuan' },
  holidays: [],
  workdays: [],
}

/** A finest cell and its sibling under one parent at resolution 8, and one far away. */
export const CELLS = [0x8930e1d8a23ffffn, 0x8930e1d8a27ffffn, 0x8930e1c0003ffffn] as const

const DENGUE: Indicator = {
  ...structuredClone(INDICATORS[1]),
  id: 'noise_rate',
  numerator: { from: 'cases', where: [{ field: 'category', op: '=', value: 'noise' }] },
}

const NAMES = [
  'case_id',
  'opened_at',
  'dispatched_at',
  'first_response_at',
  'closed_at',
  'verified_at',
  'due_at',
  'reopened_at',
  'category',
  'channel',
  'department',
  'co_departments',
  'hand_offs',
  'responded',
  'resolved',
  'satisfied',
  'repeat_of',
  'flags',
  'cell',
  'street',
] as const
type CaseRow = Partial<Record<(typeof NAMES)[number], SqlValue>> & { opened_at: string; street: number }

/** Two years of a city of three streets, small enough to count by hand. All of August 2026 unless said. */
const CASES: CaseRow[] = [
  // street 4: urban, district 2
  {
    street: 4,
    opened_at: '2026-08-01 08:00:00',
    dispatched_at: '2026-08-01 08:30:00',
    first_response_at: '2026-08-01 09:30:00',
    verified_at: '2026-08-02 09:00:00',
    hand_offs: 0,
    closed_at: '2026-08-01 10:00:00',
    due_at: '2026-08-02 08:00:00',
    category: 1,
    responded: true,
    resolved: true,
    satisfied: true,
    cell: CELLS[0],
  },
  {
    street: 4,
    opened_at: '2026-08-02 08:00:00',
    dispatched_at: '2026-08-02 09:00:00',
    verified_at: '2026-08-03 09:00:00',
    hand_offs: 2,
    closed_at: '2026-08-02 12:00:00',
    due_at: '2026-08-02 10:00:00',
    category: 1,
    responded: true,
    resolved: true,
    satisfied: false,
    cell: CELLS[0],
  },
  {
    street: 4,
    opened_at: '2026-08-03 08:00:00',
    dispatched_at: '2026-08-03 09:30:00',
    first_response_at: '2026-08-04 08:00:01',
    hand_offs: 1,
    closed_at: '2026-08-03 08:05:00',
    due_at: '2026-08-04 08:00:00',
    category: 2,
    responded: true,
    resolved: false,
    reopened_at: '2026-08-05 09:00:00',
    cell: CELLS[1],
  },
  {
    street: 4,
    opened_at: '2026-08-30 08:00:00',
    first_response_at: '2026-08-31 08:00:00',
    hand_offs: 3,
    due_at: '2026-09-05 08:00:00',
    category: 2,
    repeat_of: 'c2',
    cell: CELLS[1],
  },
  // street 5: fringe, district 2
  {
    street: 5,
    opened_at: '2026-08-03 09:00:00',
    closed_at: '2026-08-03 17:00:00',
    due_at: '2026-08-04 09:00:00',
    category: 1,
    responded: false,
    co_departments: 'water',
    cell: CELLS[0],
  },
  { street: 5, opened_at: '2026-08-29 09:00:00', due_at: '2026-08-30 09:00:00', category: 1, cell: CELLS[1] },
  // street 6: rural, district 3; the last one was closed before it was opened
  {
    street: 6,
    opened_at: '2026-08-10 09:00:00',
    closed_at: '2026-08-11 09:00:00',
    due_at: '2026-08-12 09:00:00',
    category: 1,
    responded: true,
    resolved: true,
    satisfied: true,
    cell: CELLS[2],
  },
  {
    street: 6,
    opened_at: '2026-08-20 23:00:00',
    closed_at: '2026-08-19 09:00:00',
    due_at: '2026-08-22 09:00:00',
    category: 3,
    flags: 1,
    cell: CELLS[2],
  },
  // July 2026, still open; and August 2025
  { street: 6, opened_at: '2026-07-20 09:00:00', due_at: '2026-07-22 09:00:00', category: 1, cell: CELLS[2] },
  {
    street: 4,
    opened_at: '2025-08-05 00:00:00',
    closed_at: '2025-08-06 09:00:00',
    due_at: '2025-08-07 09:00:00',
    category: 1,
    cell: CELLS[0],
  },
]

const hours = (from: string, to: string) => (Date.parse(`${to}Z`) - Date.parse(`${from}Z`)) / 3_600_000
const DISTRICT: Record<number, number> = { 4: 2, 5: 2, 6: 3 }
const CLASS: Record<number, string> = { 4: 'urban', 5: 'fringe', 6: 'rural' }

async function insert(engine: Engine, table: string, names: readonly string[], rows: SqlValue[][]): Promise<void> {
  await engine.exec({
    text: `insert into ${table} (${names.join(', ')}) values ${rows.map((r) => `(${r.map(() => '?').join(', ')})`).join(', ')}`,
    values: rows.flat(),
  })
}

async function fillPlaces(engine: Engine): Promise<void> {
  await insert(
    engine,
    'area',
    ['area_id', 'code', 'level', 'parent_id', 'name_zh', 'name_en', 'urban_class', 'land_km2'],
    [
      [1, '99', 'city', null, '小城', 'Tiny', null, 100],
      [2, '9901', 'district', 1, '甲区', 'Jia', null, 30],
      [3, '9902', 'district', 1, '乙县', 'Yi', null, 70],
      [4, '990101', 'street', 2, '东街', 'East', 'urban', 10],
      [5, '990102', 'street', 2, '西街', 'West', 'fringe', 20],
      [6, '990201', 'street', 3, '山乡', 'Hill', 'rural', 70],
    ],
  )
  await insert(
    engine,
    'area_up',
    ['area_id', 'level', 'up_id'],
    [
      [1, 'city', 1],
      [2, 'district', 2],
      [2, 'city', 1],
      [3, 'district', 3],
      [3, 'city', 1],
      ...[4, 5, 6].flatMap((id): SqlValue[][] => [
        [id, 'street', id],
        [id, 'district', DISTRICT[id] ?? 0],
        [id, 'city', 1],
      ]),
    ],
  )
  const bands: [number, number | null][] = [
    [0, 14],
    [15, 64],
    [65, null],
  ]
  const people: Record<number, number[]> = { 4: [200, 700, 100], 5: [100, 300, 100], 6: [100, 200, 200] }
  const population = (year: number, factor: number) =>
    Object.entries(people).flatMap(([area, counts]) =>
      counts.flatMap((n, k) =>
        ['female', 'male'].map((sex): SqlValue[] => [
          Number(area),
          year,
          sex,
          bands[k]?.[0] ?? 0,
          bands[k]?.[1] ?? null,
          'resident',
          (n * factor) / 2,
          1,
        ]),
      ),
    )
  const columns = ['area_id', 'year', 'sex', 'age_min', 'age_max', 'basis', 'n', 'load_id']
  await insert(engine, 'population', columns, [
    ...population(2024, 0.5),
    ...population(2025, 1),
    [4, 2025, 'all', null, null, 'registered', 600, 1],
  ])
  await insert(
    engine,
    'housing',
    ['area_id', 'year', 'dwellings', 'vacant', 'households', 'floor_area_m2', 'price', 'load_id'],
    [
      [4, 2025, 500, 50, 400, 40_000, 30_000, 1],
      [5, 2025, 250, 50, 200, 22_000, 10_000, 1],
      [6, 2025, 250, 100, 200, 18_000, null, 1],
    ],
  )
  await insert(
    engine,
    'measure',
    ['area_id', 'year', 'measure', 'value', 'load_id'],
    [
      [4, 2025, 'income_per_head', 60_000, 1],
      [5, 2025, 'income_per_head', 30_000, 1],
      [4, 2025, 'broadband_households', 380, 1],
      [5, 2025, 'broadband_households', 150, 1],
      [6, 2025, 'broadband_households', 70, 1],
      [4, 2025, 'hospital_beds', 9, 1],
      [6, 2025, 'hospital_beds', 1, 1],
      [4, 2025, 'grid_workers', 2, 1],
      [5, 2025, 'grid_workers', 1, 1],
      [6, 2025, 'grid_workers', 1, 1],
      [4, 2025, 'doctors', 4, 1],
      [6, 2025, 'doctors', 1, 1],
      [4, 2025, 'elder_care_beds', 6, 1],
      [5, 2025, 'elder_care_beds', 4, 1],
      [6, 2025, 'elder_care_beds', 2, 1],
      [4, 2025, 'school_places', 180, 1],
      [5, 2025, 'school_places', 80, 1],
      [6, 2025, 'school_places', 60, 1],
      [4, 2025, 'digital_service_staff', 2, 1],
      [6, 2025, 'digital_service_staff', 1, 1],
      [4, 2025, 'budget_total', 12_000_000, 1],
      [5, 2025, 'budget_total', 5_000_000, 1],
      [6, 2025, 'budget_total', 6_000_000, 1],
    ],
  )
  await insert(
    engine,
    'cell_area',
    ['cell', 'area_id', 'part'],
    [
      [CELLS[0], 4, 0.9],
      [CELLS[1], 4, 0.1],
      [CELLS[1], 5, 1],
      [CELLS[2], 6, 1],
    ],
  )
}

async function fillCases(engine: Engine): Promise<void> {
  await insert(
    engine,
    'dict',
    ['field', 'code', 'value', 'label_zh', 'label_en', 'parent'],
    [
      ['category', 1, 'noise', '噪声', 'Noise', 1],
      ['category', 2, 'water', '供水', 'Water', 2],
      ['category', 3, 'roads', '道路', 'Roads', 2],
      ['category_group', 1, 'environment', '环境', 'Environment', null],
      ['category_group', 2, 'works', '市政', 'Works', null],
      ['channel', 1, 'phone', '电话', 'Phone', null],
      ['department', 1, 'bureau', '城管局', 'Bureau', null],
    ],
  )
  const rows = CASES.map((row, i): SqlValue[] => {
    const value: CaseRow = { case_id: `c${i + 1}`, channel: 1, department: 1, flags: 0, ...row }
    const closed =
      typeof value.closed_at === 'string' && value.flags !== 1 ? hours(value.opened_at, value.closed_at) : null
    return [
      ...NAMES.slice(0, -1).map((name) => value[name] ?? null),
      row.street,
      row.street,
      DISTRICT[row.street] ?? null,
      1,
      CLASS[row.street] ?? null,
      closed,
      value.category === 1 ? 1 : 2,
      1,
    ]
  })
  await insert(
    engine,
    'cases',
    [
      ...NAMES.slice(0, -1),
      'area_id',
      'area_street',
      'area_district',
      'area_city',
      'urban_class',
      'duration_h',
      'category_group',
      'load_id',
    ],
    rows,
  )
}

/** The tiny city in memory, as a reader would hand it out. */
export async function openTiny(change: Partial<City> = {}): Promise<Attached> {
  const engine = await openEngine({ threads: 1 })
  await createTables(
    engine,
    CITY.levels.map((level) => level.id),
  )
  await fillPlaces(engine)
  await fillCases(engine)
  await insert(
    engine,
    'snapshot_meta',
    ['key', 'value'],
    [
      ['city', JSON.stringify({ ...CITY, ...change })],
      ['indicators', JSON.stringify([...INDICATORS, DENGUE])],
      ['data_from', '2025-01-01'],
      ['data_to', '2026-08-31'],
      ['as_of', '2026-08-31 23:59:59'],
      ['published_at', '2026-09-01T00:00:00Z'],
    ],
  )
  const id = '0123456789abcdef'
  const manifest = {
    id,
    city: 'tiny',
    published_at: '2026-09-01T00:00:00Z',
    inputs: [],
    sha256: '',
    bytes: 0,
    tables: {},
  }
  return { id, store: 'memory', engine, catalog: await readCatalog(engine, 'memory'), manifest }
}

export const AUGUST = { from: '2026-08-01', to: '2026-08-31' }
