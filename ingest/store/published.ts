import { measurePublished } from '../../warehouse/answer/published-measured.ts'
import { monthOf, publishedSet } from '../../warehouse/answer/published-set.ts'
import type { PublishedRow } from '../../warehouse/catalog/published.ts'
import { type Ask, deriveBreaks } from '../../warehouse/derive/breaks.ts'
import { derivePublished, readPublished } from '../../warehouse/derive/published.ts'
import { audit } from '../../warehouse/disclosure/audit.ts'
import { MOST_HIDDEN } from '../../warehouse/disclosure/cubes.ts'
import { rounded } from '../../warehouse/disclosure/gate.ts'
import { solve } from '../../warehouse/disclosure/solve.ts'
import type { Engine } from '../../warehouse/engine/engine.ts'
import { storePath } from '../../warehouse/snapshot/layout.ts'
import { listSnapshots } from '../../warehouse/snapshot/manifest.ts'
import type { Attached, SnapshotDraft } from '../../warehouse/snapshot/types.ts'
import { draftSnapshot } from './draft-snapshot.ts'

const BEFORE = 'published_before'

/** The set of the newest version that has one: whatever came after it must go on from there. */
async function publishedBefore(engine: Engine, cityDir: string): Promise<PublishedRow[]> {
  for (const { id, tables } of listSnapshots(cityDir)) {
    if (!tables.published) continue
    await engine.attach(storePath(cityDir, id), BEFORE)
    return readPublished(engine, BEFORE).finally(() => engine.detach(BEFORE))
  }
  return []
}

const MONTHS_OF_BREAKS = 12

/** Class breaks anew, from what is published: those of all cases would tell of places that are not. */
async function breaksOfPublished(snapshot: Attached): Promise<void> {
  const { engine, catalog } = snapshot
  const set = await publishedSet(snapshot)
  const last = set?.months.at(-1)
  const from = set?.months.at(-MONTHS_OF_BREAKS) ?? set?.months[0]
  await engine.exec({ text: 'delete from breaks' })
  const period = from && last ? { from, to: monthOf(last).to } : { from: catalog.dataFrom, to: catalog.dataTo }
  const ask: Ask = (over, asked) => measurePublished(snapshot, over, asked)
  await deriveBreaks(engine, catalog.city, catalog.indicators, ask, period)
}

/** Fills the published tables of the store that is being built, going on from what the city's earlier versions have published. */
export async function fillPublished(
  engine: Engine,
  store: string,
  draft: SnapshotDraft,
  cityDir: string,
): Promise<void> {
  const snapshot = await draftSnapshot(engine, store, draft)
  await derivePublished(engine, snapshot.catalog, await publishedBefore(engine, cityDir), {
    solve,
    audit,
    rounded,
    mostHidden: MOST_HIDDEN,
  })
  await breaksOfPublished(snapshot)
}
