import type { Engine } from '../engine/engine.ts'
import type { TableSpec } from '../model/table.ts'
import { TABLES } from '../model/tables.ts'

/** A table as rows that can be compared between versions: numbers a version gives out itself become codes and names. */
export interface Comparable {
  name: string
  /** Columns beside `row_key`, in order. */
  values: string[]
  /** SELECT of `row_key` (VARCHAR; begins with `WHOLE_ROW` where only the whole row tells it from others) and the values. */
  select(store: string): string
}

export const WHOLE_ROW = '#row '
const DERIVED = new Set(['area_up', 'cell_area'])
/** Own numbers of a version, and what differs between any two. */
const PASSED_OVER: Record<string, string[]> = { area: ['area_id'], dict: ['code'], load: ['load_id', 'bytes'] }
const CODED = ['category', 'category_group', 'channel', 'department']

/** A text that tells the contents of a row from any others: `hash()` of the engine gives texts of one pattern the same number. */
export const content = (row: string): string => `md5(to_json(${row}))`

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`

interface Meaning {
  sql: string
  join: string
}

/** What a column says without the numbers that a version gives out itself; `at` numbers the table it is looked up in. */
function meaning(table: string, column: string, store: string, at: number): Meaning {
  const own = `t.${quoted(column)}`
  const of = `x${at}`
  const member = (field: string): Meaning => ({
    sql: `${of}.value`,
    join: `left join ${store}.dict as ${of} on ${of}.field = '${field}' and ${of}.code = ${own}`,
  })
  if (column === 'load_id')
    return { sql: `${of}.file`, join: `left join ${store}.load as ${of} on ${of}.load_id = ${own}` }
  if (table === 'cases' && CODED.includes(column)) return member(column)
  if (table === 'dict' && column === 'parent') return member('category_group')
  if (column === 'parent_id' || column.startsWith('area_'))
    return {
      sql: `${of}.level || ' ' || ${of}.code`,
      join: `left join ${store}.area as ${of} on ${of}.area_id = ${own}`,
    }
  return { sql: own, join: '' }
}

async function columnsOf(engine: Engine, store: string, table: string): Promise<string[]> {
  const found = await engine.query({
    text: `select column_name as name from duckdb_columns()
      where database_name = ? and schema_name = 'main' and table_name = ? order by column_index`,
    values: [store, table],
  })
  return (found.columns.name ?? []) as string[]
}

function comparable(table: TableSpec, columns: string[]): Comparable {
  const { name } = table
  const key = (table.key ?? []).filter((column) => columns.includes(column))
  const omitted = new Set([...(PASSED_OVER[name] ?? []), ...(key.includes('load_id') ? [] : ['load_id'])])
  const isKey = (column: string) => key.includes(column)
  const values = columns.filter((column) => !isKey(column) && !omitted.has(column))
  return {
    name,
    values,
    select(store) {
      const meanings = new Map([...key, ...values].map((column, i) => [column, meaning(name, column, store, i)]))
      const sql = (column: string) => meanings.get(column)?.sql ?? 'null'
      const told = key.map((column) => `coalesce(cast(${sql(column)} as varchar), '–')`)
      const row = `{${values.map((column) => `${literal(column)}: ${sql(column)}`).join(', ')}}`
      const whole = `'${WHOLE_ROW}' || ${content(row)}`
      let rowKey = told.length > 0 ? told.join(` || ' ' || `) : whole
      const joins = [...meanings.values()].map(({ join }) => join)
      if (name === 'cases') {
        rowKey = `case when made.load_id is null then ${rowKey} else ${whole} end`
        joins.push(`left join ${store}.load as made on made.load_id = t.load_id
          and starts_with(t.case_id, made.source || '-' || made.load_id || '-')`)
      }
      const rest = values.map((column) => `${sql(column)} as ${quoted(column)}`).join(', ')
      const only = name === 'snapshot_meta' ? `where t.key <> 'published_at'` : ''
      return `select ${rowKey} as row_key, ${rest} from ${store}.${quoted(name)} as t ${joins.join(' ')} ${only}`
    },
  }
}

/** Tables that both stores have, with the columns that both have; without those derived from others. */
export async function comparables(engine: Engine, stores: [string, string]): Promise<Comparable[]> {
  const found: Comparable[] = []
  for (const table of TABLES) {
    if (DERIVED.has(table.name)) continue
    const [before, after] = [
      await columnsOf(engine, stores[0], table.name),
      await columnsOf(engine, stores[1], table.name),
    ]
    const both = before.filter((column) => after.includes(column))
    if (both.length > 0) found.push(comparable(table, both))
  }
  return found
}
