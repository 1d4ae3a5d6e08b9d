import type { Engine } from '../warehouse/engine/engine.ts'
import { deriveRepeats } from '../warehouse/derive/repeats.ts'
import { deriveAreaUp } from '../warehouse/derive/area-up.ts'
import { createTables } from '../warehouse/model/create.ts'
import type { SnapshotDraft } from '../warehouse/snapshot/types.ts'
import { fillCellPopulation } from './store/cell-population.ts'
import type { LoadedPack } from './packs.ts'
import type { Progress } from './progress.ts'
import type { CheckRow } from './report.ts'
import type { Stage } from './stage.ts'
import type { Staged } from './staged.ts'
import { fillBreaks } from './store/breaks.ts'
import { writeAreas, writeBasemap } from './store/areas.ts'
import { fillCases } from './store/cases.ts'
import { runChecks } from './store/checks.ts'
import { readLabels, writeDict } from './store/dict.ts'
import { fillFacts } from './store/facts.ts'
import { writeLoads } from './store/loads.ts'
import { cityOf, writeMeta } from './store/meta.ts'

export interface BuildInput {
  engine: Engine
  stagePath: string
  stage: Stage
  loaded: LoadedPack
  draft: SnapshotDraft
  staged: Staged
  progress: Progress
}

const STAGE = 'stage.main.'
/** What the engine calls the store it was opened with: the stem of `STORE_FILE`. */
const STORE_NAME = 'store'
export const STORE_FILE = `${STORE_NAME}.duckdb`

/** Fills a new store from the stage, so that it holds nothing but its tables: core, checks, then what is derived. */
export async function buildStore(input: BuildInput): Promise<CheckRow[]> {
  const { engine, stage, loaded, progress } = input
  const { pack } = loaded
  const levels = pack.levels.map((level) => level.id)
  await createTables(engine, levels)
  await engine.attach(input.stagePath, 'stage')
  await writeAreas(engine, stage.areas)
  await writeBasemap(engine, stage.basemap)
  await engine.exec({ text: `insert into quarantine select * from ${STAGE}quarantine order by load_id, line` })
  await fillFacts(engine, stage.ready, STAGE)
  await deriveRepeats(engine)
  await writeDict(engine, stage.ready, STAGE, await readLabels(loaded.folder, pack.labels))
  progress.step('sort')
  await fillCases(engine, stage.ready, STAGE, levels)
  await engine.detach('stage')
  await writeLoads(engine, stage)
  await writeMeta(engine, pack, loaded.folder, input.draft.published_at)
  progress.step('check')
  const found = stage.ready.flatMap(({ totals }) => totals ?? [])
  const checks = await runChecks(engine, stage.files, found)
  progress.step('derive')
  await deriveAreaUp(engine)
  await fillCellPopulation(engine, input.staged, stage.groundKey, cityOf(pack))
  await fillBreaks(engine, STORE_NAME, input.draft)
  await engine.exec({ text: 'checkpoint' })
  return checks
}
