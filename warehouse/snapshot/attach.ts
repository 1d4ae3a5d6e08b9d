import type { Engine } from '../engine/engine.ts'
import { readCatalog } from './read-catalog.ts'
import type { Attached, SnapshotInfo } from './types.ts'

/** Makes a store that `engine` knows as `store` askable. */
export async function attachedAs(
  engine: Engine,
  store: string,
  manifest: SnapshotInfo,
  path: string,
): Promise<Attached> {
  return { id: manifest.id, store, engine, catalog: await readCatalog(engine, store), manifest, path }
}
