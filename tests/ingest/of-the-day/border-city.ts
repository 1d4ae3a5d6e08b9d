import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ingest } from '../../../ingest/pipeline.ts'
import type { IngestReport } from '../../../ingest/report.ts'
import { readAreas, type FeatureCollection } from '../../../warehouse/answer/areas.ts'
import { answer } from '../../../warehouse/answer/answer.ts'
import type { Answer } from '../../../warehouse/answer/types.ts'
import { openEngine } from '../../../warehouse/engine/duckdb.ts'
import type { QueryInput } from '../../../warehouse/query/spec.ts'
import { openReader } from '../../../warehouse/snapshot/reader.ts'

export const label = { zh: '甲', en: 'A' }
const PACK = {
  id: 'bordertown',
  name: { zh: '界城', en: 'Bordertown' },
  time_zone: 'Asia/Shanghai',
  currency: label,
  levels: [
    { id: 'city', label: { zh: '市', en: 'City' } },
    { id: 'district', label: { zh: '区', en: 'District' }, parent: 'city' },
  ],
  default_level: 'district',
  default_indicator: 'case_rate',
  cells: { finest: 8, map: 7 },
  calendar: { holidays: [], workdays: [] },
}

export const box = (west: number, east: number) => [
  [
    [west, 29],
    [east, 29],
    [east, 29.1],
    [west, 29.1],
    [west, 29],
  ],
]
type District = [code: string, zh: string, en: string, west: number, east: number]
export const shapes = (districts: District[]) =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: districts.map(([code, zh, en, west, east]) => ({
      type: 'Feature',
      properties: { code, zh, en, km2: Math.round((east - west) * 100) },
      geometry: { type: 'Polygon', coordinates: box(west, east) },
    })),
  })

export const recipe = (id: string, target: string, parts: object) => ({
  id,
  label,
  publisher: 'P',
  licence: 'L',
  target,
  bad: { most: 1 },
  ...parts,
})
export const areaFields = { code: { from: 'code' }, name_zh: { from: 'zh' }, name_en: { from: 'en' } }
export const districts = (id: string, parts: object) =>
  recipe(id, 'area', {
    format: 'geojson',
    level: 'district',
    fields: { ...areaFields, land_km2: { from: 'km2' } },
    ...parts,
  })

interface Draft {
  pack?: object
  /** Each recipe takes the file of its own id. */
  sources: { recipe: { id: string }; content: string }[]
}

export interface BorderCity {
  report: IngestReport
  rows: (text: string) => Promise<unknown[][]>
  ask: (question: QueryInput) => Promise<Answer>
  shapes: (level: string, on?: string) => Promise<FeatureCollection>
  close: () => Promise<void>
}

/** Ingests a city of these recipes and files and opens what comes out; `close` takes it away. */
export async function openCity({ pack, sources }: Draft): Promise<BorderCity> {
  const folder = mkdtempSync(join(tmpdir(), 'border-city-'))
  mkdirSync(join(folder, 'sources'))
  mkdirSync(join(folder, 'files'))
  const listed = sources.map(({ recipe: { id } }) => ({ recipe: id, files: [id] }))
  writeFileSync(join(folder, 'city.yaml'), JSON.stringify({ ...PACK, ...pack, sources: listed }))
  for (const { recipe: own, content } of sources) {
    writeFileSync(join(folder, 'sources', `${own.id}.yaml`), JSON.stringify(own))
    writeFileSync(join(folder, 'files', own.id), content)
  }
  const data = join(folder, 'data')
  const report = await ingest({ pack: folder, from: join(folder, 'files'), data, accept: true })
  const reader = await openReader({ dataDir: data, city: 'bordertown' })
  return {
    report,
    rows: (text) => read(join(data, 'bordertown/snapshots', `${report.snapshot}.duckdb`), text),
    ask: (question) => reader.use(undefined, (snapshot) => answer(question, snapshot)),
    shapes: (level, on) => reader.use(undefined, (snapshot) => readAreas(snapshot, level, on)),
    async close() {
      await reader.close()
      rmSync(folder, { recursive: true })
    },
  }
}

async function read(path: string, text: string): Promise<unknown[][]> {
  const engine = await openEngine()
  try {
    await engine.attach(path, 'store')
    const table = await engine.query({ text: text.replaceAll('@', 'store.main.') })
    return Array.from({ length: table.rows }, (_, i) => Object.values(table.columns).map((column) => column[i]))
  } finally {
    await engine.close()
  }
}
