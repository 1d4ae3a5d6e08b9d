import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { currentPath, isSnapshotId, manifestPath, snapshotsDir, storePath } from './layout.ts'
import type { SnapshotInfo } from './types.ts'

const Manifest = z.object({
  id: z.string().refine(isSnapshotId),
  city: z.string(),
  published_at: z.string(),
  inputs: z.array(z.object({ source: z.string(), file: z.string(), sha256: z.string() })),
  sha256: z.string().length(64),
  bytes: z.int().positive(),
  tables: z.record(z.string(), z.number()),
})

/** The manifest of a version whose store is there too; null when either is missing or unreadable. */
export function readManifest(dir: string, id: string): SnapshotInfo | null {
  if (!isSnapshotId(id) || !existsSync(storePath(dir, id))) return null
  try {
    const manifest = Manifest.parse(JSON.parse(readFileSync(manifestPath(dir, id), 'utf8')))
    return manifest.id === id ? manifest : null
  } catch {
    return null
  }
}

/** Versions with a store and a readable manifest, newest first. */
export function listSnapshots(dir: string): SnapshotInfo[] {
  if (!existsSync(snapshotsDir(dir))) return []
  return readdirSync(snapshotsDir(dir))
    .filter((name) => name.endsWith('.json'))
    .map((name) => readManifest(dir, name.slice(0, -'.json'.length)))
    .filter((info) => info !== null)
    .sort((a, b) => b.published_at.localeCompare(a.published_at) || b.id.localeCompare(a.id))
}

/** The id in CURRENT; null when the file is missing or holds something else. */
export function readCurrent(dir: string): string | null {
  try {
    const id = readFileSync(currentPath(dir), 'utf8').trim()
    return isSnapshotId(id) ? id : null
  } catch {
    return null
  }
}
