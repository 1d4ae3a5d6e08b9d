import { areaEntries } from './area-entries.ts'
import { holdsOn } from '../catalog/snapshot-catalog.ts'
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
  'area_id',
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

/**
 * Areas of a level as GeoJSON, WGS-84; `id` and `code` are official codes, `parent` the code one level up. Of areas
 * that hold for some time only those that hold on the day `on`; unset: the last day of the data.
 */
export async function readAreas(snapshot: Attached, level: string, on?: string): Promise<FeatureCollection> {
  const { engine, store, catalog } = snapshot
  const areas = areaEntries(catalog)
  const rows = records<Record<string, Property>>(
    await engine.query({
      text: `select ${AREA_COLUMNS} from ${engine.dialect.table(store, 'area')} where level = ? order by area_id`,
      values: [level],
    }),
  ).filter(({ area_id }) => {
    const area = areas.get(Number(area_id))
    return area === undefined || holdsOn(area, on ?? catalog.dataTo)
  })
  const features = rows.map(({ area_id, parent_id, geometry, ...properties }) => ({
    type: 'Feature' as const,
    id: String(properties.code),
    geometry: asGeometry(geometry),
    properties: {
      ...properties,
      valid_from: areas.get(Number(area_id))?.valid_from ?? null,
      valid_to: areas.get(Number(area_id))?.valid_to ?? null,
      parent: areas.get(Number(parent_id ?? 0))?.code ?? null,
    },
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
