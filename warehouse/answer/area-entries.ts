import type { AreaEntry, SnapshotCatalog } from '../catalog/snapshot-catalog.ts'

const byCatalog = new WeakMap<SnapshotCatalog, Map<number, AreaEntry>>()

/** Areas of a snapshot by their number. */
export function areaEntries(catalog: SnapshotCatalog): Map<number, AreaEntry> {
  const known = byCatalog.get(catalog) ?? new Map(catalog.areas.map((area) => [area.area_id, area]))
  byCatalog.set(catalog, known)
  return known
}

/** Codes of the areas that lie in those of a code, at any depth. */
export function codesWithin({ areas }: Pick<SnapshotCatalog, 'areas'>, code: string): Set<string> {
  const inside = new Set(areas.filter((area) => area.code === code).map(({ area_id }) => area_id))
  const codes = new Set<string>()
  for (let found = inside.size > 0; found; ) {
    found = false
    for (const { area_id, parent_id, code: own } of areas) {
      if (parent_id === null || inside.has(area_id) || !inside.has(parent_id)) continue
      inside.add(area_id)
      codes.add(own)
      found = true
    }
  }
  return codes
}
