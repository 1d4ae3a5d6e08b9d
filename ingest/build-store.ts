import type { Engine } from '../warehouse/engine/engine.ts'
import { deriveRepeats } from '../warehouse/derive/repeats.ts'
import { deriveAreaUp } from '../warehouse/derive/area-up.ts'
import { createTables } from '../warehouse/model/create.ts'
import type { SnapshotDraft } from '../warehouse/snapshot/types.ts'
import { fillCellArea } from './store/cell-area.ts'
import type { LoadedPack } from './packs.ts'
import type { Progress } from './progress.ts'
import type { CheckRow } from './report.ts'
import type { Stage } from './stage.ts'
import type { Staged } from './staged.ts'
import { fillDerived } from './store/derived.ts'
import { writeAreas, writeBasemap } from './store/areas.ts'
import { fillCases } from './store/cases.ts'
import { runChecks } from './store/checks.ts'
import type { CheckedAgainst, SourceRows } from './checks/rows.ts'
import { storePath } from '../warehouse/snapshot/layout.ts'
import { readCurrent, readManifest } from '../warehouse/snapshot/manifest.ts'
import { storeFault } from '../warehouse/snapshot/verify.ts'
import { readLabels, writeDict } from './store/dict.ts'
import { fillFacts } from './store/facts.ts'
import { writeLoads } from './store/loads.ts'
import { cityOf, writeMeta } from './store/meta.ts'
import { fillPublished } from './store/published.ts'

export interface BuildInput {
  engine: Engine
  stagePath: string
  stage: Stage
  loaded: LoadedPack
  draft: SnapshotDraft
  staged: Staged
  progress: Progress
  /** Folder of the city. */
  cityDir: string
  /** Publish although checks fail. */
  accept: boolean
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
  const checks = await runChecks({
    engine,
    files: stage.files,
    found,
    sources: sourceRows(stage),
    declared: pack.checks,
    against: await checkedAgainst(input),
    accept: input.accept,
  })
  progress.step('derive')
  await deriveAreaUp(engine)
  await fillCellArea(engine, input.staged, stage.groundKey, cityOf(pack))
  await fillDerived(engine, STORE_NAME, input.draft, (step, howFar) => progress.step(step, howFar))
  if (pack.profile === 'standard') {
    progress.step('published')
    await fillPublished(engine, STORE_NAME, input.draft, input.cityDir)
  }
  await engine.exec({ text: 'checkpoint' })
  return checks
}

/** Rows by source, in the order of sources. */
const sourceRows = ({ sources, files }: Stage): SourceRows[] =>
  sources.map(({ recipe }) => {
    const loadIds = files.flatMap((file, i) => (file.source === recipe.id ? [i + 1] : []))
    return { recipe, loadIds, loaded: loadIds.reduce((sum, id) => sum + (files[id - 1]?.loaded ?? 0), 0) }
  })

async function checkedAgainst({ engine, stage, draft, cityDir }: BuildInput): Promise<CheckedAgainst> {
  const meta = await engine.query({ text: `select value from snapshot_meta where key = 'as_of'` })
  const isAsked = stage.sources.some(({ recipe }) => recipe.checks.some(({ check }) => check === 'drift'))
  return {
    as_of: String(meta.columns.value?.[0] ?? '').slice(0, 10),
    publishing: draft.published_at.slice(0, 10),
    before: isAsked ? await loadedBefore(engine, cityDir) : null,
  }
}

/** Rows of each source in the snapshot that is served; null where there is none that can be read. */
async function loadedBefore(engine: Engine, cityDir: string): Promise<Map<string, number> | null> {
  const current = readCurrent(cityDir)
  const manifest = current === null ? null : readManifest(cityDir, current)
  if (current === null || manifest === null || (await storeFault(storePath(cityDir, current), manifest))) return null
  await engine.attach(storePath(cityDir, current), 'before')
  const text = 'select source, sum(loaded) as n from "before".main.load group by source'
  const { columns } = await engine.query({ text }).finally(() => engine.detach('before'))
  return new Map(Array.from(columns.source ?? [], String).map((source, i) => [source, Number(columns.n?.[i] ?? 0)]))
}
