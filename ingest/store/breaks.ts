import { answer } from '../../warehouse/answer/answer.ts'
import { deriveFromAnswers } from '../../warehouse/derive/derive.ts'
import type { Engine } from '../../warehouse/engine/engine.ts'
import { readCatalog } from '../../warehouse/snapshot/read-catalog.ts'
import type { Attached, SnapshotDraft } from '../../warehouse/snapshot/types.ts'

/**
 * Fills `breaks` by asking the store that is being built, under the name `store`. The gate stands open here: class
 * breaks are rounded and belong to no place.
 */
export async function fillBreaks(engine: Engine, store: string, draft: SnapshotDraft): Promise<void> {
  const catalog = await readCatalog(engine, store)
  const snapshot: Attached = {
    id: `${draft.id}-unpublished`,
    store,
    engine,
    catalog: { ...catalog, city: { ...catalog.city, profile: 'open' } },
    manifest: { ...draft, sha256: '', bytes: 0, tables: {} },
  }
  await deriveFromAnswers(engine, {
    city: catalog.city,
    indicators: catalog.indicators,
    ask: (question) => answer(question, snapshot),
    dataFrom: catalog.dataFrom,
    dataTo: catalog.dataTo,
  })
}
