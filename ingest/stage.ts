import type { Engine } from '../warehouse/engine/engine.ts'
import { TABLES } from '../warehouse/model/tables.ts'
import { checkTarget, isFact } from './cast/targets.ts'
import { readBridges } from './locate/bridge.ts'
import { createLocator } from './locate/locator.ts'
import type { AreaDraft, AreaRow } from './locate/types.ts'
import type { LoadedPack } from './packs.ts'
import type { ReceivedSource } from './pipeline.ts'
import { writePlaces } from './places.ts'
import type { Progress } from './progress.ts'
import { assembleAreas, readAreaFile } from './read/areas.ts'
import { type BasemapRow, readBasemap } from './read/basemap.ts'
import type { ReasonId } from './reasons.ts'
import type { FileReport } from './report.ts'
import { readSecret, reporterKey } from './reporter-key.ts'
import { settle } from './settle.ts'
import { type StagedFile, stageFile } from './stage-file.ts'
import type { ReadySource } from './store/facts.ts'

export interface StageInput {
  engine: Engine
  dir: string
  cityDir: string
  loaded: LoadedPack
  sources: ReceivedSource[]
  progress: Progress
}

export interface Stage {
  areas: AreaRow[]
  basemap: BasemapRow[]
  ready: ReadySource[]
  /** In order of load id, from 1. */
  files: FileReport[]
  sources: ReceivedSource[]
}

const blank = (source: ReceivedSource, i: number): FileReport => {
  const file = source.received[i]
  if (!file) throw new RangeError(`no file ${i} in ${source.recipe.id}`)
  const { name, sha256, bytes } = file
  const zero = { records: 0, filtered: 0, rows_in: 0, loaded: 0, duplicate: 0, quarantined: 0, reasons: {} }
  return {
    source: source.recipe.id,
    target: source.recipe.target,
    file: name,
    sha256,
    bytes,
    encoding: 'utf-8',
    ...zero,
  }
}

/** Reads every source into the stage: areas first, because the others are placed in them. */
export async function buildStage(input: StageInput): Promise<Stage> {
  const { engine, loaded, sources, progress } = input
  const files = sources.flatMap((source) => source.received.map((_, i) => blank(source, i)))
  await makeQuarantine(engine)
  const drafts: AreaDraft[] = []
  const basemap: BasemapRow[] = []
  let at = 0
  for (const { recipe, received } of sources) {
    if (isFact(recipe.target)) break
    for (const file of received) {
      progress.step(`read ${file.name}`)
      const report = files[at++] ?? {}
      if (recipe.target === 'area') {
        const { records, filtered, drafts: found } = await readAreaFile(loaded.pack, recipe, file.path)
        drafts.push(...found)
        Object.assign(report, { records, filtered, rows_in: found.length, loaded: found.length })
      } else {
        const found = await readBasemap(recipe, file.path)
        basemap.push(...found)
        Object.assign(report, { records: found.length, rows_in: found.length, loaded: found.length })
      }
    }
  }
  const areas = assembleAreas(loaded.pack, drafts)
  await writePlaces(engine, loaded.pack.levels, areas)
  engine.register(reporterKey(readSecret(input.cityDir)))
  const ready: ReadySource[] = []
  for (const [k, source] of sources.entries()) {
    if (!isFact(source.recipe.target)) continue
    ready.push(await stageSource(input, source, `s${k}`, areas, files, at))
    at += source.received.length
  }
  return { areas, basemap, ready, files, sources }
}

async function stageSource(
  input: StageInput,
  source: ReceivedSource,
  name: string,
  areas: AreaRow[],
  files: FileReport[],
  offset: number,
): Promise<ReadySource> {
  const { engine, dir, loaded, progress } = input
  const { recipe } = source
  if (!isFact(recipe.target)) throw new RangeError(recipe.target)
  checkTarget(recipe, recipe.target)
  const bridges = await readBridges(recipe, loaded.from)
  const locator = createLocator({ pack: loaded.pack, recipe, areas, finest: loaded.pack.cells.finest, bridges })
  for (const fn of locator.functions) engine.register(fn)
  const staged: StagedFile[] = []
  for (const [i, file] of source.received.entries()) {
    progress.step(`load ${file.name}`)
    const cityZone = loaded.pack.time_zone
    const common = { engine, dir, recipe, target: recipe.target, locator, progress, cityZone }
    staged.push(await stageFile({ ...common, file, loadId: offset + i + 1 }))
  }
  const settled = await settle(engine, recipe, loaded.pack.levels, staged, name)
  for (const file of staged) {
    const report = files[file.loadId - 1]
    if (!report) continue
    const { records, filtered, quarantined, encoding } = file
    const rows_in = records - filtered
    const reasons = await reasonCounts(engine, file.loadId)
    Object.assign(
      report,
      { records, filtered, rows_in, quarantined, encoding, reasons },
      settled.counts.get(file.loadId),
    )
  }
  return { recipe, target: recipe.target, settled }
}

async function makeQuarantine(engine: Engine): Promise<void> {
  const columns = TABLES.find((table) => table.name === 'quarantine')?.columns ?? []
  await engine.exec({ text: `create table quarantine (${columns.map((c) => `${c.name} ${c.type}`).join(', ')})` })
}

async function reasonCounts(engine: Engine, loadId: number): Promise<Partial<Record<ReasonId, number>>> {
  const found = await engine.query({
    text: 'select reason, count(*) as n from quarantine where load_id = ? group by reason order by n desc, reason',
    values: [loadId],
  })
  const reasons = (found.columns.reason ?? []) as ReasonId[]
  return Object.fromEntries(reasons.map((reason, i) => [reason, Number(found.columns.n?.[i] ?? 0)]))
}
