import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { ingest } from '../../ingest/pipeline.ts'
import { openEngine } from '../../warehouse/engine/duckdb.ts'
import { storePath } from '../../warehouse/snapshot/layout.ts'
import { readCurrent } from '../../warehouse/snapshot/manifest.ts'
import { countTail } from '../../warehouse/stats/count-tails.ts'

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'plain-'))
const CASES = 500_000

afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function first(data: string, text: string): Promise<Record<string, number>> {
  const dir = join(data, 'lancheng')
  const engine = await openEngine()
  try {
    await engine.attach(storePath(dir, readCurrent(dir) ?? ''), 'store')
    const { columns } = await engine.query({ text })
    return Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, Number(values[0])]))
  } finally {
    await engine.close()
  }
}

describe('a city in which nothing was planted', () => {
  it.each([20211101, 1])('of seed %i has next to no hot spots, and as many alerts as it prints', async (seed) => {
    const [files, data] = [join(folder, `files-${seed}`), join(folder, `data-${seed}`)]
    const size = ['--plain', '--seed', String(seed), '--cases', String(CASES)]
    await run(process.execPath, ['--import', 'tsx', 'fixtures/lancheng/cli.ts', '--out', files, ...size], { cwd: root })
    await ingest({ pack: 'lancheng', from: files, data })
    const spots = await first(data, 'select sum(tested) as tested, sum(hot + cold) as found from store.hot_spot_run')
    const weeks = await first(
      data,
      'select count(*) as n, sum(alerts) as found, sum(false_alarms) as printed from store.alert_run',
    )
    process.stdout.write(
      `seed ${seed}: ${spots.found} of ${spots.tested} cells and areas hot or cold; ${weeks.found} alerts in ${weeks.n} weeks, ${weeks.printed?.toFixed(1)} printed\n`,
    )
    expect(spots.tested).toBeGreaterThan(10_000)
    expect((spots.found ?? Number.NaN) / (spots.tested ?? 0)).toBeLessThan(0.01)
    expect(weeks.n).toBe(104)
    expect(weeks.printed).toBeGreaterThan(0)
    // Neither so many nor so few that one such city in a thousand would have them.
    expect(countTail(weeks.found ?? Number.NaN, weeks.printed ?? 0)).toBeGreaterThan(0.001)
    expect(countTail((weeks.found ?? -1) + 1, weeks.printed ?? 0)).toBeLessThan(0.999)
  })
})
