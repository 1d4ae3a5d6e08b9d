import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { IngestError } from '../../ingest/ingest-error.ts'
import { ingest, type IngestStep } from '../../ingest/pipeline.ts'
import { served } from './served.ts'

const tiny = resolve(import.meta.dirname, '../ingest/tiny')
const folder = mkdtempSync(join(tmpdir(), 'disk-full-'))
const from = join(folder, 'files')
const data = join(folder, 'disk')
const MOST_ROOM = 256 << 20

/** A disk of its own that can be made smaller: needs the right to mount. */
function mount(...options: string[]): boolean {
  try {
    execFileSync('mount', [...options, data], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

mkdirSync(data)
const canMount = mount('-t', 'tmpfs', '-o', 'size=512m', 'tmpfs')
if (!canMount) process.stderr.write('disk-full.test.ts skips: this account may not mount a disk to fill.\n')

afterAll(() => {
  if (canMount) execFileSync('umount', [data])
  rmSync(folder, { recursive: true, force: true })
})

function usedBytes(): number {
  const { blocks, bfree, bsize } = statfsSync(data)
  return (blocks - bfree) * bsize
}

/** All of the city's folder but the typed rows of whole files, which the next run takes up again. */
function publishedFiles(): string[] {
  const names = readdirSync(join(data, 'tinyville'), { recursive: true }).map(String)
  return names.filter((name) => !name.startsWith('staged')).sort()
}

function writeCases(count: number): void {
  const [header, line] = readFileSync(join(tiny, 'files/cases_a.csv'), 'utf8').split('\n')
  const rows = Array.from({ length: count }, (_, i) => (line ?? '').replace('A1', `F-${i}`))
  writeFileSync(join(from, 'cases_b.csv'), [header, ...rows, ''].join('\n'))
}

describe.skipIf(!canMount)('an ingest on a disk that fills up', () => {
  beforeAll(() => cpSync(join(tiny, 'files'), from, { recursive: true }))

  it('keeps the old version served, says what is missing, and leaves nothing behind, wherever it runs out', async () => {
    const first = await ingest({ pack: tiny, from, data })
    const before = await served(data)
    expect(before).toMatchObject({ id: first.snapshot, alarm: null })
    const inFolder = publishedFiles()
    const base = usedBytes()
    writeCases(60_000)
    const reached = new Set<IngestStep | 'nothing'>()
    let room = 0
    for (; room < MOST_ROOM; room += 1 << 20) {
      expect(mount('-o', `remount,size=${base + room + 65_536}`)).toBe(true)
      let last: IngestStep | 'nothing' = 'nothing'
      const ended = await ingest({ pack: tiny, from, data, onStep: (step) => (last = step) }).catch((cause) => cause)
      if (!(ended instanceof Error)) break
      reached.add(last)
      expect(ended, `room ${room}: ${ended.message}`).toBeInstanceOf(IngestError)
      expect(ended.message).toMatch(/disk .* is full.*MB/)
      expect(await served(data)).toEqual(before)
      expect(publishedFiles()).toEqual(inFolder)
    }
    expect([...reached]).toEqual(expect.arrayContaining(['received', 'staged']))
    expect(room).toBeGreaterThan(4 << 20)
    expect(room).toBeLessThan(MOST_ROOM)
    expect((await served(data)).cases).toBe(60_003)
  })
})
