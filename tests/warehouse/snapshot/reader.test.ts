import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { diffSnapshots } from '../../../warehouse/snapshot/diff.ts'
import { currentPath, manifestPath, storePath } from '../../../warehouse/snapshot/layout.ts'
import { readManifest } from '../../../warehouse/snapshot/manifest.ts'
import { pruneSnapshots } from '../../../warehouse/snapshot/prune.ts'
import { openReader } from '../../../warehouse/snapshot/reader.ts'
import { rollBack } from '../../../warehouse/snapshot/rollback.ts'
import type { Attached, Reader } from '../../../warehouse/snapshot/types.ts'
import { rewriteManifest, snapshotId, tinyFolder } from './tiny-store.ts'
import { attachedStores, published, publishVersion, swapUnderReaders, told } from './versions.ts'

const open: Reader[] = []

async function follow(dataDir: string): Promise<Reader> {
  const reader = await openReader({ dataDir, city: 'tiny' })
  open.push(reader)
  return reader
}

async function lastCase({ engine, store }: Attached): Promise<string> {
  const found = await engine.query({ text: `select max(case_id) as id from ${engine.dialect.table(store, 'cases')}` })
  return String(found.columns.id?.[0])
}

/** Turns one bit over at a place in the file; negative: from its end. */
function flipBit(file: string, at: number): void {
  const bytes = readFileSync(file)
  const place = at < 0 ? bytes.length + at : at
  bytes[place] = (bytes[place] ?? 0) ^ 1
  writeFileSync(file, bytes)
}

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 1_200 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 25))
  expect(condition()).toBe(true)
}

afterEach(async () => {
  for (const reader of open.splice(0)) await reader.close()
})

describe('reader', () => {
  it('knows what the snapshot can be asked, views included', async () => {
    const { dataDir } = await published(7)
    const { catalog, engine, store } = (await follow(dataDir)).current()
    expect(catalog).toMatchObject({
      city: { id: 'tiny', holidays: ['2026-01-01'], workdays: [] },
      dataTo: '2025-12-31',
      populationYears: { resident: [7], registered: [] },
      areas: [{ area_id: 1, code: '99', level: 'city', parent_id: null }],
      breaks: [{ indicator: 'case_rate', dimension: 'area:street', per_day: true, breaks: [1, 2, 3, 4, 5, 6] }],
      hasCells: false,
      emptyLevels: ['district', 'street'],
    })
    const events = await engine.query({
      text: `select count(*) as n from ${engine.dialect.table(store, 'case_event')}`,
    })
    expect(events.columns.n).toEqual(Float64Array.of(5000))
  })

  it('swaps 5 versions under 4 looping readers without an error or a mixed answer', () => swapUnderReaders(5))

  it('notices a publish by itself', async () => {
    const { dataDir, dir } = await published(1)
    const reader = await follow(dataDir)
    await publishVersion(dir, 2)
    await until(() => reader.current().id === snapshotId(2))
  })

  it('answers from pinned versions and keeps three attached at most', async () => {
    const { dataDir } = await published(1, 2, 3, 4, 5)
    const reader = await follow(dataDir)
    for (const n of [1, 2, 3, 4, 1]) expect(await reader.use(snapshotId(n), told)).toEqual([n, n])
    expect(await attachedStores(reader)).toBe(3)
    await expect(reader.use(snapshotId(99), told)).rejects.toMatchObject({ allowed: [5, 4, 3, 2, 1].map(snapshotId) })
    await expect(reader.use('../1', told)).rejects.toThrow('no usable snapshot')
  })

  it('keeps an old version until the question that uses it has ended', async () => {
    const { dataDir, dir } = await published(1)
    const reader = await follow(dataDir)
    const answer = await reader.use(undefined, async (snapshot) => {
      await publishVersion(dir, 2)
      await reader.refresh()
      expect(await attachedStores(reader)).toBe(2)
      return told(snapshot)
    })
    expect(answer).toEqual([1, 1])
    expect(await attachedStores(reader)).toBe(1)
  })
})

describe('when the store is not as it should be', () => {
  it('falls back to the newest whole version with an alarm, and recovers when it is published anew', async () => {
    const { dataDir, dir } = await published(1, 2, 3)
    truncateSync(storePath(dir, snapshotId(3)), 100_000)
    const reader = await follow(dataDir)
    expect(reader.current().id).toBe(snapshotId(2))
    expect(reader.alarm()).toEqual({
      zh: expect.stringContaining('校验通过'),
      en: expect.stringContaining('is served instead'),
    })
    await publishVersion(dir, 3)
    await until(() => reader.current().id === snapshotId(3) && reader.alarm() === null)
  })

  it('serves no version with a changed byte, not even for a moment', async () => {
    const { dataDir, dir } = await published(1, 2)
    flipBit(storePath(dir, snapshotId(2)), -1)
    const reader = await follow(dataDir)
    expect(reader.current().id).toBe(snapshotId(1))
    expect(reader.alarm()?.en).toContain('differ from those published')
    await expect(reader.use(snapshotId(2), told)).rejects.toThrow('cannot be used: the bytes of the store differ')
  })

  it('falls back to no version without published tables where the damaged one has some', async () => {
    const { dataDir, dir } = await published(1)
    await publishVersion(dir, 2)
    rewriteManifest(dir, snapshotId(2), { tables: { cases: 5000, published: 12 } })
    flipBit(storePath(dir, snapshotId(2)), -1)
    await expect(openReader({ dataDir, city: 'tiny' })).rejects.toThrow()
  })

  it('takes no other version’s store for its own', async () => {
    const { dataDir, dir } = await published(1, 2)
    copyFileSync(storePath(dir, snapshotId(1)), storePath(dir, snapshotId(2)))
    const reader = await follow(dataDir)
    expect([reader.current().id, reader.alarm()]).toEqual([snapshotId(1), expect.anything()])
  })

  it('answers a question again from the version before when the store breaks under it, and tells who watches', async () => {
    const { dataDir, dir } = await published(1)
    await publishVersion(dir, 2, 400_000)
    const reader = await follow(dataDir)
    const alarms: (string | undefined)[] = []
    reader.onAlarm((alarm) => alarms.push(alarm?.en))
    const bytes = readFileSync(storePath(dir, snapshotId(2)))
    writeFileSync(storePath(dir, snapshotId(2)), bytes.fill(7, 8192))
    expect(await reader.use(undefined, lastCase)).toBe('999')
    expect(reader.current().id).toBe(snapshotId(1))
    expect(alarms).toEqual([expect.stringContaining('is served instead')])
  })

  it('serves on without CURRENT, or with one that names nothing, and says so', async () => {
    const { dataDir, dir } = await published(1, 2)
    rmSync(currentPath(dir))
    const reader = await follow(dataDir)
    expect([reader.current().id, reader.alarm()?.en]).toEqual([
      snapshotId(2),
      expect.stringContaining('CURRENT is missing'),
    ])
    writeFileSync(currentPath(dir), snapshotId(9))
    await reader.refresh()
    expect([reader.current().id, reader.alarm()?.en]).toEqual([snapshotId(2), expect.stringContaining('is missing')])
    writeFileSync(currentPath(dir), snapshotId(2))
    await reader.refresh()
    expect(reader.alarm()).toBeNull()
  })

  it('says what is damaged when no version is whole', async () => {
    const { dataDir, dir } = await published(1)
    truncateSync(storePath(dir, snapshotId(1)), 100_000)
    await expect(openReader({ dataDir, city: 'tiny' })).rejects.toThrow(
      /No snapshot .* is whole \(the store has 100000/,
    )
  })

  it('passes over what another version of the program published, and says why to who cites it', async () => {
    const { dataDir, dir } = await published(1, 2, 3)
    rewriteManifest(dir, snapshotId(3), { schema: 'another' })
    const reader = await follow(dataDir)
    expect(reader.current().id).toBe(snapshotId(2))
    expect(reader.alarm()).toEqual({
      zh: expect.stringContaining('由另一版本的程序发布'),
      en: expect.stringContaining('published by another version of the program'),
    })
    expect(reader.list().map(({ id }) => id)).toEqual([2, 1].map(snapshotId))
    await expect(reader.use(snapshotId(3), told)).rejects.toMatchObject({
      message: expect.stringContaining('another version of the program'),
      allowed: [2, 1].map(snapshotId),
    })
    await expect(diffSnapshots(dir, snapshotId(2), snapshotId(3))).rejects.toThrow('another version of the program')
    await expect(rollBack(dir, snapshotId(3))).rejects.toThrow('another version of the program')
    expect(await rollBack(dir)).toBe(snapshotId(2))
  })

  it('says that all data is of another program, and serves the next publish when it was patient', async () => {
    const { dataDir, dir } = await published(1)
    rewriteManifest(dir, snapshotId(1), { schema: undefined, checksum: undefined })
    const sentence = 'was published by another version of the program; ingest again: npm run city -- ingest tiny'
    await expect(openReader({ dataDir, city: 'tiny' })).rejects.toThrow(sentence)
    const reader = await openReader({ dataDir, city: 'tiny', isPatient: true })
    open.push(reader)
    expect(reader.alarm()?.en).toContain(sentence)
    await expect(reader.use(undefined, told)).rejects.toThrow(sentence)
    await publishVersion(dir, 2)
    await reader.refresh()
    expect([await reader.use(undefined, told), reader.alarm()]).toEqual([[2, 2], null])
  })

  it('takes a manifest with a bit turned over in any of its bytes for damage', async () => {
    const { dataDir, dir } = await published(1, 2)
    const path = manifestPath(dir, snapshotId(2))
    const whole = readFileSync(path)
    for (const [at, byte] of whole.entries()) {
      writeFileSync(path, Buffer.from(whole).fill(byte ^ (1 << (at % 8)), at, at + 1))
      expect([at, readManifest(dir, snapshotId(2))]).toEqual([at, null])
    }
    const reader = await follow(dataDir)
    expect([reader.current().id, reader.alarm()?.en]).toEqual([snapshotId(1), expect.stringContaining('manifest')])
    pruneSnapshots(dir, 5)
    writeFileSync(path, whole)
    await reader.refresh()
    expect([reader.current().id, reader.alarm()]).toEqual([snapshotId(2), null])
  })

  it('says how to begin when nothing was ever published', async () => {
    const { dataDir } = tinyFolder()
    await expect(openReader({ dataDir, city: 'tiny' })).rejects.toThrow('npm run city -- ingest tiny')
  })
})
