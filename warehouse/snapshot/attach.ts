import type { Engine } from '../engine/engine.ts'
import { readCatalog } from './read-catalog.ts'
import type { Attached, SnapshotInfo } from './types.ts'

/** Makes a store that `engine` knows as `store` askable. */
export async function attachedAs(engine: Engine, store: string, manifest: SnapshotInfo): Promise<Attached> {
  return { id: manifest.id, store, engine, catalog: await readCatalog(engine, store), manifest }
}

/**
 * The store an ingest run is still writing, as something `answer` can be asked about. Its manifest has no hash yet;
 * `snapshot_meta` must be filled.
 */
export async function attachedWhileBuilding(
  engine: Engine,
  draft: Pick<SnapshotInfo, 'id' | 'city' | 'published_at'>,
): Promise<Attached> {
  const found = await engine.query({ text: 'select current_database() as name' })
  const manifest = { ...draft, inputs: [], sha256: '', bytes: 0, tables: {} }
  return attachedAs(engine, String(found.columns.name?.[0]), manifest)
}
