import { realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { EngineError } from './errors.ts'

/** Two read-write opens of one file in a process lose rows without a word, so this process remembers what it holds. */
const writers = new Set<string>()
const readers = new Map<string, number>()

function canonical(path: string): string {
  const full = resolve(path)
  try {
    return join(realpathSync(dirname(full)), basename(full))
  } catch {
    return full
  }
}

/** Claims a store for writing; returns the release. Errors: EngineError if this process holds it already. */
export function claimWriter(path: string): () => void {
  const key = canonical(path)
  if (writers.has(key) || readers.has(key)) {
    throw new EngineError(`The store ${path} is open in this process already. Close that engine first, or use it.`, '')
  }
  writers.add(key)
  return () => void writers.delete(key)
}

/** Claims a store for reading beside other readers; returns the release. Errors: EngineError while a writer has it. */
export function claimReader(path: string): () => void {
  const key = canonical(path)
  if (writers.has(key)) {
    throw new EngineError(
      `The store ${path} is being written in this process. Close that engine before reading it.`,
      '',
    )
  }
  readers.set(key, (readers.get(key) ?? 0) + 1)
  return () => {
    const left = (readers.get(key) ?? 1) - 1
    if (left > 0) readers.set(key, left)
    else readers.delete(key)
  }
}
