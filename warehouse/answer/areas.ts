import { areaEntries } from './area-entries.ts'
import type { Attached } from '../snapshot/types.ts'
import type { Table } from '../engine/engine.ts'

type Property = string | number | boolean | null
interface Feature {
  type: 'Feature'
  id?: string
  geometry: { type: string; coordinates?: unknown } | null
  properties: Record<string, Property>
}
export interface FeatureCollection {
  type: 'FeatureCollection'
  features: Feature[]
}

/** Rows of a result as records. */
function records<T>(table: Table): T[] {
  const names = Object.keys(table.columns)
  return Array.from(
    { length: table.rows },
    (_, i) => Object.fromEntries(names.map((name) => [name, table.columns[name]?.[i] ?? null])) as T,
  )
}

type Geometry = Feature['geometry']
const asGeometry = (text: unknown): Geometry => (typeof text === 'string' ? (JSON.parse(text) as Geometry) : null)

const AREA_COLUMNS = [
  'code',
  'level',
  'parent_id',
  'name_zh',
  'name_en',
  'urban_class',
  'urban_code',
  'vintage',
  'responsible',
  'land_km2',
  'lon',
  'lat',
  'geometry',
].join(', ')

/** Areas of a level as GeoJSON, WGS-84; `id` and `code` are official codes, `parent` the code one level up. */
export async function readAreas(snapshot: Attached, level: string): Promise<FeatureCollection> {
  const { engine, store } = snapshot
  const rows = records<Record<string, Property>>(
    await engine.query({
      text: `select ${AREA_COLUMNS} from ${engine.dialect.table(store, 'area')} where level = ? order by code`,
      values: [level],
    }),
  )
  const codes = areaEntries(snapshot.catalog)
  const features = rows.map(({ parent_id, geometry, ...properties }) => ({
    type: 'Feature' as const,
    id: String(properties.code),
    geometry: asGeometry(geometry),
    properties: { ...properties, parent: codes.get(Number(parent_id ?? 0))?.code ?? null },
  }))
  return { type: 'FeatureCollection', features }
}

/** Water, roads and land as GeoJSON, WGS-84. */
export async function readBasemap({ engine, store }: Attached): Promise<FeatureCollection> {
  const table = await engine.query({ text: `select * from ${engine.dialect.table(store, 'basemap')}` })
  const features = records<Record<string, Property>>(table).map(({ geometry, ...properties }) => ({
    type: 'Feature' as const,
    geometry: asGeometry(geometry),
    properties,
  }))
  return { type: 'FeatureCollection', features }
}

export interface Load {
  load_id: number
  source: string
  recipe_sha256: string
  target: string
  file: string
  sha256: string
  bytes: number
  encoding: string
  rows_in: number
  loaded: number
  duplicate: number
  quarantined: number
  licence: string | null
  publisher: string | null
}

/** What became of each file of the snapshot. */
export async function readLoads({ engine, store }: Attached): Promise<Load[]> {
  return records<Load>(
    await engine.query({ text: `select * from ${engine.dialect.table(store, 'load')} order by load_id` }),
  )
}

export interface QuarantinedRow {
  load_id: number
  line: number
  field: string | null
  reason: string
  raw: string | null
  suggestion: string | null
}

/** Rows set aside, in the order of files and lines. In `standard` the raw text and suggestions stay inside. */
export async function readQuarantine(
  { engine, store, catalog }: Attached,
  page: { limit: number; offset: number },
): Promise<{ total: number; rows: QuarantinedRow[] }> {
  const table = engine.dialect.table(store, 'quarantine')
  const [count, rows] = await Promise.all([
    engine.query({ text: `select count(*) as n from ${table}` }),
    engine.query({
      text: `select * from ${table} order by load_id, line limit ? offset ?`,
      values: [page.limit, page.offset],
    }),
  ])
  const isHidden = catalog.city.profile === 'standard'
  const found = records<QuarantinedRow>(rows).map((row) => (isHidden ? { ...row, raw: null, suggestion: null } : row))
  return { total: Number(count.columns.n?.[0] ?? 0), rows: found }
}
