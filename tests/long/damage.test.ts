import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ingest } from '../../ingest/pipeline.ts'
import { currentPath, manifestPath, storePath } from '../../warehouse/snapshot/layout.ts'
import { listSnapshots, readCurrent } from '../../warehouse/snapshot/manifest.ts'
import { fractions } from './fractions.ts'
import { served } from './served.ts'

const tiny = resolve(import.meta.dirname, '../ingest/tiny')
const folder = mkdtempSync(join(tmpdir(), 'damage-'))
const from = join(folder, 'files')
const data = join(folder, 'data')
const dir = join(data, 'tinyville')
const FLIPS = 300
const MANIFEST_FLIPS = 100
const TRUNCATIONS = 20
let older = ''
let newer = ''
let whole: Buffer = Buffer.alloc(0)

beforeAll(async () => {
  cpSync(join(tiny, 'files'), from, { recursive: true })
  older = (await ingest({ pack: tiny, from, data })).snapshot
  const [header, line] = readFileSync(join(tiny, 'files/cases_a.csv'), 'utf8').split('\n')
  const rows = Array.from({ length: 5_000 }, (_, i) => (line ?? '').replace('A1', `D-${i}`))
  writeFileSync(join(from, 'cases_b.csv'), [header, ...rows, ''].join('\n'))
  newer = (await ingest({ pack: tiny, from, data })).snapshot
  whole = readFileSync(storePath(dir, newer))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The bytes with one bit turned over. */
function flipped(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return copy
}

async function servesTheOlder(why: string): Promise<void> {
  expect(await served(data), why).toEqual({ id: older, cases: 4, alarm: expect.stringContaining(`${older} is served`) })
}

describe('a damaged store', () => {
  it('is served when it is whole', async () => {
    expect(readCurrent(dir)).toBe(newer)
    expect(listSnapshots(dir)).toHaveLength(2)
    expect(await served(data)).toEqual({ id: newer, cases: 5_003, alarm: null })
  })

  it(`is never served with one bit of it turned over, ${FLIPS} times`, async () => {
    for (const share of fractions(20261122, FLIPS)) {
      const bit = Math.floor(share * whole.length * 8)
      writeFileSync(storePath(dir, newer), flipped(whole, bit))
      await servesTheOlder(`bit ${bit}`)
    }
  })

  it(`is never served cut short, ${TRUNCATIONS} times, nor empty, nor as another version’s bytes`, async () => {
    for (const share of fractions(7, TRUNCATIONS)) {
      writeFileSync(storePath(dir, newer), whole.subarray(0, Math.floor(share * whole.length)))
      await servesTheOlder(`cut at ${share}`)
    }
    writeFileSync(storePath(dir, newer), '')
    await servesTheOlder('empty')
    writeFileSync(storePath(dir, newer), readFileSync(storePath(dir, older)))
    await servesTheOlder('swapped')
  })

  it(`is never served by a manifest with one bit turned over, ${MANIFEST_FLIPS} times`, async () => {
    writeFileSync(storePath(dir, newer), whole)
    const path = manifestPath(dir, newer)
    const manifest = readFileSync(path)
    for (const share of fractions(20261123, MANIFEST_FLIPS)) {
      writeFileSync(path, flipped(manifest, Math.floor(share * manifest.length * 8)))
      await servesTheOlder(`manifest at ${share}`)
    }
    writeFileSync(path, manifest)
  })

  it('is not needed: a torn manifest, a missing CURRENT or one that names nothing leave a whole version served', async () => {
    writeFileSync(storePath(dir, newer), whole)
    const manifest = readFileSync(manifestPath(dir, newer), 'utf8')
    writeFileSync(manifestPath(dir, newer), manifest.slice(0, manifest.length / 2))
    await servesTheOlder('torn manifest')
    writeFileSync(manifestPath(dir, newer), manifest)
    rmSync(currentPath(dir))
    expect(await served(data)).toMatchObject({ id: newer, alarm: expect.stringContaining('CURRENT is missing') })
    writeFileSync(currentPath(dir), 'ffffffffffffffff\n')
    expect(await served(data)).toMatchObject({ id: newer, alarm: expect.stringContaining('cannot be used') })
  })

  it('is whole again after the next ingest, and the alarm ends', async () => {
    writeFileSync(currentPath(dir), `${newer}\n`)
    writeFileSync(storePath(dir, newer), '')
    expect((await ingest({ pack: tiny, from, data })).outcome).toBe('published')
    expect(await served(data)).toEqual({ id: newer, cases: 5_003, alarm: null })
  })
})
