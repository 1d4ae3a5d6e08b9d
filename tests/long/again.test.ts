import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ingest } from '../../ingest/pipeline.ts'
import { openEngine } from '../../warehouse/engine/duckdb.ts'
import { TABLES } from '../../warehouse/model/tables.ts'
import { storePath } from '../../warehouse/snapshot/layout.ts'
import { readCurrent } from '../../warehouse/snapshot/manifest.ts'
import { measureAgain } from '../bench/again.ts'

/** Many enough for what each ingest costs alike (areas, what is derived) to weigh little. */
const CASES = 1_000_000

/** A number a table that changes with any value and with the order of rows; facts of the publishing set aside. */
async function prints(dir: string): Promise<Record<string, unknown>> {
  const engine = await openEngine()
  try {
    await engine.attach(storePath(dir, readCurrent(dir) ?? ''), 'store')
    const found: Record<string, unknown> = {}
    for (const { name } of TABLES) {
      const rows = name === 'snapshot_meta' ? `(from store.${name} where key <> 'published_at')` : `store.${name}`
      const table = await engine.query({
        text: `select count(*) as n, cast(sum(hash(t, place)::hugeint) as varchar) as print
          from (select *, row_number() over () as place from ${rows}) as t`,
      })
      found[name] = [table.columns.n?.[0], table.columns.print?.[0]]
    }
    return found
  } finally {
    await engine.close()
  }
}

describe('an ingest in which only the file of today is new', () => {
  it('costs little more than storing and deriving, one without anything new a tenth of a full one, and gives the same tables', async () => {
    const { full, today, nothing } = await measureAgain(CASES, async (files, data) => {
      const fresh = join(data, '../fresh')
      mkdirSync(join(fresh, 'lancheng'), { recursive: true })
      cpSync(join(data, 'lancheng/secret'), join(fresh, 'lancheng/secret'))
      await ingest({ pack: 'lancheng', from: files, data: fresh })
      expect(await prints(join(data, 'lancheng'))).toEqual(await prints(join(fresh, 'lancheng')))
    })
    process.stdout.write(
      `CPU of a full ingest: today's file ${(today.cpu / full.cpu).toFixed(2)}, nothing ${(nothing.cpu / full.cpu).toFixed(2)}\n`,
    )
    // Sorting, storing and deriving all cases is what is left, two years of alerts among it; reading and typing was the rest.
    expect(today.cpu / full.cpu).toBeLessThan(0.75)
    expect(nothing.cpu / full.cpu).toBeLessThan(0.1)
  })
})
