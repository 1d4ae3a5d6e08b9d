import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openEngine } from '../warehouse/engine/duckdb.ts'
import { replaceText } from '../warehouse/snapshot/durable.ts'
import { storePath } from '../warehouse/snapshot/layout.ts'
import { readCurrent, readManifest } from '../warehouse/snapshot/manifest.ts'
import { pruneSnapshots } from '../warehouse/snapshot/prune.ts'
import { PUBLISH_STEPS, publish } from '../warehouse/snapshot/publish.ts'
import { storeFault } from '../warehouse/snapshot/verify.ts'
import { sayDiskFull } from './disk-full.ts'
import { CancelledError } from './ingest-error.ts'
import { withCityLock } from './lock.ts'
import { loadPack } from './packs.ts'
import { cancellable, type Progress, silent } from './progress.ts'
import { identify, receiveAll } from './received.ts'
import type { IngestReport } from './report.ts'
import { RefusedError } from './refused-error.ts'
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
  /** How long to wait for another ingest of this city to end (600). */
  waitSeconds?: number
  progress?: Progress
  now?: () => Date
  onStep?: (step: IngestStep) => void
  /** Publish although checks fail; they are recorded as accepted. */
  accept?: boolean
  /** Breaks the run off; the snapshot served before stays. */
  signal?: AbortSignal
}

/** Versions of a city that stay citable; older ones go, and with them what broken-off publishes left. */
const KEPT_SNAPSHOTS = 20
const WAIT_SECONDS = 600

/**
 * From a pack to a published snapshot. The same files, recipes and program give the same snapshot, and then nothing
 * is done. Whatever fails leaves the snapshot served before untouched. Errors: IngestError and what the engine says.
 */
export async function ingest(options: IngestOptions): Promise<IngestReport> {
  const { signal, accept = false } = options
  const progress = cancellable(options.progress ?? silent, signal)
  const done = options.onStep ?? (() => {})
  const begun = Date.now()
  const cityDir = join(options.data, loadPack(options.pack, options.from).pack.id)
  let bytes = 0
  const run = async (dir: string): Promise<IngestReport> => {
    const loaded = loadPack(options.pack, options.from)
    const sources = await receiveAll(loaded, progress, signal)
    for (const { received } of sources) for (const file of received) bytes += file.bytes
    progress.expect(bytes)
    const inputs = sources.flatMap(({ recipe, received }) =>
      received.map((file) => ({ source: recipe.id, file: file.name, sha256: file.sha256 })),
    )
    const { id, code } = identify(loaded, sources)
    done('received')
    const before = await unchanged(cityDir, id)
    if (before) {
      const { folder: pack, from } = loaded
      if (pack !== before.pack || from !== before.from) await writeReport(cityDir, { ...before, pack, from })
      return { ...before, pack, from, outcome: 'unchanged', seconds: (Date.now() - begun) / 1000 }
    }

    const [{ buildStage }, { buildStore, STORE_FILE }] = await Promise.all([
      import('./stage.ts'),
      import('./build-store.ts'),
    ])
    const published_at = (options.now?.() ?? new Date()).toISOString()
    const draft = { id, city: loaded.pack.id, published_at, inputs }
    const stagePath = join(dir, 'stage.duckdb')
    const storePath = join(dir, STORE_FILE)
    const memory = options.memoryLimit === undefined ? {} : { memoryLimit: options.memoryLimit }
    const stageEngine = await openEngine({ path: stagePath, ...memory })
    signal?.addEventListener('abort', () => void stageEngine.close())
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
    progress.step('build')
    const engine = await openEngine({ path: storePath, ...memory })
    signal?.addEventListener('abort', () => void engine.close())
    const checks = await buildStore({
      engine,
      stagePath,
      stage,
      loaded,
      draft,
      staged,
      progress,
      cityDir,
      accept,
    }).finally(() => engine.close())
    done('built')
    const report = (outcome: IngestReport['outcome']): IngestReport => ({
      city: loaded.pack.id,
      pack: loaded.folder,
      from: loaded.from,
      snapshot: id,
      outcome,
      published_at: outcome === 'refused' ? null : published_at,
      seconds: (Date.now() - begun) / 1000,
      files: stage.files,
      checks,
    })
    if (checks.some(({ severity, passed }) => severity === 'error' && !passed))
      throw new RefusedError(report('refused'))
    progress.step('publish')
    await publish(cityDir, storePath, draft, done)
    pruneSnapshots(cityDir, KEPT_SNAPSHOTS)
    staged.prune()
    done('pruned')
    const published = report('published')
    await writeReport(cityDir, published)
    return published
  }
  const onWait = () => progress.step('wait')
  const waitSeconds = options.waitSeconds ?? WAIT_SECONDS
  return withCityLock(cityDir, () => inWorkDir(cityDir, run), { waitSeconds, onWait, signal })
    .catch((cause: unknown) => {
      throw signal?.aborted ? new CancelledError(cause) : sayDiskFull(cause, cityDir, bytes)
    })
    .finally(() => progress.end())
}

const writeReport = (cityDir: string, report: IngestReport) =>
  replaceText(join(cityDir, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)

/** The report of the snapshot that is current already; null when it is another one, or not as it was published. */
async function unchanged(cityDir: string, id: string): Promise<IngestReport | null> {
  const manifest = readManifest(cityDir, id)
  if (readCurrent(cityDir) !== id || !manifest) return null
  if ((await storeFault(storePath(cityDir, id), manifest)) !== null) return null
  try {
    const report = JSON.parse(readFileSync(join(cityDir, 'report.json'), 'utf8')) as IngestReport
    return report.snapshot === id ? report : null
  } catch {
    return null
  }
}
