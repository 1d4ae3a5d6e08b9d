import { expect } from 'vitest'
import { publish } from '../../../warehouse/snapshot/publish.ts'
import { openReader } from '../../../warehouse/snapshot/reader.ts'
import type { Attached, Reader } from '../../../warehouse/snapshot/types.ts'
import { buildStore, snapshotId, tinyFolder } from './tiny-store.ts'

export async function published(...versions: number[]) {
  const folder = tinyFolder()
  for (const n of versions) await publishVersion(folder.dir, n)
  return folder
}

export async function publishVersion(dir: string, n: number, cases?: number): Promise<void> {
  const { file, draft } = await buildStore(dir, n, cases)
  await publish(dir, file, draft)
}

/** The version's number as its two tables tell it. */
export async function told(snapshot: Attached): Promise<[number, number]> {
  const t = (name: string) => snapshot.engine.dialect.table(snapshot.store, name)
  const a = await snapshot.engine.query({
    text: `select value::integer as n from ${t('snapshot_meta')} where key = 'n'`,
  })
  const b = await snapshot.engine.query({ text: `select year as n from ${t('population')}, ${t('cases')} limit 1` })
  return [Number(a.columns.n?.[0]), Number(b.columns.n?.[0])]
}

export async function attachedStores(reader: Reader): Promise<number> {
  const { engine } = reader.current()
  return (await engine.query({ text: `select * from duckdb_databases() where database_name like 'v%'` })).rows
}

/** Publishes so many versions while four readers ask without pause; each answer must be of one version alone. */
export async function swapUnderReaders(versions: number): Promise<void> {
  const { dataDir, dir } = await published(1)
  const reader = await openReader({ dataDir, city: 'tiny' })
  try {
    const heard: string[] = []
    reader.onPublish((id) => heard.push(id))
    let running = true
    let answers = 0
    const loops = Array.from({ length: 4 }, async () => {
      while (running) {
        const [id, [a, b]] = await reader.use(undefined, async (s) => [s.id, await told(s)] as const)
        expect([id, a]).toEqual([snapshotId(b), b])
        answers++
      }
    })
    for (let n = 2; n <= versions + 1; n++) {
      await publishVersion(dir, n)
      await expect.poll(() => reader.refresh().then(() => reader.current().id)).toBe(snapshotId(n))
    }
    running = false
    await Promise.all(loops)
    expect(answers).toBeGreaterThan(versions)
    expect(heard).toEqual(Array.from({ length: versions }, (_, i) => snapshotId(i + 2)))
    expect(await attachedStores(reader)).toBe(1)
  } finally {
    await reader.close()
  }
}
