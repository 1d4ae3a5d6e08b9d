import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { codeHash, sha256, snapshotId } from './identity.ts'
import { type LoadedPack, packFiles, type Source } from './packs.ts'
import type { Progress } from './progress.ts'
import { type Received, receiveInSteps } from './receive.ts'
import { checkReplace, editionOf } from './replace.ts'

export interface ReceivedFile extends Received {
  /** Date in the file's name, where the recipe says how to find one. */
  edition: string | null
}

/** A source with its files read through once: each content once, in order of hash. */
export interface ReceivedSource extends Source {
  recipeSha256: string
  /** SHA-256 of the tables that bridge its code systems. */
  bridges: string[]
  received: ReceivedFile[]
}

/** Receives a file in steps, so that `signal` is heard between them however large it is. */
async function receiveFile(path: string, signal: AbortSignal | undefined): Promise<Received> {
  const steps = receiveInSteps(path)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    await turn()
    if (signal?.aborted) steps.throw(signal.reason)
  }
}

/**
 * Hashes every byte of every file, at each ingest anew: size and time of a file may stay while its bytes change, and
 * hashing takes less than a hundredth of parsing. Errors: IngestError; AbortError once `signal` is aborted.
 */
export async function receiveAll(
  loaded: LoadedPack,
  progress: Progress,
  signal?: AbortSignal,
): Promise<ReceivedSource[]> {
  const sources: ReceivedSource[] = []
  for (const source of loaded.sources) {
    const { recipe } = source
    checkReplace(recipe)
    const byHash = new Map<string, ReceivedFile>()
    for (const path of source.files) {
      progress.step('receive', basename(path))
      const received = await receiveFile(path, signal)
      const file = { ...received, edition: editionOf(recipe, received.name) }
      const same = byHash.get(file.sha256)
      if (!same || (file.edition ?? '') > (same.edition ?? '')) byHash.set(file.sha256, file)
    }
    const bridges = recipe.locate.flatMap(({ bridge }) => (bridge ? [join(loaded.from, bridge.file)] : []))
    sources.push({
      ...source,
      received: [...byHash.values()].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1)),
      recipeSha256: sha256(readFileSync(source.recipeFile)),
      bridges: bridges.filter((path) => existsSync(path)).map((path) => sha256(readFileSync(path))),
    })
  }
  return sources
}

/** The id of the snapshot that these files, recipes, pack and program give, and the hash of the program. */
export function identify(loaded: LoadedPack, sources: ReceivedSource[]): { id: string; code: string } {
  const code = codeHash()
  const inputs = sources.flatMap(({ recipe, received, bridges }) => [
    ...received.map((file) => [recipe.id, file.sha256, ...(file.edition === null ? [] : [file.edition])].join(':')),
    ...bridges.map((hash) => `${recipe.id}:${hash}`),
  ])
  const recipes = sources.map((source) => source.recipeSha256)
  const pack = packFiles(loaded).map((file) => sha256(readFileSync(file)))
  return { id: snapshotId({ inputs, recipes, pack, code }), code }
}
