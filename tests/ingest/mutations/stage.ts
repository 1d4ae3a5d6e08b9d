import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLocator } from '../../../ingest/locate/locator.ts'
import { silent } from '../../../ingest/progress.ts'
import { receive } from '../../../ingest/receive.ts'
import { Pack, Recipe } from '../../../ingest/recipe.ts'
import { type FileOutcome, stageFile } from '../../../ingest/stage-file.ts'
import { readYaml } from '../../../ingest/yaml-file.ts'
import { openEngine } from '../../../warehouse/engine/duckdb.ts'
import type { Engine } from '../../../warehouse/engine/engine.ts'
import { TABLES } from '../../../warehouse/model/tables.ts'
import { TINY } from '../tiny-city.ts'

export const RECIPE = {
  id: 'cases',
  label: { zh: '工单', en: 'Cases' },
  publisher: 'Tinyville',
  licence: 'CC0',
  target: 'cases',
  nulls: [],
  fields: {
    case_id: { from: 'id', required: true },
    opened_at: { from: 'opened', type: 'time', required: true },
    category: { from: 'kind' },
    department: { from: 'note' },
    hand_offs: { from: 'hops', type: 'integer', min: 0, max: 20 },
  },
}

export interface Staging {
  /** Stages a file by itself; whatever fails leaves nothing behind. */
  stage(name: string, bytes: Buffer): Promise<{ outcome: FileOutcome; rows: Row[]; raws: string[] }>
  close(): Promise<void>
}

export interface Row {
  line: number
  isSound: boolean
  /** By field. */
  text: Record<string, string | null>
}

const TEXTS = { case_id: 'id', category: 'kind', department: 'note' }
/** Field of the recipe → column of the file, of those stored as they stand. */
export const STORED = Object.entries(TEXTS)

async function rowsOf(engine: Engine): Promise<Row[]> {
  const fields = STORED.map(([field]) => `v_${field}::varchar as ${field}`).join(', ')
  const found = await engine.query({
    text: `select line::double as line, fault is null as sound, ${fields} from cast_1`,
  })
  return Array.from({ length: found.rows }, (_, i) => ({
    line: Number(found.columns.line?.[i]),
    isSound: found.columns.sound?.[i] === true,
    text: Object.fromEntries(STORED.map(([field]) => [field, (found.columns[field]?.[i] ?? null) as string | null])),
  }))
}

/** The step of the pipeline that turns one file into typed rows, with a real engine and the tiny city's pack. */
export async function openStaging(): Promise<Staging> {
  const dir = mkdtempSync(join(tmpdir(), 'mutations-'))
  const engine = await openEngine()
  const recipe = Recipe.parse(RECIPE)
  const pack = readYaml(join(TINY, 'city.yaml'), Pack)
  const locator = createLocator({ pack, recipe, areas: [], finest: pack.cells.finest, bridges: new Map() })
  for (const fn of locator.functions) engine.register(fn)
  const columns = TABLES.find((table) => table.name === 'quarantine')?.columns ?? []
  const quarantine = columns.map(({ name, type }) => `${name} ${type}`).join(', ')
  const common = {
    engine,
    dir,
    recipe,
    target: 'cases',
    cityZone: 'Asia/Shanghai',
    locator,
    areas: [],
    progress: silent,
  } as const
  return {
    async stage(name, bytes) {
      const path = join(dir, name)
      writeFileSync(path, bytes)
      await engine.exec({ text: `create or replace table quarantine (${quarantine})` })
      try {
        const outcome = await stageFile({ ...common, file: receive(path), loadId: 1, rows: join(dir, 'rows.parquet') })
        const raws = await engine.query({ text: 'select raw from quarantine' })
        return { outcome, rows: await rowsOf(engine), raws: Array.from(raws.columns.raw ?? [], String) }
      } finally {
        await engine.exec({ text: 'drop table if exists bad_1' })
        await engine.exec({ text: 'drop view if exists cast_1' })
        rmSync(path)
      }
    },
    async close() {
      await engine.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
