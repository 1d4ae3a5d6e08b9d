import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openEngine } from '../warehouse/engine/duckdb.ts'
import { readCurrent, readManifest } from '../warehouse/snapshot/manifest.ts'
import { pruneSnapshots } from '../warehouse/snapshot/prune.ts'
import { PUBLISH_STEPS, publish } from '../warehouse/snapshot/publish.ts'
import { buildStore, STORE_FILE } from './build-store.ts'
import { codeHash, sha256, snapshotId } from './identity.ts'
import { IngestError } from './ingest-error.ts'
import { type LoadedPack, loadPack, packFiles, type Source } from './packs.ts'
import { type Progress, silent } from './progress.ts'
import { type Received, receive } from './receive.ts'
import type { IngestReport } from './report.ts'
import { buildStage } from './stage.ts'
import { Staged } from './staged.ts'
import { inWorkDir } from './work-dir.ts'

/** The steps of an ingest in order; `file_staged` comes once a file. A process may die after any of them. */
export const INGEST_STEPS = ['received', 'file_staged', 'staged', 'built', ...PUBLISH_STEPS, 'pruned'] as const
export type IngestStep = (typeof INGEST_STEPS)[number]

export interface IngestOptions {
  /** Id of a pack, or its folder. */
  pack: string
  /** Folder of the files; the pack's own default when unset. */
  from?: string
  /** Folder that holds the cities. */
  data: string
  memoryLimit?: string
  progress?: Progress
  now?: () => Date
  onStep?: (step: IngestStep) => void
}

/** A source with its files read through once: each content once, in order of hash. */
export interface ReceivedSource extends Source {
  recipeSha256: string
  /** SHA-256 of the tables that bridge its code systems. */
  bridges: string[]
  received: Received[]
}

function receiveAll(loaded: LoadedPack, progress: Progress): ReceivedSource[] {
  return loaded.sources.map((source) => {
    const byHash = new Map<string, Received>()
    for (const path of source.files) {
      progress.step(`receive ${path}`)
      const file = receive(path)
      if (!byHash.has(file.sha256)) byHash.set(file.sha256, file)
    }
    const received = [...byHash.values()].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
    const bridges = source.recipe.locate.flatMap(({ bridge }) => (bridge ? [join(loaded.from, bridge.file)] : []))
    return {
      ...source,
      received,
      recipeSha256: sha256(readFileSync(source.recipeFile)),
      bridges: bridges.filter((path) => existsSync(path)).map((path) => sha256(readFileSync(path))),
    }
  })
}

/** Versions of a city that stay citable; older ones go, and with them what broken-off publishes left. */
const KEPT_SNAPSHOTS = 20

/**
 * From a pack to a published snapshot. The same files, recipes and program give the same snapshot, and then nothing
 * is done. Whatever fails leaves the snapshot served before untouched. Errors: IngestError and what the engine says.
 */
export async function ingest(options: IngestOptions): Promise<IngestReport> {
  const progress = options.progress ?? silent
  const done = options.onStep ?? (() => {})
  const begun = Date.now()
  const loaded = loadPack(options.pack, options.from)
  const cityDir = join(options.data, loaded.pack.id)
  mkdirSync(cityDir, { recursive: true })
  return inWorkDir(cityDir, async (dir): Promise<IngestReport> => {
    const sources = receiveAll(loaded, progress)
    const inputs = sources.flatMap(({ recipe, received }) =>
      received.map((file) => ({ source: recipe.id, file: file.name, sha256: file.sha256 })),
    )
    const code = codeHash()
    const bridges = sources.flatMap(({ recipe, bridges: hashes }) => hashes.map((hash) => `${recipe.id}:${hash}`))
    const id = snapshotId({
      inputs: [...inputs.map((input) => `${input.source}:${input.sha256}`), ...bridges],
      recipes: sources.map((source) => source.recipeSha256),
      pack: packFiles(loaded).map((file) => sha256(readFileSync(file))),
      code,
    })
    done('received')
    const before = unchanged(cityDir, id)
    if (before) return { ...before, outcome: 'unchanged', seconds: (Date.now() - begun) / 1000 }

    const published_at = (options.now?.() ?? new Date()).toISOString()
    const draft = { id, city: loaded.pack.id, published_at, inputs }
    const stagePath = join(dir, 'stage.duckdb')
    const storePath = join(dir, STORE_FILE)
    const memory = options.memoryLimit === undefined ? {} : { memoryLimit: options.memoryLimit }
    const stageEngine = await openEngine({ path: stagePath, ...memory })
    const staged = new Staged(cityDir, dir)
    const stage = await buildStage({
      engine: stageEngine,
      dir,
      cityDir,
      loaded,
      sources,
      code,
      staged,
      progress,
      onFile: () => done('file_staged'),
    }).finally(() => stageEngine.close())
    done('staged')
    progress.step('build the tables')
    const engine = await openEngine({ path: storePath, ...memory })
    const checks = await buildStore({ engine, stagePath, stage, loaded, draft, staged, progress }).finally(() =>
      engine.close(),
    )
    done('built')
    const broken = checks.find((check) => check.severity === 'error' && !check.passed)
    if (broken) throw new IngestError(`Not published, a check failed: ${broken.check_id}: ${broken.detail}`)
    progress.step('verify and publish')
    await publish(cityDir, storePath, draft, done)
    pruneSnapshots(cityDir, KEPT_SNAPSHOTS)
    staged.prune()
    done('pruned')
    const report: IngestReport = {
      city: loaded.pack.id,
      snapshot: id,
      outcome: 'published',
      published_at,
      seconds: (Date.now() - begun) / 1000,
      files: stage.files,
      checks,
    }
    writeFileSync(join(cityDir, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
    return report
  }).finally(() => progress.end())
}

/** The report of the snapshot that is current already; null when it is another one. */
function unchanged(cityDir: string, id: string): IngestReport | null {
  if (readCurrent(cityDir) !== id || !readManifest(cityDir, id)) return null
  try {
    const report = JSON.parse(readFileSync(join(cityDir, 'report.json'), 'utf8')) as IngestReport
    return report.snapshot === id ? report : null
  } catch {
    return null
  }
}
