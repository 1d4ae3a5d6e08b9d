import type { AreaEntry, SnapshotCatalog } from '../catalog/snapshot-catalog.ts'

const byCatalog = new WeakMap<SnapshotCatalog, Map<number, AreaEntry>>()

/** Areas of a snapshot by their number. */
export function areaEntries(catalog: SnapshotCatalog): Map<number, AreaEntry> {
  const known = byCatalog.get(catalog) ?? new Map(catalog.areas.map((area) => [area.area_id, area]))
  byCatalog.set(catalog, known)
  return known
}
