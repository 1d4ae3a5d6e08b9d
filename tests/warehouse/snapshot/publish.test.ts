import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { storePath } from '../../../warehouse/snapshot/layout.ts'
import { listSnapshots, readCurrent } from '../../../warehouse/snapshot/manifest.ts'
import { pruneSnapshots } from '../../../warehouse/snapshot/prune.ts'
import { PUBLISH_STEPS, publish } from '../../../warehouse/snapshot/publish.ts'
import { openReader } from '../../../warehouse/snapshot/reader.ts'
import { storeFault } from '../../../warehouse/snapshot/verify.ts'
import { buildStore, snapshotId, tinyFolder } from './tiny-store.ts'

async function publishVersion(dir: string, n: number) {
  const { file, draft } = await buildStore(dir, n)
  return publish(dir, file, draft)
}

function killedAt(dir: string, step: string): Promise<NodeJS.Signals | null> {
  const script = fileURLToPath(new URL('./publish-and-die.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, dir, step], { stdio: 'ignore' })
  return new Promise((resolve) => child.on('exit', (_, signal) => resolve(signal)))
}

describe('publish', () => {
  it('places store and manifest, counts every table, and flips both pointers', async () => {
    const { dataDir, dir } = tinyFolder()
    const info = await publishVersion(dir, 1)
    expect(info.tables).toMatchObject({ cases: 5000, population: 1, housing: 0 })
    expect(readCurrent(dir)).toBe(snapshotId(1))
    expect(readFileSync(join(dataDir, 'CURRENT_CITY'), 'utf8')).toBe('tiny\n')
    expect(listSnapshots(dir)).toEqual([info])
    expect(await storeFault(storePath(dir, info.id), info)).toBeNull()
    expect(readdirSync(join(dir, 'work'))).toEqual([])
  })

  it('keeps a whole version it meets again, and replaces a damaged one', async () => {
    const { dir } = tinyFolder()
    const first = await publishVersion(dir, 1)
    await publishVersion(dir, 2)
    expect(await publishVersion(dir, 1)).toEqual(first)
    expect(readCurrent(dir)).toBe(snapshotId(1))
    truncateSync(storePath(dir, first.id), 4096)
    const again = await publishVersion(dir, 1)
    expect(await storeFault(storePath(dir, first.id), again)).toBeNull()
  })

  it('refuses a store that is damaged or not closed, and leaves CURRENT alone', async () => {
    const { dir } = tinyFolder()
    await publishVersion(dir, 1)
    const { file, draft } = await buildStore(dir, 2)
    writeFileSync(`${file}.wal`, '')
    await expect(publish(dir, file, draft)).rejects.toThrow('write-ahead log')
    const broken = await buildStore(dir, 3)
    const bytes = readFileSync(broken.file)
    for (let at = 12_288; at < bytes.length; at += 4096) bytes[at] = (bytes[at] ?? 0) ^ 1
    writeFileSync(broken.file, bytes)
    await expect(publish(dir, broken.file, broken.draft)).rejects.toThrow('full scan')
    await expect(publish(dir, file, { ...draft, id: '../../etc' })).rejects.toThrow('not a snapshot id')
    expect(readCurrent(dir)).toBe(snapshotId(1))
  })

  it('serves the old version or the new one, whole, after kill -9 behind every step', async () => {
    const flipped = PUBLISH_STEPS.indexOf('current_flipped')
    await Promise.all(
      [0, 1].map(async (half) => {
        for (const [place, step] of PUBLISH_STEPS.entries()) {
          if (place % 2 !== half) continue
          const { dataDir, dir } = tinyFolder()
          await publishVersion(dir, 1)
          expect(await killedAt(dir, step)).toBe('SIGKILL')
          const reader = await openReader({ dataDir, city: 'tiny' })
          expect([step, reader.current().id, reader.alarm()]).toEqual([step, snapshotId(place < flipped ? 1 : 2), null])
          await reader.close()
          await publishVersion(dir, 2)
          expect(readCurrent(dir)).toBe(snapshotId(2))
        }
      }),
    )
  })
})

describe('prune', () => {
  it('keeps the newest, the current one, and nothing a broken-off publish left', async () => {
    const { dir } = tinyFolder()
    for (const n of [1, 2, 3, 4]) await publishVersion(dir, n)
    await publishVersion(dir, 1)
    writeFileSync(join(dir, 'snapshots', 'stray.json.tmp'), '{')
    expect(pruneSnapshots(dir, 2)).toEqual([snapshotId(2)])
    expect(listSnapshots(dir).map((info) => info.id)).toEqual([4, 3, 1].map(snapshotId))
    expect(existsSync(join(dir, 'snapshots', 'stray.json.tmp'))).toBe(false)
  })
})
