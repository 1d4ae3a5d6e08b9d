import type { City } from '../catalog/city.ts'

/** Tables without a row for a person or a case. */
const OF_PLACES: readonly string[] = [
  'area',
  'area_up',
  'population',
  'housing',
  'measure',
  'cell_area',
  'area_degurba',
  'basemap',
  'dict',
]

/** Rows of each table of a snapshot as a city tells them: in `standard` none of those with a row for a person or a case. */
export const tablesTold = (tables: Readonly<Record<string, number>>, { profile }: City): Record<string, number> =>
  profile === 'standard'
    ? Object.fromEntries(Object.entries(tables).filter(([name]) => OF_PLACES.includes(name)))
    : { ...tables }
