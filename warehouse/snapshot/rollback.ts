import { demandWhole } from './diff.ts'
import { replaceText } from './durable.ts'
import { currentPath, storePath } from './layout.ts'
import { listSnapshots, readCurrent } from './manifest.ts'
import { SnapshotError } from './types.ts'
import { storeFault } from './verify.ts'

/**
 * Makes an older version the current one; without `id`, the newest whole one published before the current. Every byte
 * is compared with its manifest first. A server follows within a second. Returns the id served from here on.
 * Errors: SnapshotError when there is none, or it is damaged.
 */
export async function rollBack(dir: string, id?: string): Promise<string> {
  if (id !== undefined) await demandWhole(dir, id)
  const target = id ?? (await wholeBefore(dir))
  await replaceText(currentPath(dir), `${target}\n`)
  return target
}

async function wholeBefore(dir: string): Promise<string> {
  const all = listSnapshots(dir)
  const current = readCurrent(dir)
  const place = all.findIndex((info) => info.id === current)
  for (const info of all.slice(place + 1)) {
    if (info.id !== current && (await storeFault(storePath(dir, info.id), info)) === null) return info.id
  }
  throw new SnapshotError({
    zh: '没有更早的完好快照可以恢复。',
    en: 'There is no older whole snapshot to go back to.',
  })
}
