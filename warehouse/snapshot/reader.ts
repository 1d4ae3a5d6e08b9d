import { join, resolve } from 'node:path'
import type { Label } from '../catalog/types.ts'
import { openEngine } from '../engine/duckdb.ts'
import { EngineError } from '../engine/errors.ts'
import type { Engine } from '../engine/engine.ts'
import { alarmOf, noneOf } from './alarm.ts'
import { AttachedSet } from './attached-set.ts'
import { storePath } from './layout.ts'
import { isReadable, listSnapshots, readCurrent, readManifest } from './manifest.ts'
import { type Attached, DamagedError, type Reader, SnapshotError, type SnapshotInfo } from './types.ts'
import { OTHER_PROGRAM, storeEdition, storeFault } from './verify.ts'

const POLL_MS = 1000

export interface ReaderOptions {
  /** Folder of all cities. */
  dataDir: string
  city: string
  /** An engine of the caller's own, which the caller closes. */
  engine?: Engine
  memoryLimit?: string
  /** Opens although no version published so far can be served: questions are refused until one can be. */
  isPatient?: boolean
}

const NO_CURRENT: Label = { zh: 'CURRENT 文件缺失或无法读取', en: 'CURRENT is missing or unreadable' }

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
  readonly city: string
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
    this.city = city
    this.#engine = engine
    this.#ownsEngine = ownsEngine
    this.#set = new AttachedSet(engine, dir)
  }

  async start(isPatient: boolean): Promise<void> {
    await this.refresh()
    if (!isPatient || !this.#whyNone()) this.current()
    this.#timer = setInterval(() => void this.refresh().catch(() => false), POLL_MS)
    this.#timer.unref()
  }

  current(): Attached {
    if (this.#current) return this.#current
    throw new SnapshotError(noneOf(this.city, this.#whyNone()))
  }

  async use<T>(version: string | undefined, task: (snapshot: Attached) => Promise<T>): Promise<T> {
    const id = version ?? this.current().id
    if (!this.#set.ids().includes(id)) this.#demand(id)
    const snapshot = await this.#enter(id)
    try {
      this.#withhold(snapshot)
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
    return listSnapshots(this.#dir).filter(isReadable)
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

  /** Attaches a version. Errors: SnapshotError that names those which could be asked instead. */
  async #enter(id: string): Promise<Attached> {
    try {
      return await this.#set.enter(id)
    } catch (cause) {
      if (!(cause instanceof DamagedError)) throw cause
      this.#broken.set(this.#edition(id), cause.fault)
      this.#demand(id)
      throw cause
    }
  }

  #demand(id: string): void {
    const usable = this.list().flatMap((info) => (this.#faultKnown(info.id) ? [] : [info.id]))
    if (usable.includes(id)) return
    const info = readManifest(this.#dir, id)
    const fault = info && !isReadable(info) ? OTHER_PROGRAM : this.#faultKnown(id)
    if (fault) throw new DamagedError(id, fault, usable)
    throw new SnapshotError({ zh: `没有可用的快照“${id}”。`, en: `There is no usable snapshot "${id}".` }, usable)
  }

  /** What was not made for publishing stays inside once the city publishes. Errors: SnapshotError. */
  #withhold({ id, catalog }: Attached): void {
    if (this.#current?.catalog.city.profile !== 'standard' || catalog.city.profile === 'standard') return
    const sentence = {
      zh: `快照“${id}”早于本城市按发布档（standard）公开数据，不对外提供。`,
      en: `Snapshot "${id}" is not made for publishing, and this city publishes under the profile “standard”.`,
    }
    throw new SnapshotError(sentence, [this.#current.id])
  }

  #edition(id: string): string {
    const { sha256 = '', schema = '' } = readManifest(this.#dir, id) ?? {}
    return `${storeEdition(storePath(this.#dir, id))} ${sha256} ${schema}`
  }

  #faultKnown(id: string): Label | undefined {
    return this.#broken.get(this.#edition(id))
  }

  /** What is wrong with the versions there are; undefined when there are none. */
  #whyNone(): Label | undefined {
    const wanted = readCurrent(this.#dir)
    const fault = wanted === null ? undefined : this.#faultKnown(wanted)
    return (
      fault ?? [...this.#broken.values()].at(-1) ?? (listSnapshots(this.#dir).length > 0 ? OTHER_PROGRAM : undefined)
    )
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

  /**
   * Keeps what is served if that is whole, else serves the newest version whose every byte is as published; of a city that
   * publishes a set of tables, one that has such a set.
   */
  async #fallBack(wanted: string | null, why: Label): Promise<boolean> {
    const served = this.#current
    if (served && !this.#faultKnown(served.id)) {
      this.#say(alarmOf(wanted, why, served.id))
      return false
    }
    const meant = (wanted === null ? null : readManifest(this.#dir, wanted)) ?? this.list()[0]
    for (const info of this.list()) {
      if (this.#faultKnown(info.id) || (meant?.tables.published && !info.tables.published)) continue
      const fault =
        (await storeFault(storePath(this.#dir, info.id), info)) ?? (await this.#serve(info.id).catch(faultOf))
      if (!fault) {
        this.#say(alarmOf(wanted, why, info.id))
        return true
      }
      this.#broken.set(this.#edition(info.id), fault)
    }
    this.#say(served ? alarmOf(served.id, why, served.id) : noneOf(this.city, this.#whyNone()))
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
 * Errors: SnapshotError when no usable version exists; with `isPatient` only when none was ever published.
 */
export async function openReader(options: ReaderOptions): Promise<Reader> {
  const dir = resolve(join(options.dataDir, options.city))
  const memory = options.memoryLimit === undefined ? {} : { memoryLimit: options.memoryLimit }
  const engine = options.engine ?? (await openEngine({ readOnlyDirectory: dir, ...memory }))
  const reader = new SnapshotReader(dir, options.city, engine, options.engine === undefined)
  try {
    await reader.start(options.isPatient ?? false)
    return reader
  } catch (cause) {
    await reader.close()
    throw cause
  }
}
