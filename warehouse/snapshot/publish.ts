import { existsSync } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { SCHEMA } from '../model/schema.ts'
import { moveInto, replaceText, sync, writeBeside } from './durable.ts'
import { currentCityPath, currentPath, isSnapshotId, manifestPath, snapshotsDir, storePath } from './layout.ts'
import { manifestText, readManifest } from './manifest.ts'
import { SnapshotError, type SnapshotDraft, type SnapshotInfo } from './types.ts'
import { hashFile, scanStore, storeFault } from './verify.ts'

/** The steps of a publish in order. A process that dies between any two leaves the old version served. */
export const PUBLISH_STEPS = [
  'scanned',
  'hashed',
  'store_synced',
  'manifest_placed',
  'store_placed',
  'current_written',
  'current_flipped',
  'city_flipped',
] as const
export type PublishStep = (typeof PUBLISH_STEPS)[number]

async function describe(
  tmpFile: string,
  draft: SnapshotDraft,
  done: (step: PublishStep) => void,
): Promise<SnapshotInfo> {
  const tables = await scanStore(tmpFile).catch((cause: unknown) => {
    const said = cause instanceof Error ? cause.message : String(cause)
    throw new SnapshotError(
      {
        zh: `新建的库未通过全表校验，未发布：${said}`,
        en: `The new store failed its full scan and was not published: ${said}`,
      },
      [],
      cause,
    )
  })
  done('scanned')
  const { size: bytes } = await stat(tmpFile)
  const manifest = { ...draft, schema: SCHEMA, sha256: await hashFile(tmpFile), bytes, tables }
  done('hashed')
  return manifest
}

/**
 * Publishes the closed, checkpointed store `tmpFile` as a version of the city whose folder is `dir`: full scan, hash,
 * fsync, rename, flip CURRENT and CURRENT_CITY. A version published before and still whole is kept as it is and only
 * becomes current. `tmpFile` must lie on the same disk; it is gone afterwards. Errors: SnapshotError.
 */
export async function publish(
  dir: string,
  tmpFile: string,
  draft: SnapshotDraft,
  done: (step: PublishStep) => void = () => {},
): Promise<SnapshotInfo> {
  const { id } = draft
  if (!isSnapshotId(id)) {
    throw new SnapshotError({
      zh: `“${id}”不是快照编号（16 位十六进制）。`,
      en: `"${id}" is not a snapshot id (16 hex digits).`,
    })
  }
  if (existsSync(`${tmpFile}.wal`)) {
    throw new SnapshotError({
      zh: '新建的库仍有未写入的日志，请先执行 checkpoint 并关闭。',
      en: 'The new store still has a write-ahead log. Checkpoint and close it before publishing.',
    })
  }
  await mkdir(snapshotsDir(dir), { recursive: true })
  const before = readManifest(dir, id)
  const kept = before !== null && (await storeFault(storePath(dir, id), before)) === null ? before : null
  const manifest = kept ?? (await describe(tmpFile, draft, done))
  if (kept) await rm(tmpFile, { force: true })
  else {
    await sync(tmpFile)
    done('store_synced')
    await replaceText(manifestPath(dir, id), manifestText(manifest))
    done('manifest_placed')
    await moveInto(tmpFile, storePath(dir, id))
    done('store_placed')
  }
  const current = await writeBeside(currentPath(dir), `${id}\n`)
  done('current_written')
  await moveInto(current, currentPath(dir))
  done('current_flipped')
  await replaceText(currentCityPath(dirname(resolve(dir))), `${draft.city}\n`)
  done('city_flipped')
  return manifest
}
