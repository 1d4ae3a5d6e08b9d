import { truncateSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { createApp } from '../../api/app.ts'
import { readSettings } from '../../warehouse/catalog/settings.ts'
import { storePath } from '../../warehouse/snapshot/layout.ts'
import { publish } from '../../warehouse/snapshot/publish.ts'
import { openReader } from '../../warehouse/snapshot/reader.ts'
import type { Reader } from '../../warehouse/snapshot/types.ts'
import { buildStore, snapshotId, tinyFolder } from '../warehouse/snapshot/tiny-store.ts'

const open: Reader[] = []
afterEach(async () => {
  for (const reader of open.splice(0)) await reader.close()
})

async function health(damaged: boolean): Promise<unknown> {
  const { dataDir, dir } = tinyFolder()
  for (const n of [1, 2]) {
    const { file, draft } = await buildStore(dir, n)
    await publish(dir, file, draft)
  }
  if (damaged) truncateSync(storePath(dir, snapshotId(2)), 100_000)
  const reader = await openReader({ dataDir, city: 'tiny' })
  open.push(reader)
  const app = createApp({ reader, settings: readSettings({ CITY_DATA: dataDir }) })
  return (await app.request('/api/health', { headers: { host: '127.0.0.1:8787' } })).json()
}

describe('health', () => {
  it('is ok while the version published last is served', async () => {
    expect(await health(false)).toMatchObject({ ok: true, status: 'ok', snapshot: snapshotId(2), alarm: null })
  })

  it('is degraded, with the reason in both languages, while an older version stands in', async () => {
    expect(await health(true)).toMatchObject({
      ok: false,
      status: 'degraded',
      snapshot: snapshotId(1),
      alarm: { zh: expect.stringContaining('100000 字节'), en: expect.stringContaining('is served instead') },
    })
  })
})
