import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { manifestPath, snapshotsDir, storePath } from './layout.ts'
import { listSnapshots, readCurrent } from './manifest.ts'
import { pinned } from './pins.ts'

/**
 * Deletes all but the newest `keep` versions, the pinned ones and the current one, and what broken-off publishes left
 * behind. A version a server still reads stays readable to it. Not for use while a publish runs. Returns the ids deleted.
 */
export function pruneSnapshots(dir: string, keep: number): string[] {
  if (!existsSync(snapshotsDir(dir))) return []
  const current = readCurrent(dir)
  const all = listSnapshots(dir).map((info) => info.id)
  const pins = pinned(dir)
  const gone = all.filter((id, place) => place >= Math.max(1, keep) && id !== current && !pins.has(id))
  for (const id of gone) {
    rmSync(manifestPath(dir, id), { force: true })
    rmSync(storePath(dir, id), { force: true })
  }
  const known = new Set(
    [...all, ...pins, ...(current === null ? [] : [current])].flatMap((id) => [
      `${id}.json`,
      `${id}.duckdb`,
      `${id}.pin`,
    ]),
  )
  for (const name of readdirSync(snapshotsDir(dir))) {
    if (!known.has(name)) rmSync(join(snapshotsDir(dir), name), { recursive: true, force: true })
  }
  return gone
}
