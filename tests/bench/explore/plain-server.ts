/**
 * The yardstick: a dashboard as one writes it in an afternoon. A typed table with names as text, in the order of time, and JSON rows from a
 * bare HTTP server. Arguments: the store of the city, a folder of its own. Prints the port.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'

const [store = '', folder = ''] = process.argv.slice(2)

const instance = await DuckDBInstance.create(join(folder, 'plain.duckdb'), { threads: '2', memory_limit: '3GB' })
const connection = await instance.connect()
await connection.run(`attach '${store}' as s (read_only)`)
await connection.run(`create table cases as
  select c.opened_at, k.value as category, h.value as channel, d.value as department, c.urban_class,
    case when c.closed_at is null then 'open' else 'closed' end as status, a.code as area, lower(hex(c.cell)) as cell
  from s.cases c join s.dict k on k.field = 'category' and k.code = c.category
    join s.dict h on h.field = 'channel' and h.code = c.channel
    join s.dict d on d.field = 'department' and d.code = c.department
    join s.area a on a.area_id = c.area_district
  order by c.opened_at`)
await connection.run(`copy (select cast(opened_at as date) as day, * exclude (opened_at, cell), ('0x' || cell)::ubigint as cell
  from cases) to '${join(folder, 'cases.parquet')}' (format parquet)`)
await connection.run('detach s')

const KEYS: Record<string, string> = { map: 'cell', trend: 'cast(opened_at as date)', top: 'category' }
const FILTERS = ['category', 'channel', 'department', 'urban_class', 'status', 'area']

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const values = [searchParams.get('from') ?? '', searchParams.get('to') ?? '']
  const where = ['opened_at >= cast($1 as date)', 'opened_at < cast($2 as date) + 1']
  for (const name of FILTERS) {
    const asked = searchParams.get(name)?.split(',') ?? []
    if (asked.length === 0) continue
    where.push(`${name} in (${asked.map((value) => `$${values.push(value)}`).join(', ')})`)
  }
  const sql = `select ${KEYS[pathname.slice(1)] ?? 'null'} as key, count(*) as n from cases where ${where.join(' and ')} group by 1`
  const answer = async () => {
    const own = await instance.connect()
    try {
      const found = await own.runAndReadAll(sql, values)
      return JSON.stringify(found.getRowObjectsJson())
    } finally {
      own.closeSync()
    }
  }
  answer().then(
    (body) => response.setHeader('Content-Type', 'application/json').end(body),
    (cause: unknown) => response.writeHead(500).end(String(cause)),
  )
})
server.listen(0, '127.0.0.1', () => console.log(`PORT ${(server.address() as AddressInfo).port}`))
