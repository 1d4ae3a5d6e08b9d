import { randomUUID } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openEngine } from '../warehouse/engine/duckdb.ts'
import type { Engine } from '../warehouse/engine/engine.ts'
import { IngestError } from './ingest-error.ts'

const LOCK_FILE = 'lock'
const LOOK_AGAIN_MS = 200
const TAKEN = /could not set lock|used by another process|open in this process/i

/** An empty store; it comes into being whole, so that two who make it at once end up with one. */
async function makeLockFile(path: string): Promise<void> {
  const own = `${path}.${randomUUID()}`
  await (await openEngine({ path: own, threads: 1 })).close()
  try {
    linkSync(own, path)
  } catch (cause) {
    if (!existsSync(path)) throw cause
  } finally {
    rmSync(own, { force: true })
  }
}

async function tryLock(path: string): Promise<Engine | null> {
  try {
    if (!existsSync(path)) await makeLockFile(path)
    return await openEngine({ path, threads: 1 })
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause)
    if (TAKEN.test(said)) return null
    if (said.includes('not a valid DuckDB database')) {
      rmSync(path, { force: true })
      return null
    }
    throw cause
  }
}

/**
 * Runs `task` while no other process changes the city. The lock is the one the operating system keeps on an open
 * store: it ends with its process, however that ends. `onWait` is called once if another holds it.
 * Errors: IngestError when it is not free within `waitSeconds`, AbortError when `signal` is aborted while it waits.
 */
export async function withCityLock<T>(
  cityDir: string,
  task: () => Promise<T>,
  options: { waitSeconds: number; onWait?: () => void; signal?: AbortSignal | undefined },
): Promise<T> {
  mkdirSync(cityDir, { recursive: true })
  const path = join(cityDir, LOCK_FILE)
  const until = Date.now() + options.waitSeconds * 1000
  let lock = await tryLock(path)
  if (!lock) options.onWait?.()
  while (!lock) {
    if (Date.now() >= until) {
      throw new IngestError({
        zh: '另一个进程正在导入或整理该城市，请稍后再试。',
        en: 'Another process is ingesting or tidying this city. Try again when it has ended.',
      })
    }
    await pause(LOOK_AGAIN_MS, undefined, { signal: options.signal })
    lock = await tryLock(path)
  }
  for (const name of readdirSync(cityDir)) {
    if (name.startsWith(`${LOCK_FILE}.`)) rmSync(join(cityDir, name), { force: true })
  }
  try {
    return await task()
  } finally {
    await lock.close()
  }
}
