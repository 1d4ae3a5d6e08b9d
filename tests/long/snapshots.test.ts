import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ingest } from '../../ingest/pipeline.ts'
import { runSnapshots, SNAPSHOTS_MANUAL } from '../../ingest/snapshots/command.ts'
import { diffText } from '../../ingest/snapshots/diff-text.ts'
import { diffSnapshots } from '../../warehouse/snapshot/diff.ts'
import { openReader } from '../../warehouse/snapshot/reader.ts'
import { rewriteManifest } from '../warehouse/snapshot/tiny-store.ts'
import { caseLines, tinyCity } from '../ingest/tiny-city.ts'

/** The tiny city; `publish(lines)` ingests its cases anew and gives the id. */
function town() {
  const city = tinyCity()
  let minute = 0
  return {
    ...city,
    dir: join(city.data, 'tinyville'),
    async publish(lines: string[]): Promise<string> {
      writeFileSync(join(city.from, 'cases_a.csv'), `${[caseLines().header, ...lines].join('\n')}\n`)
      minute++
      return (await ingest({ ...city, now: () => new Date(Date.UTC(2026, 10, 1, 0, minute)) })).snapshot
    },
    /** What `city snapshots tinyville …` says. */
    async snapshots(args: string[] = [], options: { keep?: string; lang?: string } = {}): Promise<string> {
      let said = ''
      const write = (text: string) => void (said += text)
      await runSnapshots(['tinyville', ...args], { data: city.data, lang: 'en', ...options, write })
      return said
    },
  }
}

const [a1 = '', a2 = '', a3 = ''] = caseLines().lines

describe('what changed between two versions', () => {
  it('is told by key in rows and values, in both languages, numbers of a version itself set aside', async () => {
    const city = town()
    const before = await city.publish([a1, a2])
    const closedLater = a1.replace('10:00:00', '11:20:00').replace('噪声', '道路')
    const after = await city.publish([closedLater, a3])
    const diffs = await diffSnapshots(city.dir, before, after)
    const cases = diffs.find((diff) => diff.table === 'cases')
    expect(cases).toMatchObject({ added: 1, removed: 1, changed: 1 })
    expect(cases?.rows.map(({ kind, key }) => [kind, key])).toEqual([
      ['changed', 'A1'],
      ['added', 'A3'],
      ['removed', 'A2'],
    ])
    expect(cases?.rows[0]?.values).toContainEqual({ column: 'category', before: 'noise', after: 'roads' })
    const en = diffText(before, after, diffs, 'en')
    expect(en).toContain('cases: 1 row added, 1 removed, 1 changed (closed_at 1, ')
    expect(en).toContain('~ cases A1: closed_at from 2026-03-01 10:00 to 2026-03-01 11:20, ')
    expect(en).toContain('- cases A2: opened_at 2026-03-01 09:00, closed_at 2026-03-01 08:00, category roads')
    expect(en).not.toContain('published_at')
    const zh = diffText(before, after, diffs, 'zh')
    expect(zh).toContain('工单（cases）：新增 1 行，删除 1 行，变化 1 行（closed_at 1、')
    expect(zh).toContain('~ cases A1：closed_at 由 2026-03-01 10:00 变为 2026-03-01 11:20，')
    expect(diffs.some((diff) => ['population', 'area', 'cell_area'].includes(diff.table))).toBe(false)
    expect(await diffSnapshots(city.dir, after, after)).toEqual([])
  })

  it('counts everything and shows no more rows of a kind than asked for, nor the key of a caller', async () => {
    const city = town()
    const before = await city.publish([a1])
    const many = Array.from({ length: 7 }, (_, i) => a1.replace('A1', `B${i}`))
    const after = await city.publish([a1.replace('13800000001', '13800000009'), ...many])
    const diffs = await diffSnapshots(city.dir, before, after, 3)
    const cases = diffs.find((diff) => diff.table === 'cases')
    expect([cases?.added, cases?.rows.length]).toEqual([7, 4])
    const text = diffText(before, after, diffs, 'en')
    expect(text).toContain('… and 4 more added')
    expect(text).toContain('reporter_key from *** to ***')
  })

  it('compares rows that have no number of their own by what they say', async () => {
    const city = town()
    const recipe = join(city.pack, 'sources/cases.yaml')
    const text = readFileSync(recipe, 'utf8')
    writeFileSync(recipe, text.replace(/key: .*\nas_of: .*\n/, '').replace(/ {2}case_id: .*\n/, ''))
    const before = await city.publish([a2, a1])
    const after = await city.publish([a3, a2, a1, a1])
    const cases = (await diffSnapshots(city.dir, before, after)).find((diff) => diff.table === 'cases')
    expect(cases).toMatchObject({ added: 2, removed: 0, changed: 0 })
  })
})

describe('city snapshots', () => {
  it('lists, diffs, pins, rolls back and prunes, and a running server follows', async () => {
    const city = town()
    const ids = [await city.publish([a1]), await city.publish([a1, a2]), await city.publish([a1, a2, a3])]
    const [first = '', second = '', third = ''] = ids
    expect(await city.snapshots()).toMatch(new RegExp(`^\\* ${third}.*\\n {2}${second}.*\\n {2}${first}`))
    expect(await city.snapshots(['diff'], { lang: 'zh' })).toContain(
      `从快照 ${second} 到 ${third}：\n工单（cases）：新增 1 行`,
    )
    expect(await city.snapshots(['diff', first.slice(0, 8), 'current'])).toContain('cases: 2 rows added')
    expect(await city.snapshots(['pin', first.slice(0, 6)])).toContain(`${first} will never be pruned`)

    const reader = await openReader({ dataDir: city.data, city: 'tinyville' })
    try {
      expect(await city.snapshots(['rollback'])).toContain(`${second} is served now`)
      await reader.refresh()
      expect([reader.current().id, reader.alarm()]).toEqual([second, null])
    } finally {
      await reader.close()
    }
    expect(await city.snapshots(['prune'], { keep: '1' })).toContain('nothing to delete')
    expect(await city.snapshots(['rollback', third])).toContain(third)
    expect(await city.snapshots(['prune'], { keep: '1' })).toContain(`Deleted: ${second}`)
    expect(await city.snapshots()).toMatch(new RegExp(`\\* ${third}.*\\n {2}${first}.* pinned\\n$`))
    await city.snapshots(['unpin', first])
    expect(await city.snapshots(['prune'], { keep: '1' })).toContain(first)
  })

  it('names what another version of the program published, and an ingest publishes it anew', async () => {
    const city = town()
    const id = await city.publish([a1])
    rewriteManifest(city.dir, id, { schema: 'another' })
    expect(await city.snapshots(['list'], { lang: 'zh' })).toContain(`* ${id}`)
    expect(await city.snapshots(['list'], { lang: 'zh' })).toContain('由另一版本的程序发布')
    const again = await ingest(city)
    expect([again.snapshot, again.outcome]).toEqual([id, 'published'])
    expect(await city.snapshots()).not.toContain('another version')
  })

  it('refuses, with a sentence, what is not there and what is damaged', async () => {
    const city = town()
    const first = await city.publish([a1])
    await city.publish([a1, a2])
    truncateSync(join(city.dir, 'snapshots', `${first}.duckdb`), 4096)
    await expect(city.snapshots(['rollback', first])).rejects.toThrow(/cannot be used: the store has 4096 bytes/)
    await expect(city.snapshots(['rollback'])).rejects.toThrow('no older whole snapshot')
    await expect(city.snapshots(['diff'])).rejects.toThrow('cannot be used')
    await expect(city.snapshots(['pin', 'beef'])).rejects.toThrow('There is no version "beef"')
    await expect(city.snapshots(['burn'])).rejects.toThrow('Actions are list, diff, pin')
    await expect(city.snapshots(['prune'], { keep: 'all' })).rejects.toThrow('whole number from 1')
    expect(SNAPSHOTS_MANUAL).toContain('rollback [ID]')
    rmSync(city.data, { recursive: true })
  })
})
