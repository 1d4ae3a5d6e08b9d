import { areaEntries } from './area-entries.ts'
import type { Attached } from '../snapshot/types.ts'
import { records } from './records.ts'

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
