import { truncateSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { createApp } from '../../api/app.ts'
import { cityState } from '../../api/city-choice.ts'
import { readSettings } from '../../warehouse/catalog/settings.ts'
import { storePath } from '../../warehouse/snapshot/layout.ts'
import { publish } from '../../warehouse/snapshot/publish.ts'
import { openReader } from '../../warehouse/snapshot/reader.ts'
import type { Reader } from '../../warehouse/snapshot/types.ts'
import { buildStore, rewriteManifest, snapshotId, tinyFolder } from '../warehouse/snapshot/tiny-store.ts'

const open: Reader[] = []
afterEach(async () => {
  for (const reader of open.splice(0)) await reader.close()
})

async function publishTwo() {
  const folder = tinyFolder()
  for (const n of [1, 2]) {
    const { file, draft } = await buildStore(folder.dir, n)
    await publish(folder.dir, file, draft)
  }
  return folder
}

async function appOf(dataDir: string) {
  const reader = await openReader({ dataDir, city: 'tiny', isPatient: true })
  open.push(reader)
  const app = createApp({ reader, settings: readSettings({ CITY_DATA: dataDir }) })
  return (path: string) => app.request(path, { headers: { host: '127.0.0.1:8787' } })
}

async function health(damaged: boolean): Promise<unknown> {
  const { dataDir, dir } = await publishTwo()
  if (damaged) truncateSync(storePath(dir, snapshotId(2)), 100_000)
  const ask = await appOf(dataDir)
  return (await ask('/api/health')).json()
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

  it('is down, and every question refused with the reason, while all data is of another version of the program', async () => {
    const { dataDir, dir } = await publishTwo()
    expect(cityState(readSettings({ CITY_DATA: dataDir }), 'tiny')).toBe('published')
    for (const n of [1, 2]) rewriteManifest(dir, snapshotId(n), { schema: 'another' })
    expect(cityState(readSettings({ CITY_DATA: dataDir }), 'tiny')).toBe('unreadable')
    expect(cityState(readSettings({ CITY_DATA: dataDir }), 'nowhere')).toBe('none')
    const ask = await appOf(dataDir)
    const sentence = {
      zh: expect.stringContaining('由另一版本的程序发布，请重新导入：npm run city -- ingest tiny'),
      en: expect.stringContaining('another version of the program; ingest again: npm run city -- ingest tiny'),
    }
    const health = await ask('/api/health')
    expect(health.status).toBe(503)
    expect(await health.json()).toMatchObject({ ok: false, status: 'down', snapshot: null, alarm: sentence })
    for (const path of ['/api/catalog', '/api/snapshots', '/api/query?indicators=case_count']) {
      const refused = await ask(path)
      expect(refused.status).toBe(503)
      expect(await refused.json()).toMatchObject({ error: { code: 'no_snapshot', message: sentence } })
    }
    const cited = await ask(`/api/checks?v=${snapshotId(1)}`)
    expect([cited.status, await cited.json()]).toMatchObject([
      503,
      { error: { message: { en: expect.stringContaining('another version') } } },
    ])
  })

  it('says that it may be compressed, and is only where that is asked for', async () => {
    const { dataDir } = await publishTwo()
    const reader = await openReader({ dataDir, city: 'tiny', isPatient: true })
    open.push(reader)
    const app = createApp({ reader, settings: readSettings({ CITY_DATA: dataDir }) })
    const ask = async (coding: string) => {
      const { headers } = await app.request('/api/health', {
        headers: { host: '127.0.0.1:8787', 'accept-encoding': coding },
      })
      return [headers.get('vary'), headers.get('content-encoding')]
    }
    expect(await ask('identity')).toEqual(['Accept-Encoding', null])
    expect(await ask('gzip')).toEqual(['Accept-Encoding', 'gzip'])
  })
})
