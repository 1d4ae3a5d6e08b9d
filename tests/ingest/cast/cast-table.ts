import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { rawColumns } from '../../../ingest/cast/columns.ts'
import { compileCast } from '../../../ingest/cast/compile.ts'
import { checkTarget, isFact } from '../../../ingest/cast/targets.ts'
import { Recipe } from '../../../ingest/recipe.ts'
import { defineReporterKey } from '../../../ingest/reporter-key.ts'
import { openEngine } from '../../../warehouse/engine/duckdb.ts'

const folder = mkdtempSync(join(tmpdir(), 'cast-'))
const nowhere = {
  first: [],
  areaByLevel: {},
  cell: null,
  lon: null,
  lat: null,
  damage: null,
  failures: [],
  decided: [],
}

export type Draft = Partial<z.input<typeof Recipe>>

/** Casts a small table by a recipe; opened_at is filled for every row of cases unless the recipe says otherwise. */
export async function cast(draft: Draft, header: string[], rows: string[][], cityZone = 'Asia/Shanghai') {
  const recipe = Recipe.parse({
    id: 'r',
    label: { zh: '表', en: 'Table' },
    publisher: 'p',
    licence: 'l',
    target: 'cases',
    ...draft,
    fields: { opened_at: { type: 'date', constant: '2026-01-01' }, ...draft.fields },
  })
  if (!isFact(recipe.target)) throw new RangeError(recipe.target)
  const { target } = recipe
  checkTarget(recipe, target)
  const file = join(folder, 'spool.csv')
  writeFileSync(
    file,
    rows.map((row, i) => `${[String(i + 2), ...row].map((v) => `"${v.replaceAll('"', '""')}"`).join(',')}\n`).join(''),
  )
  const engine = await openEngine()
  try {
    await defineReporterKey(engine, 'secret')
    await engine.load('raw', { file, columns: ['line', ...header.map((_, i) => `c${i + 1}`)] })
    const raw = rawColumns(header)
    const compiled = compileCast({
      recipe,
      target,
      file: 't.csv',
      rawTable: 'raw',
      raw,
      delimiter: ',',
      cityZone,
      locate: () => nowhere,
    })
    const table = await engine.query({ text: `select * from (${compiled.select}) order by all` })
    const reasons = Array.from<unknown>(table.columns.fault ?? []).map((f) =>
      f === null ? null : compiled.faults[Number(f) - 1],
    )
    return {
      of: (field: string) => Array.from<unknown>(table.columns[`v_${field}`] ?? []),
      keys: Array.from<unknown>(table.columns.reporter_key ?? []),
      reasons: reasons.map((fault) => fault?.reason ?? null),
      isMonth: Array.from<unknown>(table.columns.is_month ?? []),
      /** Decisions of each row. */
      decided: Array.from<unknown>(table.columns.decided ?? []).map((bits) =>
        compiled.decisions.filter((_, i) => Math.floor(Number(bits) / 2 ** i) % 2 === 1),
      ),
      blamed: reasons.map((fault) => fault?.field ?? null),
      table,
    }
  } finally {
    await engine.close()
  }
}

export const one = (fields: Draft['fields'], values: string[], more: Draft = {}, zone?: string) =>
  cast(
    { ...more, fields: fields ?? {} },
    ['x'],
    values.map((value) => [value]),
    zone,
  )
