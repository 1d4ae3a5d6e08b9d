import type { Label } from '../catalog/types.ts'
import type { SnapshotCatalog } from '../catalog/snapshot-catalog.ts'
import type { Engine } from '../engine/engine.ts'

/** What the publisher knows of a snapshot before its store is verified. */
export interface SnapshotDraft {
  /** 16 hex digits. */
  id: string
  city: string
  /** ISO instant. */
  published_at: string
  inputs: { source: string; file: string; sha256: string }[]
}

/** The manifest beside a store. */
export interface SnapshotInfo extends SnapshotDraft {
  /** Schema of the program that wrote the store; unset for one from before schemas had names. */
  schema?: string | undefined
  /** Of the store's bytes. */
  sha256: string
  bytes: number
  /** Rows by table, counted by the full scan before publishing. */
  tables: Record<string, number>
}

/** A snapshot that can be asked: `store` is the name under which `engine` knows it. */
export interface Attached {
  id: string
  store: string
  engine: Engine
  catalog: SnapshotCatalog
  manifest: SnapshotInfo
  /** The store's file; unset for one in memory. */
  path?: string
}

export interface Reader {
  readonly city: string
  /** The version served now. Hold it only inside `use`: a later publish may detach it. Errors: SnapshotError. */
  current(): Attached
  /** Runs `task` on the current version, or on a pinned one; it stays attached until the task has ended. */
  use<T>(version: string | undefined, task: (snapshot: Attached) => Promise<T>): Promise<T>
  /** Looks at CURRENT now. True when another version is served from here on. */
  refresh(): Promise<boolean>
  /** Calls the listener with the id of each version from now on; returns the unsubscribe. */
  onPublish(listener: (id: string) => void): () => void
  /** Published versions that this program can read, newest first. */
  list(): SnapshotInfo[]
  /** What is wrong with the store, if anything. */
  alarm(): Label | null
  /** Calls the watcher when an alarm is raised, changes or ends (null); returns the unsubscribe. */
  onAlarm(watcher: (alarm: Label | null) => void): () => void
  close(): Promise<void>
}

/** A version or a city that is not there, or a store that cannot be trusted. */
export class SnapshotError extends Error {
  readonly sentence: Label
  /** Versions that could be asked instead. */
  readonly allowed: string[]

  constructor(sentence: Label, allowed: string[] = [], cause?: unknown) {
    super(sentence.en, { cause })
    this.name = new.target.name
    this.sentence = sentence
    this.allowed = allowed
  }
}

/** A version whose bytes are not those published; `fault` says so in a clause. */
export class DamagedError extends SnapshotError {
  readonly fault: Label

  constructor(id: string, fault: Label, allowed: string[] = []) {
    super({ zh: `快照 ${id} 无法使用：${fault.zh}。`, en: `Snapshot ${id} cannot be used: ${fault.en}.` }, allowed)
    this.fault = fault
  }
}
