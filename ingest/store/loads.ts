import type { Engine } from '../../warehouse/engine/engine.ts'
import { TABLES } from '../../warehouse/model/tables.ts'
import { insertRows } from '../../warehouse/model/insert-rows.ts'
import type { Stage } from '../stage.ts'

interface Period {
  data_from: string
  data_to: string
}

/** Of each load, the first and last day of its cases, or the first and last year of its figures. */
async function periods(engine: Engine): Promise<Map<number, Period>> {
  const years = ['population', 'housing', 'measure'].map(
    (table) =>
      `select load_id, cast(min(year) as varchar) as a, cast(max(year) as varchar) as b from ${table} group by 1`,
  )
  const days = `select load_id, cast(cast(min(opened_at) as date) as varchar) as a,
    cast(cast(max(opened_at) as date) as varchar) as b from cases where opened_at is not null group by 1`
  const { columns, rows } = await engine.query({ text: [days, ...years].join(' union all ') })
  return new Map(
    Array.from({ length: rows }, (_, i) => [
      Number(columns.load_id?.[i]),
      { data_from: String(columns.a?.[i]), data_to: String(columns.b?.[i]) },
    ]),
  )
}

/** Writes `load`: one row a file, in order of load id. The tables it filled are full already. */
export async function writeLoads(engine: Engine, stage: Stage): Promise<void> {
  const sources = new Map(stage.sources.map((source) => [source.recipe.id, source]))
  const columns = TABLES.find((table) => table.name === 'load')?.columns.map((column) => column.name) ?? []
  const covered = await periods(engine)
  const rows = stage.files.map((file, i) => {
    const source = sources.get(file.source)
    const { licence = null, publisher = null, label } = source?.recipe ?? {}
    const { reasons, decided, ...plain } = file
    return {
      load_id: i + 1,
      recipe_sha256: source?.recipeSha256 ?? '',
      ...plain,
      reasons: JSON.stringify(reasons),
      decided: JSON.stringify(decided),
      ...covered.get(i + 1),
      label_zh: label?.zh ?? null,
      label_en: label?.en ?? null,
      licence,
      publisher,
    }
  })
  await insertRows(engine, 'load', columns, rows)
}
