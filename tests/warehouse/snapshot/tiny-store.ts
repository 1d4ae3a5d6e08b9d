import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { City } from '../../../warehouse/catalog/city.ts'
import { openEngine } from '../../../warehouse/engine/duckdb.ts'
import { createTables } from '../../../warehouse/model/create.ts'
import { manifestPath } from '../../../warehouse/snapshot/layout.ts'
import { manifestText, readManifest } from '../../../warehouse/snapshot/manifest.ts'
import type { SnapshotDraft } from '../../../warehouse/snapshot/types.ts'

export const TINY: City = {
  id: 'tiny',
  name: { zh: '小城', en: 'Tiny' },
  time_zone: 'Asia/Shanghai',
  levels: [
    { id: 'city', label: { zh: '市', en: 'City' } },
    { id: 'district', label: { zh: '区县', en: 'District' }, parent: 'city' },
    { id: 'street', label: { zh: '街道', en: 'Street' }, parent: 'district' },
  ],
  profile: 'open',
  cells: { finest: 9, map: 8 },
  default_level: 'district',
  default_indicator: 'case_rate',
  currency: { zh: '元', en: 'yuan' },
  holidays: ['2026-01-01'],
  workdays: [],
}

export const snapshotId = (n: number): string => n.toString(16).padStart(16, '0')

/** A data folder of its own, and the folder of the tiny city inside. */
export function tinyFolder(): { dataDir: string; dir: string } {
  const dataDir = mkdtempSync(join(tmpdir(), 'snapshot-'))
  const dir = join(dataDir, TINY.id)
  mkdirSync(join(dir, 'work'), { recursive: true })
  return { dataDir, dir }
}

interface Facts {
  schema?: string | undefined
  checksum?: undefined
  tables?: Record<string, number>
}

/** Writes a manifest anew with other facts, as another program would; `checksum: undefined`: as before it had one. */
export function rewriteManifest(dir: string, id: string, facts: Facts) {
  const info = readManifest(dir, id)
  if (!info) throw new Error(`no manifest ${id}`)
  const { checksum: _, ...rest } = JSON.parse(manifestText({ ...info, ...facts }))
  const text = 'checksum' in facts ? JSON.stringify(rest) : manifestText({ ...info, ...facts })
  writeFileSync(manifestPath(dir, id), text)
}

/** Builds a closed store that says `n` in two tables: a reader that sees two numbers saw a mixed version. */
export async function buildStore(
  dir: string,
  n: number,
  cases = 5000,
): Promise<{ file: string; draft: SnapshotDraft }> {
  const file = join(dir, 'work', `${n}.duckdb`)
  rmSync(file, { force: true })
  const engine = await openEngine({ path: file, threads: 1 })
  await createTables(engine, ['city', 'district', 'street'])
  const published_at = new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString()
  const facts = {
    city: JSON.stringify(TINY),
    indicators: '[]',
    data_from: '2025-01-01',
    data_to: '2025-12-31',
    as_of: '2025-12-31 23:59:59',
    published_at,
    n: String(n),
  }
  for (const [key, value] of Object.entries(facts)) {
    await engine.exec({ text: 'insert into snapshot_meta values (?, ?)', values: [key, value] })
  }
  await engine.exec({
    text: `insert into area (area_id, code, level, name_zh, name_en) values (1, '99', 'city', '城', 'City')`,
  })
  await engine.exec({
    text: `insert into population (area_id, year, sex, basis, n, load_id) values (1, ?, 'all', 'resident', 5, 1)`,
    values: [n],
  })
  await engine.exec({ text: `insert into breaks values ('case_rate', 'area:street', true, '[1,2,3,4,5,6]')` })
  await engine.exec({
    text: `insert into cases (case_id, opened_at, load_id) select i::text, timestamp '2025-01-01', 1 from range(${cases}) t(i)`,
  })
  await engine.exec({ text: 'checkpoint' })
  await engine.close()
  return { file, draft: { id: snapshotId(n), city: TINY.id, published_at, inputs: [] } }
}
