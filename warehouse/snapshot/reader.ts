import { join, resolve } from 'node:path'
import type { Label } from '../catalog/types.ts'
import { openEngine } from '../engine/duckdb.ts'
import { EngineError } from '../engine/errors.ts'
import type { Engine } from '../engine/engine.ts'
import { AttachedSet } from './attached-set.ts'
import { storePath } from './layout.ts'
import { listSnapshots, readCurrent, readManifest } from './manifest.ts'
import { type Attached, DamagedError, type Reader, SnapshotError, type SnapshotInfo } from './types.ts'
import { storeEdition, storeFault } from './verify.ts'

const POLL_MS = 1000

export interface ReaderOptions {
  /** Folder of all cities. */
  dataDir: string
  city: string
  /** An engine of the caller's own, which the caller closes. */
  engine?: Engine
  memoryLimit?: string
}

const NO_CURRENT: Label = { zh: 'CURRENT 文件缺失或无法读取', en: 'CURRENT is missing or unreadable' }

function alarmOf(wanted: string | null, why: Label, served: string): Label {
  const mend = { zh: '请重新导入该城市', en: 'Ingest the city again' }
  if (wanted === served) {
    return {
      zh: `正在使用的快照 ${served} 有损坏（${why.zh}），且没有其他可用快照。${mend.zh}。`,
      en: `The snapshot in use, ${served}, is damaged (${why.en}) and no other is whole. ${mend.en}.`,
    }
  }
  return {
    zh: `当前快照${wanted === null ? '' : ` ${wanted} `}不可用（${why.zh}），现由校验通过的快照 ${served} 提供服务。${mend.zh}。`,
    en: `The current snapshot${wanted === null ? '' : ` ${wanted}`} cannot be used (${why.en}); ${served} is served instead. ${mend.en}.`,
  }
}

/** The engine itself failed: not the caller who gave up, and not a limit. */
const isEngineFault = (cause: unknown): boolean => cause instanceof Error && cause.constructor === EngineError

/** What went wrong, as a clause. */
function faultOf(cause: unknown): Label {
  if (cause instanceof DamagedError) return cause.fault
  const said = cause instanceof Error ? cause.message : String(cause)
  return { zh: said, en: said }
}

class SnapshotReader implements Reader {
  readonly #dir: string
  readonly #city: string
  readonly #engine: Engine
  readonly #ownsEngine: boolean
  readonly #set: AttachedSet
  readonly #listeners = new Set<(id: string) => void>()
  readonly #watchers = new Set<(alarm: Label | null) => void>()
  /** Stores found broken, and why: not tried again unless they are written anew. */
  readonly #broken = new Map<string, Label>()
  #current: Attached | null = null
  #alarm: Label | null = null
  #timer: NodeJS.Timeout | undefined
  #refreshing: Promise<boolean> | null = null
  #closed = false

  constructor(dir: string, city: string, engine: Engine, ownsEngine: boolean) {
    this.#dir = dir
    this.#city = city
    this.#engine = engine
    this.#ownsEngine = ownsEngine
    this.#set = new AttachedSet(engine, dir)
  }

  async start(): Promise<void> {
    await this.refresh()
    this.current()
    this.#timer = setInterval(() => void this.refresh().catch(() => false), POLL_MS)
    this.#timer.unref()
  }

  current(): Attached {
    if (this.#current) return this.#current
    const [fault] = this.#broken.values()
    if (fault) {
      throw new SnapshotError({
        zh: `城市“${this.#city}”没有完好的快照（${fault.zh}）。请重新导入：npm run city -- ingest ${this.#city}`,
        en: `No snapshot of the city "${this.#city}" is whole (${fault.en}). Ingest it again: npm run city -- ingest ${this.#city}`,
      })
    }
    throw new SnapshotError({
      zh: `城市“${this.#city}”还没有可用的快照。请先运行：npm run city -- ingest ${this.#city}`,
      en: `The city "${this.#city}" has no usable snapshot yet. Run: npm run city -- ingest ${this.#city}`,
    })
  }

  async use<T>(version: string | undefined, task: (snapshot: Attached) => Promise<T>): Promise<T> {
    const id = version ?? this.current().id
    if (!this.#set.ids().includes(id)) this.#demand(id)
    const snapshot = await this.#set.enter(id)
    try {
      return await task(snapshot)
    } catch (cause) {
      const fault = isEngineFault(cause) ? await this.#faultSince(id) : null
      if (fault === null) throw cause
      this.#broken.set(this.#edition(id), fault)
      if (this.#current?.id === id) await this.#fallBack(id, fault)
      if (version !== undefined || this.#current?.id === id) this.#demand(id)
    } finally {
      await this.#set.leave(id)
    }
    return this.use(version, task)
  }

  refresh(): Promise<boolean> {
    this.#refreshing ??= this.#look().finally(() => {
      this.#refreshing = null
    })
    return this.#refreshing
  }

  onPublish(listener: (id: string) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  list(): SnapshotInfo[] {
    return listSnapshots(this.#dir)
  }

  alarm(): Label | null {
    return this.#alarm
  }

  onAlarm(watcher: (alarm: Label | null) => void): () => void {
    this.#watchers.add(watcher)
    return () => void this.#watchers.delete(watcher)
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#timer)
    await this.#refreshing?.catch(() => false)
    if (this.#ownsEngine) await this.#engine.close()
  }

  #say(alarm: Label | null): void {
    if (this.#alarm?.en === alarm?.en) return
    this.#alarm = alarm
    for (const watcher of this.#watchers) watcher(alarm)
  }

  #demand(id: string): void {
    const allowed = this.list().map((info) => info.id)
    if (allowed.includes(id) && !this.#faultKnown(id)) return
    throw new SnapshotError({ zh: `没有可用的快照“${id}”。`, en: `There is no usable snapshot "${id}".` }, allowed)
  }

  #edition(id: string): string {
    return `${storeEdition(storePath(this.#dir, id))} ${readManifest(this.#dir, id)?.sha256 ?? ''}`
  }

  #faultKnown(id: string): Label | undefined {
    return this.#broken.get(this.#edition(id))
  }

  async #look(): Promise<boolean> {
    if (this.#closed) return false
    const wanted = readCurrent(this.#dir)
    if (wanted === null) return this.#fallBack(null, NO_CURRENT)
    const fault = this.#faultKnown(wanted)
    if (fault) return this.#fallBack(wanted, fault)
    const changed = wanted !== this.#current?.id
    try {
      if (changed) await this.#serve(wanted)
    } catch (cause) {
      this.#broken.set(this.#edition(wanted), faultOf(cause))
      return this.#fallBack(wanted, faultOf(cause))
    }
    this.#say(null)
    return changed
  }

  /** Keeps what is served if that is whole, else serves the newest version whose every byte is as published. */
  async #fallBack(wanted: string | null, why: Label): Promise<boolean> {
    const served = this.#current
    if (served && !this.#faultKnown(served.id)) {
      this.#say(alarmOf(wanted, why, served.id))
      return false
    }
    for (const info of this.list()) {
      if (this.#faultKnown(info.id)) continue
      const fault =
        (await storeFault(storePath(this.#dir, info.id), info)) ?? (await this.#serve(info.id).catch(faultOf))
      if (!fault) {
        this.#say(alarmOf(wanted, why, info.id))
        return true
      }
      this.#broken.set(this.#edition(info.id), fault)
    }
    if (served) this.#say(alarmOf(served.id, why, served.id))
    return false
  }

  async #serve(id: string): Promise<void> {
    const next = await this.#set.enter(id)
    this.#current = next
    await this.#set.keepOnly([id])
    await this.#set.leave(id)
    for (const listener of this.#listeners) listener(id)
  }

  /** After a question failed in the engine: the version's fault where its bytes are no longer those published. */
  async #faultSince(id: string): Promise<Label | null> {
    const info = readManifest(this.#dir, id)
    return info ? storeFault(storePath(this.#dir, id), info) : null
  }
}

/**
 * Opens the published versions of a city for reading and follows CURRENT once a second.
 * Errors: SnapshotError when no usable version exists.
 */
export async function openReader(options: ReaderOptions): Promise<Reader> {
  const dir = resolve(join(options.dataDir, options.city))
  const memory = options.memoryLimit === undefined ? {} : { memoryLimit: options.memoryLimit }
  const engine = options.engine ?? (await openEngine({ readOnlyDirectory: dir, ...memory }))
  const reader = new SnapshotReader(dir, options.city, engine, options.engine === undefined)
  try {
    await reader.start()
    return reader
  } catch (cause) {
    await reader.close()
    throw cause
  }
}
