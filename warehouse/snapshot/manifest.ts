import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { SCHEMA } from '../model/schema.ts'
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
  schema: z.string().optional(),
})

const checksumOf = (facts: object) => createHash('sha256').update(JSON.stringify(facts)).digest('hex')

/** What a manifest says, and the SHA-256 of it, so that a changed bit is found. */
export const manifestText = (info: SnapshotInfo): string =>
  `${JSON.stringify({ ...info, checksum: checksumOf(info) }, null, 2)}\n`

/** Errors: text that is not as it was written. Manifests from before schemas had names bear no checksum. */
function parseManifest(text: string): SnapshotInfo {
  const { checksum, ...facts } = z.looseObject({}).parse(JSON.parse(text))
  const isAsWritten = checksum === undefined ? !('schema' in facts) : checksum === checksumOf(facts)
  if (!isAsWritten) throw new Error('The manifest is not as it was written.')
  return Manifest.parse(facts)
}

/** Can this program read the store? One of another program may lack columns that questions name. */
export const isReadable = ({ schema }: SnapshotInfo): boolean => schema === SCHEMA

/** The manifest of a version whose store is there too; null when either is missing or damaged. */
export function readManifest(dir: string, id: string): SnapshotInfo | null {
  if (!isSnapshotId(id) || !existsSync(storePath(dir, id))) return null
  try {
    const manifest = parseManifest(readFileSync(manifestPath(dir, id), 'utf8'))
    return manifest.id === id ? manifest : null
  } catch {
    return null
  }
}

/** Versions with a store and a whole manifest, newest first. */
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
