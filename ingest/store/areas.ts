import type { Engine } from '../../warehouse/engine/engine.ts'
import { insertRows } from '../../warehouse/model/insert-rows.ts'
import type { AreaRow } from '../locate/types.ts'
import type { BasemapRow } from '../read/basemap.ts'

const COLUMNS = [
  'area_id',
  'code',
  'level',
  'parent_id',
  'name_zh',
  'name_en',
  'urban_class',
  'urban_code',
  'vintage',
  'valid_from',
  'valid_to',
  'land_km2',
  'responsible',
  'lon',
  'lat',
  'geometry',
] as const

/** Writes `area`. */
export async function writeAreas(engine: Engine, areas: AreaRow[]): Promise<void> {
  const text = (geometry: AreaRow['geometry']) => (geometry === null ? null : JSON.stringify(geometry))
  await insertRows(
    engine,
    'area',
    COLUMNS,
    areas.map((area) => ({ ...area, geometry: text(area.geometry) })),
  )
}

/** Writes `basemap`. */
export async function writeBasemap(engine: Engine, rows: BasemapRow[]): Promise<void> {
  const columns = ['kind', 'name_zh', 'name_en', 'geometry']
  await insertRows(
    engine,
    'basemap',
    columns,
    rows.map((row) => ({ ...row, geometry: JSON.stringify(row.geometry) })),
  )
}
