import type { City } from '../catalog/city.ts'
import type { AreaEntry, BreakEntry, DictEntry, SnapshotCatalog } from '../catalog/snapshot-catalog.ts'
import type { Indicator } from '../catalog/types.ts'
import type { Engine, Table } from '../engine/engine.ts'
import { SnapshotError } from './types.ts'

/** The rows of a small result as records. The caller names the record type that its columns spell. */
function records<T>(table: Table): T[] {
  const names = Object.keys(table.columns)
  return Array.from(
    { length: table.rows },
    (_, i) => Object.fromEntries(names.map((name) => [name, table.columns[name]?.[i] ?? null])) as T,
  )
}

async function years(engine: Engine, from: string, where: string): Promise<number[]> {
  const found = await engine.query({ text: `select distinct year from ${from} where ${where} order by year` })
  return records<{ year: number }>(found).map((row) => row.year)
}

/** Reads what the store `store` of `engine` can be asked. Errors: SnapshotError when the store lacks a basic fact. */
export async function readCatalog(engine: Engine, store: string): Promise<SnapshotCatalog> {
  const table = (name: string) => engine.dialect.table(store, name)
  const rows = async <T>(text: string) => records<T>(await engine.query({ text }))
  const facts = await rows<{ key: string; value: string }>(`select key, value from ${table('snapshot_meta')}`)
  const meta = new Map(facts.map((fact) => [fact.key, fact.value]))
  const fact = (key: string): string => {
    const value = meta.get(key)
    if (value !== undefined) return value
    throw new SnapshotError({
      zh: `快照缺少“${key}”信息，请重新导入该城市。`,
      en: `The snapshot does not say its "${key}". Ingest the city again.`,
    })
  }
  const city = JSON.parse(fact('city')) as City
  const areas = await rows<AreaEntry>(
    `select area_id, code, level, parent_id, name_zh, name_en, urban_class, valid_from, valid_to
      from ${table('area')} order by area_id`,
  )
  const breaks = await rows<Omit<BreakEntry, 'breaks'> & { breaks: string }>(
    `select indicator, dimension, per_day, breaks from ${table('breaks')} order by indicator, dimension`,
  )
  const measures = await rows<{ measure: string }>(`select distinct measure from ${table('measure')} order by measure`)
  const cells = await rows<{ n: number }>(
    `select count(*) as n from (select 1 from ${table('cases')} where cell is not null limit 1)`,
  )
  const months = await rows<{ n: number }>(
    `select count(*) as n from (select 1 from ${table('cases')} where flags & 4 <> 0 limit 1)`,
  )
  const delivered = new Set(areas.map((area) => area.level))
  return {
    city,
    indicators: JSON.parse(fact('indicators')) as Indicator[],
    dict: await rows<DictEntry>(`select * from ${table('dict')} order by field, code`),
    areas,
    dataFrom: fact('data_from'),
    dataTo: fact('data_to'),
    asOf: fact('as_of'),
    publishedAt: fact('published_at'),
    populationYears: {
      resident: await years(engine, table('population'), `basis = 'resident'`),
      registered: await years(engine, table('population'), `basis = 'registered'`),
    },
    housingYears: await years(engine, table('housing'), 'true'),
    measures: measures.map((row) => row.measure),
    breaks: breaks.map((row) => ({ ...row, breaks: JSON.parse(row.breaks) as number[] })),
    hasCells: (cells[0]?.n ?? 0) > 0,
    hasMonthCases: (months[0]?.n ?? 0) > 0,
    emptyLevels: city.levels.map((level) => level.id).filter((id) => !delivered.has(id)),
  }
}
