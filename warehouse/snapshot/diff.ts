import { openEngine } from '../engine/duckdb.ts'
import type { Engine, Table } from '../engine/engine.ts'
import { type Comparable, comparables, content } from './comparable.ts'
import { storePath } from './layout.ts'
import { readManifest } from './manifest.ts'
import { DamagedError, SnapshotError } from './types.ts'
import { storeFault } from './verify.ts'

export interface RowDiff {
  kind: 'added' | 'removed' | 'changed'
  /** As `Comparable.select` gives it. */
  key: string
  /** changed: the values that differ; else all that are not null. */
  values: { column: string; before: string | null; after: string | null }[]
}

export interface TableDiff {
  table: string
  added: number
  removed: number
  changed: number
  /** In how many changed rows each column differs, most first; columns that differ nowhere are left out. */
  columns: { column: string; rows: number }[]
  /** The first rows of each kind in order of key, at most `most` of each. */
  rows: RowDiff[]
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
const number = (table: Table, column: string, at = 0) => Number(table.columns[column]?.[at] ?? 0)

/** Refuses a version that is not there or not as it was published. Errors: SnapshotError. */
export async function demandWhole(dir: string, id: string): Promise<void> {
  const manifest = readManifest(dir, id)
  if (!manifest) throw new SnapshotError({ zh: `没有快照“${id}”。`, en: `There is no snapshot "${id}".` })
  const fault = await storeFault(storePath(dir, id), manifest)
  if (fault !== null) throw new DamagedError(id, fault)
}

/**
 * What changed from version `before` to version `after` of the city in `dir`, table by table, by the keys of
 * model/tables.ts; tables without a change are left out. Rows of one key are compared in order of their contents.
 * Errors: SnapshotError for a version that is missing or damaged.
 */
export async function diffSnapshots(dir: string, before: string, after: string, most = 20): Promise<TableDiff[]> {
  for (const id of new Set([before, after])) await demandWhole(dir, id)
  if (before === after) return []
  const engine = await openEngine()
  try {
    await engine.attach(storePath(dir, before), 'before')
    await engine.attach(storePath(dir, after), 'after')
    const diffs: TableDiff[] = []
    for (const table of await comparables(engine, ['before', 'after'])) {
      const diff = await diffTable(engine, table, most)
      if (diff.added + diff.removed + diff.changed > 0) diffs.push(diff)
    }
    return diffs
  } finally {
    await engine.close()
  }
}

async function diffTable(engine: Engine, table: Comparable, most: number): Promise<TableDiff> {
  const sides = ['before', 'after'] as const
  for (const side of sides) {
    await engine.exec({
      text: `create or replace table ${side}_keys as
        select row_key, ${content('r')} as row_hash, row_number() over (partition by row_key order by row_hash) as row_n
        from (${table.select(side)}) as r`,
    })
  }
  await engine.exec({
    text: `create or replace table differing as
      select coalesce(b.row_key, a.row_key) as row_key, coalesce(b.row_n, a.row_n) as row_n,
        b.row_hash as before_hash, a.row_hash as after_hash,
        case when b.row_key is null then 'added' when a.row_key is null then 'removed' else 'changed' end as kind
      from before_keys as b full join after_keys as a on a.row_key = b.row_key and a.row_n = b.row_n
      where a.row_hash is distinct from b.row_hash`,
  })
  for (const side of sides) {
    await engine.exec({
      text: `create or replace table ${side}_rows as select distinct on (row_key, row_hash) r.*
        from (select *, ${content('v')} as row_hash from (${table.select(side)}) as v) as r
        semi join differing as d on d.row_key = r.row_key and d.${side}_hash = r.row_hash`,
    })
  }
  const counted = await engine.query({
    text: `select ${['added', 'removed', 'changed'].map((kind) => `count(*) filter (where kind = '${kind}') as ${kind}`).join(', ')} from differing`,
  })
  const diff = { table: table.name, added: number(counted, 'added'), removed: number(counted, 'removed') }
  const changed = number(counted, 'changed')
  if (diff.added + diff.removed + changed === 0) return { ...diff, changed, columns: [], rows: [] }
  const columns = changed === 0 ? [] : await differingColumns(engine, table)
  return { ...diff, changed, columns, rows: await sample(engine, table, most) }
}

const JOINED = `differing as d
  left join before_rows as b on b.row_key = d.row_key and b.row_hash = d.before_hash
  left join after_rows as a on a.row_key = d.row_key and a.row_hash = d.after_hash`

async function differingColumns(engine: Engine, table: Comparable): Promise<TableDiff['columns']> {
  const counts = table.values.map(
    (column, i) => `count(*) filter (where a.${quoted(column)} is distinct from b.${quoted(column)}) as c${i}`,
  )
  const found = await engine.query({ text: `select ${counts.join(', ')} from ${JOINED} where kind = 'changed'` })
  return table.values
    .map((column, i) => ({ column, rows: number(found, `c${i}`) }))
    .filter(({ rows }) => rows > 0)
    .sort((one, other) => other.rows - one.rows)
}

async function sample(engine: Engine, table: Comparable, most: number): Promise<RowDiff[]> {
  const sides = table.values.flatMap((column, i) => [
    `cast(b.${quoted(column)} as varchar) as b${i}`,
    `cast(a.${quoted(column)} as varchar) as a${i}`,
  ])
  const found = await engine.query({
    text: `select kind, d.row_key as row_key, ${sides.join(', ')} from ${JOINED}
      qualify row_number() over (partition by kind order by d.row_key, row_n) <= ${Math.trunc(most)}
      order by array_position(['changed', 'added', 'removed'], kind), d.row_key, row_n`,
  })
  const text = (name: string, row: number) => (found.columns[name]?.[row] ?? null) as string | null
  return Array.from({ length: found.rows }, (_, row): RowDiff => {
    const kind = text('kind', row) as RowDiff['kind']
    const values = table.values
      .map((column, i) => ({ column, before: text(`b${i}`, row), after: text(`a${i}`, row) }))
      .filter(({ before, after }) => before !== after)
    return { kind, key: text('row_key', row) ?? '', values }
  })
}
