import type { Label } from '../catalog/types.ts'
import type { Engine } from '../engine/engine.ts'
import { attachedAs } from './attach.ts'
import { storePath } from './layout.ts'
import { readManifest } from './manifest.ts'
import { type Attached, DamagedError } from './types.ts'
import { Verifier } from './verify.ts'

const MOST = 3

interface Entry {
  ready: Promise<Attached>
  users: number
  lastUse: number
}

const MISSING: Label = { zh: '库文件或清单缺失或损坏', en: 'its store or its manifest is missing or damaged' }

/**
 * The versions attached to one engine, each only after every byte of it was found as published: counted while in use,
 * detached when nobody needs them, three at most at rest.
 */
export class AttachedSet {
  readonly #engine: Engine
  readonly #dir: string
  readonly #entries = new Map<string, Entry>()
  readonly #kept = new Set<string>()
  readonly #verifier = new Verifier()
  /** Attaching and detaching take turns: the engine refuses one file under two names. */
  #turn: Promise<unknown> = Promise.resolve()
  #names = 0
  #clock = 0

  constructor(engine: Engine, dir: string) {
    this.#engine = engine
    this.#dir = dir
  }

  /** Attaches if need be and counts one user. Pair with `leave`. Errors: SnapshotError. */
  async enter(id: string): Promise<Attached> {
    const entry = this.#entries.get(id) ?? { ready: this.#inTurn(() => this.#attach(id)), users: 0, lastUse: 0 }
    this.#entries.set(id, entry)
    entry.users++
    entry.lastUse = ++this.#clock
    try {
      return await entry.ready
    } catch (cause) {
      if (this.#entries.get(id) === entry) this.#entries.delete(id)
      throw cause
    }
  }

  async leave(id: string): Promise<void> {
    const entry = this.#entries.get(id)
    if (entry) entry.users--
    await this.#tidy()
  }

  /** Versions named here stay attached although nobody uses them. */
  async keepOnly(ids: string[]): Promise<void> {
    const dropped = [...this.#kept].filter((id) => !ids.includes(id))
    this.#kept.clear()
    for (const id of ids) this.#kept.add(id)
    for (const id of dropped) {
      const entry = this.#entries.get(id)
      if (entry) entry.lastUse = 0
    }
    await this.#tidy()
  }

  /** Versions attached now. */
  ids(): string[] {
    return [...this.#entries.keys()]
  }

  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(step, step)
    this.#turn = done.catch(() => undefined)
    return done
  }

  async #attach(id: string): Promise<Attached> {
    const manifest = readManifest(this.#dir, id)
    if (!manifest) throw new DamagedError(id, MISSING)
    const path = storePath(this.#dir, id)
    const fault = await this.#verifier.fault(path, manifest)
    if (fault !== null) throw new DamagedError(id, fault)
    const name = `v${++this.#names}`
    await this.#engine.attach(path, name)
    try {
      return await attachedAs(this.#engine, name, manifest, path)
    } catch (cause) {
      await this.#engine.detach(name)
      throw cause
    }
  }

  /** Detaches what was dropped and is idle at once, and of idle pinned versions the longest unused beyond the cap. */
  async #tidy(): Promise<void> {
    const idle = [...this.#entries]
      .filter(([id, entry]) => entry.users === 0 && !this.#kept.has(id))
      .sort(([, a], [, b]) => a.lastUse - b.lastUse)
    for (const [id, entry] of idle) {
      if (entry.lastUse > 0 && this.#entries.size <= MOST) break
      this.#entries.delete(id)
      await this.#inTurn(async () => this.#engine.detach((await entry.ready).store))
    }
  }
}
