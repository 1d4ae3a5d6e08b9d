import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { moveInto, sync } from '../warehouse/snapshot/durable.ts'
import { hashFile } from '../warehouse/snapshot/verify.ts'
import { sha256 } from './identity.ts'

/** What an earlier step made of its inputs: a note, and files beside it. */
export interface Artefact<T> {
  note: T
  path: (file: string) => string
}

interface Seal {
  note: unknown
  /** SHA-256 of each file beside the note. */
  files: Record<string, string>
  /** Of the two above. */
  sha256: string
}

const NOTE = 'note.json'
const sealOf = (note: unknown, files: Record<string, string>) => sha256(JSON.stringify([note, files]))

/**
 * Results kept from one ingest to the next, each in a folder `<city>/staged/<key>`. The key is a hash of everything
 * the result depends on, so what is found under it is what would be made again. A folder is made whole in the work
 * folder, forced to disk and moved into place in one step: a kill leaves nothing half. Every byte is compared with the
 * note before use; what is damaged is made anew. About half as large as the store itself.
 */
export class Staged {
  readonly #dir: string
  readonly #workDir: string
  readonly #used = new Set<string>()

  /** `workDir` lies on the same disk and is emptied after each run. */
  constructor(cityDir: string, workDir: string) {
    this.#dir = join(cityDir, 'staged')
    this.#workDir = workDir
  }

  async find<T>(key: string): Promise<Artefact<T> | null> {
    const folder = join(this.#dir, key)
    if (!existsSync(folder)) return null
    try {
      const { note, files, sha256: seal } = JSON.parse(readFileSync(join(folder, NOTE), 'utf8')) as Seal
      if (sealOf(note, files) !== seal) throw new Error('The note is damaged.')
      for (const [name, hash] of Object.entries(files)) {
        if ((await hashFile(join(folder, name))) !== hash) throw new Error(`${name} is damaged.`)
      }
      this.#used.add(key)
      return { note: note as T, path: (file) => join(folder, file) }
    } catch {
      rmSync(folder, { recursive: true, force: true })
      return null
    }
  }

  /** Finds the artefact, else has `make` write its files into a folder and return its note, which must be JSON. */
  async recall<T>(key: string, make: (folder: string) => Promise<T>): Promise<Artefact<T>> {
    const known = await this.find<T>(key)
    if (known) return known
    const folder = join(this.#workDir, key)
    mkdirSync(folder, { recursive: true })
    const note = await make(folder)
    const files: Record<string, string> = {}
    for (const name of readdirSync(folder).sort()) {
      files[name] = await hashFile(join(folder, name))
      await sync(join(folder, name))
    }
    const seal: Seal = { note, files, sha256: sealOf(note, files) }
    writeFileSync(join(folder, NOTE), `${JSON.stringify(seal, null, 2)}\n`, { flush: true })
    await sync(folder)
    mkdirSync(this.#dir, { recursive: true })
    await moveInto(folder, join(this.#dir, key))
    this.#used.add(key)
    return { note, path: (file) => join(this.#dir, key, file) }
  }

  /** Deletes what this run had no use for. */
  prune(): void {
    if (!existsSync(this.#dir)) return
    for (const key of readdirSync(this.#dir)) {
      if (!this.#used.has(key)) rmSync(join(this.#dir, key), { recursive: true, force: true })
    }
  }
}
