import { measureTogether } from '../../warehouse/answer/measured.ts'
import { deriveFromAnswers, type Tell } from '../../warehouse/derive/derive.ts'
import type { Engine } from '../../warehouse/engine/engine.ts'
import type { SnapshotDraft } from '../../warehouse/snapshot/types.ts'
import { draftSnapshot } from './draft-snapshot.ts'

/**
 * Fills what is computed once at publish from the store that is being built, under the name `store`. No gate stands here:
 * class breaks are rounded and belong to no place, and what else is derived leaves through answers of its own.
 */
export async function fillDerived(engine: Engine, store: string, draft: SnapshotDraft, tell?: Tell): Promise<void> {
  const snapshot = await draftSnapshot(engine, store, draft)
  await deriveFromAnswers(engine, snapshot.catalog, (period, asked) => measureTogether(snapshot, period, asked), tell)
}
