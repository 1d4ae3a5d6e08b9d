import { expect, it } from 'vitest'
import { openEngine } from '../../../warehouse/engine/duckdb.ts'
import { createTables } from '../../../warehouse/model/create.ts'
import { TABLES } from '../../../warehouse/model/tables.ts'

it('makes every table with its columns, and an area column a level in cases', async () => {
  const engine = await openEngine()
  await createTables(engine, ['city', 'district'])
  for (const table of TABLES) {
    const { columns } = await engine.query({ text: `select * from ${engine.dialect.ident(table.name)}` })
    const further = table.name === 'cases' ? ['area_city', 'area_district'] : []
    expect(Object.keys(columns)).toEqual([...table.columns.map((column) => column.name), ...further])
  }
  await engine.close()
})

it('shows the steps a case has reached as events, in the order of the loop', async () => {
  const engine = await openEngine()
  await createTables(engine, [])
  await engine.exec({
    text: `insert into cases (case_id, opened_at, dispatched_at, rated_at, load_id)
      values ('a', '2026-01-01 08:00:00', '2026-01-01 09:00:00', '2026-01-09 10:00:00', 1)`,
  })
  const { columns } = await engine.query({ text: 'select step, happened_at from case_event order by case_id, step_no' })
  expect(columns).toEqual({
    step: ['collected', 'dispatched', 'rated'],
    happened_at: ['2026-01-01 08:00:00', '2026-01-01 09:00:00', '2026-01-09 10:00:00'],
  })
  await engine.close()
})
