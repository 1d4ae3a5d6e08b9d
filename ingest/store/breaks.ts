import { measureTogether } from '../../warehouse/answer/measured.ts'
import { deriveFromAnswers } from '../../warehouse/derive/derive.ts'
import type { Engine } from '../../warehouse/engine/engine.ts'
import { readCatalog } from '../../warehouse/snapshot/read-catalog.ts'
import type { Attached, SnapshotDraft } from '../../warehouse/snapshot/types.ts'

/**
 * Fills `breaks` from the store that is being built, under the name `store`. No gate stands here: class breaks are
 * rounded and belong to no place.
 */
export async function fillBreaks(engine: Engine, store: string, draft: SnapshotDraft): Promise<void> {
  const catalog = await readCatalog(engine, store)
  const snapshot: Attached = {
    id: `${draft.id}-unpublished`,
    store,
    engine,
    catalog,
    manifest: { ...draft, sha256: '', bytes: 0, tables: {} },
  }
  await deriveFromAnswers(engine, {
    city: catalog.city,
    indicators: catalog.indicators,
    ask: (period, asked) => measureTogether(snapshot, period, asked),
    dataFrom: catalog.dataFrom,
    dataTo: catalog.dataTo,
  })
}
