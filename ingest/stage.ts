import { join } from 'node:path'
import { literal } from './cast/literal.ts'
import { checkTarget, isFact } from './cast/targets.ts'
import type { Engine } from '../warehouse/engine/engine.ts'
import { TABLES } from '../warehouse/model/tables.ts'
import { type Ground, readGround } from './ground.ts'
import { sha256 } from './identity.ts'
import { readBridges } from './locate/bridge.ts'
import { createLocator } from './locate/locator.ts'
import type { Locator } from './locate/types.ts'
import type { LoadedPack } from './packs.ts'
import type { ReceivedSource } from './received.ts'
import { writePlaces } from './places.ts'
import type { Progress } from './progress.ts'
import type { ReasonId } from './reasons.ts'
import type { FileReport } from './report.ts'
import { defineReporterKey, readSecret } from './reporter-key.ts'
import { settle } from './settle.ts'
import { checkDifference, takeDifferences } from './difference.ts'
import { totalsCheck } from './totals.ts'
import { type FileOutcome, type StagedFile, stageFile } from './stage-file.ts'
import type { Staged } from './staged.ts'
import type { ReadySource } from './store/facts.ts'

export interface StageInput {
  engine: Engine
  dir: string
  cityDir: string
  loaded: LoadedPack
  sources: ReceivedSource[]
  /** Hash of the program. */
  code: string
  staged: Staged
  progress: Progress
  /** Called after each file, with its name. */
  onFile: (name: string) => void
}

export interface Stage extends Ground {
  /** Changes with anything that decides where a row lies. */
  groundKey: string
  ready: ReadySource[]
  /** In order of load id, from 1. */
  files: FileReport[]
  sources: ReceivedSource[]
}

const blank = (source: ReceivedSource, i: number): FileReport => {
  const file = source.received[i]
  if (!file) throw new RangeError(`no file ${i} in ${source.recipe.id}`)
  const { name, sha256, bytes } = file
  const zero = {
    records: 0,
    filtered: 0,
    footer: 0,
    rows_in: 0,
    loaded: 0,
    duplicate: 0,
    quarantined: 0,
    reasons: {},
    decided: {},
  }
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
  const { engine, loaded, sources, code, staged, progress } = input
  const files = sources.flatMap((source) => source.received.map((_, i) => blank(source, i)))
  await makeQuarantine(engine)
  const { key, ...ground } = await readGround({ pack: loaded.pack, sources, code, staged, progress })
  for (const [i, told] of ground.told.entries()) Object.assign(files[i] ?? {}, told)
  const isGround = ({ recipe }: ReceivedSource) => !isFact(recipe.target)
  for (const { received } of sources.filter(isGround)) for (const { bytes } of received) progress.passed(bytes)
  await writePlaces(engine, loaded.pack.levels, ground.areas)
  const secret = readSecret(input.cityDir)
  await defineReporterKey(engine, secret)
  const context = sha256(JSON.stringify([key, secret]))
  const ready: ReadySource[] = []
  let at = ground.told.length
  for (const [k, source] of sources.entries()) {
    if (!isFact(source.recipe.target)) continue
    ready.push(await stageSource(input, source, `s${k}`, { ...ground, context }, files, at))
    at += source.received.length
  }
  return { ...ground, groundKey: key, ready, files, sources }
}

async function stageSource(
  input: StageInput,
  source: ReceivedSource,
  name: string,
  ground: Ground & { context: string },
  files: FileReport[],
  offset: number,
): Promise<ReadySource> {
  const { engine, dir, loaded, progress } = input
  const { recipe } = source
  const { target } = recipe
  if (!isFact(target)) throw new RangeError(target)
  checkTarget(recipe, target)
  checkDifference(recipe)
  let locator: Locator | undefined
  const placed = async (): Promise<Locator> => {
    if (locator) return locator
    const bridges = await readBridges(recipe, loaded.from)
    locator = createLocator({
      pack: loaded.pack,
      recipe,
      areas: ground.areas,
      finest: loaded.pack.cells.finest,
      bridges,
    })
    for (const fn of locator.functions) engine.register(fn)
    return locator
  }
  const common = { engine, dir, recipe, target, progress, areas: ground.areas, cityZone: loaded.pack.time_zone }
  const staged: StagedFile[] = []
  for (const [i, file] of source.received.entries()) {
    const loadId = offset + i + 1
    const key = sha256(JSON.stringify(['file', ground.context, source.recipeSha256, source.bridges, file.sha256]))
    const artefact = await input.staged.recall(key, async (folder): Promise<FileOutcome> => {
      progress.step('load', file.name)
      const rows = join(folder, ROWS)
      const outcome = await stageFile({ ...common, locator: await placed(), file, loadId, rows })
      await moveOut(engine, loadId, folder)
      return outcome
    })
    await bringIn(engine, loadId, artefact.path)
    staged.push({ loadId, edition: file.edition, ...artefact.note })
    progress.passed(file.bytes)
    input.onFile(file.name)
  }
  progress.step('settle', recipe.id)
  const { levels } = loaded.pack
  const plain = await settle(engine, recipe, levels, staged, name)
  const { settled, changes } = await takeDifferences(engine, recipe, levels, plain, name)
  for (const file of staged) {
    const report = files[file.loadId - 1]
    if (!report) continue
    const { records, footer, encoding } = file
    const change = changes.get(file.loadId)
    const filtered = file.filtered + (change?.filtered ?? 0)
    const quarantined = file.quarantined + (change?.quarantined ?? 0)
    const decided = { ...file.decided, ...change?.decided }
    const rows_in = records - filtered
    const reasons = await reasonCounts(engine, file.loadId)
    Object.assign(
      report,
      { records, filtered, footer, rows_in, quarantined, encoding, reasons, decided },
      settled.counts.get(file.loadId),
    )
  }
  const names = new Map(files.map(({ file }, i) => [i + 1, file]))
  const compared = staged.map(({ loadId, totals }) => ({ file: names.get(loadId) ?? '', totals }))
  return { recipe, target, settled, totals: totalsCheck(recipe.id, compared) }
}

const ROWS = 'rows.parquet'
const BAD = 'bad.parquet'

/** Writes what was set aside of one load to a file, without the load's number, and takes it out of the stage. */
async function moveOut(engine: Engine, loadId: number, folder: string): Promise<void> {
  const bad = `select * exclude (load_id) from quarantine where load_id = ${loadId} order by line`
  await engine.exec({ text: `copy (${bad}) to ${literal(join(folder, BAD))} (format parquet)` })
  await engine.exec({ text: 'delete from quarantine where load_id = ?', values: [loadId] })
}

/** Makes them the stage's `cast_<loadId>` and part of `quarantine`. */
async function bringIn(engine: Engine, loadId: number, path: (file: string) => string): Promise<void> {
  await engine.exec({ text: `create or replace view cast_${loadId} as from read_parquet(${literal(path(ROWS))})` })
  await engine.exec({
    text: `insert into quarantine by name select ${loadId} as load_id, * from read_parquet(${literal(path(BAD))})`,
  })
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
