import type { Engine } from '../engine/engine.ts'
import { VIEWS } from './views.ts'
import type { TableSpec } from './table.ts'
import { TABLES } from './tables.ts'

/** Column of `cases` that holds the area of a level. */
export const areaColumn = (level: string): string => `area_${level}`

function definition(engine: Engine, table: TableSpec, levelIds: string[]): string {
  const columns = table.columns.map((c) => `${engine.dialect.ident(c.name)} ${c.type}${c.notNull ? ' not null' : ''}`)
  if (table.name === 'cases') columns.push(...levelIds.map((id) => `${engine.dialect.ident(areaColumn(id))} INTEGER`))
  return `create table ${engine.dialect.ident(table.name)} (${columns.join(', ')})`
}

/** Makes every core table, empty, and the views over them. `cases` gets one INTEGER column `area_<level>` a level. */
export async function createTables(engine: Engine, levelIds: string[]): Promise<void> {
  for (const table of TABLES) await engine.exec({ text: definition(engine, table, levelIds) })
  for (const view of VIEWS)
    await engine.exec({ text: `create view ${engine.dialect.ident(view.name)} as ${view.text}` })
}
