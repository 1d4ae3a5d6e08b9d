import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { z } from 'zod'
import { ingest } from '../../../ingest/pipeline.ts'
import type { Recipe } from '../../../ingest/recipe.ts'
import type { FileReport, IngestReport } from '../../../ingest/report.ts'
import { answer } from '../../../warehouse/answer/answer.ts'
import type { Answer } from '../../../warehouse/answer/types.ts'
import { openEngine } from '../../../warehouse/engine/duckdb.ts'
import type { QueryInput } from '../../../warehouse/query/spec.ts'
import { openReader } from '../../../warehouse/snapshot/reader.ts'

const TINY = join(import.meta.dirname, '../tiny')

export interface FiguresCity {
  report: IngestReport
  /** Account of the files of the recipe, in order of name. */
  files: FileReport[]
  rows: (text: string) => Promise<unknown[][]>
  ask: (question: QueryInput) => Promise<Answer>
}

type Draft = Omit<z.input<typeof Recipe>, 'id' | 'label' | 'publisher' | 'licence'>

/** Ingests files by one recipe into a city of two districts, 01 East 东区 and 02 West 西区, and opens what comes out. */
export async function withFigures<T>(
  recipe: Draft,
  files: Record<string, string>,
  use: (city: FiguresCity) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'figures-'))
  try {
    cpSync(join(TINY, 'sources/districts.yaml'), join(folder, 'sources/districts.yaml'))
    const from = join(folder, 'files')
    mkdirSync(from)
    cpSync(join(TINY, 'files/districts.geojson'), join(from, 'districts.geojson'))
    const pack = readFileSync(join(TINY, 'city.yaml'), 'utf8').replace(/\nlabels:[^]*$/, '\n')
    const names = Object.keys(files).sort()
    const sources = [
      { recipe: 'districts', files: ['districts.geojson'] },
      { recipe: 'figures', files: names },
    ]
    writeFileSync(join(folder, 'city.yaml'), `${pack}sources: ${JSON.stringify(sources)}\n`)
    const label = { zh: '表', en: 'Figures' }
    const whole = { id: 'figures', label, publisher: 'P', licence: 'L', bad: { most: 1 }, ...recipe }
    writeFileSync(join(folder, 'sources/figures.yaml'), JSON.stringify(whole))
    for (const name of names) writeFileSync(join(from, name), files[name] ?? '')
    const data = join(folder, 'data')
    const report = await ingest({ pack: folder, from, data })
    const reader = await openReader({ dataDir: data, city: 'tinyville' })
    try {
      return await use({
        report,
        files: report.files.filter(({ source }) => source === 'figures').sort((a, b) => (a.file < b.file ? -1 : 1)),
        rows: (text) => read(join(data, 'tinyville/snapshots', `${report.snapshot}.duckdb`), text),
        ask: (question) => reader.use(undefined, (snapshot) => answer(question, snapshot)),
      })
    } finally {
      await reader.close()
    }
  } finally {
    rmSync(folder, { recursive: true })
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

/** records = filtered + loaded + duplicate + quarantined, as they should be. */
export const accounts = (files: FileReport[]) =>
  files.map(({ records, filtered, loaded, duplicate, quarantined }) => [
    records,
    filtered,
    loaded,
    duplicate,
    quarantined,
  ])
