import type { Engine } from '../../warehouse/engine/engine.ts'
import { readCatalog } from '../../warehouse/snapshot/read-catalog.ts'
import type { Attached, SnapshotDraft } from '../../warehouse/snapshot/types.ts'

/** The store that is being built, under the name `store`, as what answers questions takes it. */
export async function draftSnapshot(engine: Engine, store: string, draft: SnapshotDraft): Promise<Attached> {
  const catalog = await readCatalog(engine, store)
  const manifest = { ...draft, sha256: '', bytes: 0, tables: {} }
  return { id: `${draft.id}-unpublished`, store, engine, catalog, manifest }
}
