import { expect, it } from 'vitest'
import { Recipe } from '../../../ingest/recipe.ts'
import { fillCases } from '../../../ingest/store/cases.ts'
import type { ReadySource } from '../../../ingest/store/facts.ts'
import { writeDict } from '../../../ingest/store/dict.ts'
import { openEngine } from '../../../warehouse/engine/duckdb.ts'
import { createTables } from '../../../warehouse/model/create.ts'

const DAYS = 40
const CASES = 1000

/** A source whose rows stand in table `name`. */
function source(name: string, fields: Record<string, object>): ReadySource {
  const recipe = Recipe.parse({
    id: name,
    label: { zh: '表', en: 'T' },
    publisher: 'p',
    licence: 'l',
    target: 'cases',
    fields: { case_id: {}, opened_at: { type: 'time' }, ...fields },
  })
  const rows = () => `select * from ${name}`
  return { recipe, target: 'cases', settled: { kept: rows, unplaced: rows, counts: new Map() }, totals: null }
}

async function filled(atOnce: number) {
  const engine = await openEngine()
  try {
    await createTables(engine, [])
    const unknown = ['reporter_key', 'lon', 'lat', 'cell', 'area_id', 'urban_class']
    for (const [load, coded] of [
      [1, `['x', 'y', null][line % 3 + 1] as v_category, ['g', 'h', 'g', 'g'][line % 4 + 1] as v_category_group`],
      [2, `['phone', 'web'][line % 2 + 1] as v_channel`],
    ] as const) {
      await engine.exec({
        text: `create table s${load} as select ${load} as load_id, line, 'c' || line % 7 as v_case_id,
            timestamp '2026-01-01' + to_hours(cast(line * 7919 % ${DAYS * 24} as integer)) as v_opened_at, ${coded},
            false as is_month, ${unknown.map((name) => `cast(null as varchar) as ${name}`).join(', ')}
          from range(${CASES}) as t(line)`,
      })
    }
    const sources = [source('s1', { category: {}, category_group: {} }), source('s2', { channel: {} })]
    await writeDict(engine, sources, '', new Map())
    await fillCases(engine, sources, '', [], atOnce)
    const cases = await engine.query({ text: 'select * from cases' })
    const dict = await engine.query({ text: `select field, code, value, parent from dict order by field, code` })
    return { cases, dict }
  } finally {
    await engine.close()
  }
}

it('stores the same cases in the same order of time, however many are sorted at once', async () => {
  const { cases } = await filled(10 * CASES)
  expect(cases.rows).toBe(2 * CASES)
  const opened = Array.from(cases.columns.opened_at ?? [], String)
  expect(opened).toEqual(opened.toSorted())
  for (const atOnce of [1, 150, CASES]) expect((await filled(atOnce)).cases).toEqual(cases)
})

it('codes what any source says, and puts a category under the group it most often stands with', async () => {
  const { dict } = await filled(CASES)
  const rows = Array.from({ length: dict.rows }, (_, i) => Object.values(dict.columns).map((column) => column[i]))
  expect(rows).toEqual([
    ['category', 1, 'x', 1],
    ['category', 2, 'y', 1],
    ['category_group', 1, 'g', null],
    ['category_group', 2, 'h', null],
    ['channel', 1, 'phone', null],
    ['channel', 2, 'web', null],
  ])
})
