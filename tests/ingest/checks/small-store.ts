import { openEngine } from '../../../warehouse/engine/duckdb.ts'
import type { Engine, SqlValue } from '../../../warehouse/engine/engine.ts'
import { createTables } from '../../../warehouse/model/create.ts'

export interface SmallStore {
  engine: Engine
  insert: (table: string, columns: string, rows: SqlValue[][]) => Promise<void>
}

/** An empty store in memory with a city of two districts: area 1 above 2 and 3. */
export async function smallStore(): Promise<SmallStore> {
  const engine = await openEngine({ threads: 1 })
  await createTables(engine, ['city', 'district'])
  const insert: SmallStore['insert'] = (table, columns, rows) => {
    const marks = rows.map((row) => `(${row.map(() => '?').join(', ')})`)
    return engine.exec({ text: `insert into ${table} (${columns}) values ${marks.join(', ')}`, values: rows.flat() })
  }
  await insert('area', 'area_id, code, level, parent_id, name_zh, name_en', [
    [1, '00', 'city', null, '小城', 'Tiny'],
    [2, '01', 'district', 1, '甲区', 'Jia'],
    [3, '02', 'district', 1, '乙区', 'Yi'],
  ])
  return { engine, insert }
}

/** Cases c0, c1, … of load 1, one for each day named. */
export const casesOn = (days: string[]): SqlValue[][] => days.map((day, i) => [`c${i}`, `${day} 08:00:00`, 1, 2])
export const CASE_COLUMNS = 'case_id, opened_at, load_id, area_id'
