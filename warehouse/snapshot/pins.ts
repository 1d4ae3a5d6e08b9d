import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { isSnapshotId, pinPath, snapshotsDir } from './layout.ts'

/** Versions that prune never deletes. A pin is an empty file beside the store. */
export function pinned(dir: string): Set<string> {
  if (!existsSync(snapshotsDir(dir))) return new Set()
  const names = readdirSync(snapshotsDir(dir)).filter((name) => name.endsWith('.pin'))
  return new Set(names.map((name) => name.slice(0, -'.pin'.length)).filter(isSnapshotId))
}

export const pin = (dir: string, id: string): void => writeFileSync(pinPath(dir, id), '', { flush: true })

export const unpin = (dir: string, id: string): void => rmSync(pinPath(dir, id), { force: true })
