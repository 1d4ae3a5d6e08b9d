/**
 * ClickHouse in a process behind a bare HTTP server, its table in the order of day and category; `format` of a request names its
 * answer. Arguments: the package that has chdb, a folder of its own, the cases as Parquet. Prints the port.
 */
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

interface Result {
  bytes(): Uint8Array
}
interface Session {
  query(sql: string): string
  queryBindAsync(sql: string, params: object, options: { format: string }): Promise<Result>
}

const [home = '', folder = '', parquet = ''] = process.argv.slice(2)
const { Session } = createRequire(join(home, 'package.json'))('chdb') as { Session: new (path: string) => Session }
const session = new Session(join(folder, 'clickhouse'))
session.query('create database b')
session.query(`create table b.cases (day Date, category LowCardinality(String), channel LowCardinality(String),
  department LowCardinality(String), urban_class LowCardinality(String), status LowCardinality(String),
  area LowCardinality(String), cell UInt64) engine = MergeTree order by (day, category)`)
session.query(`insert into b.cases select day, category, channel, department, urban_class, status, area, cell
  from file('${parquet}', Parquet)`)
session.query('optimize table b.cases final')

const KEYS: Record<string, string> = { map: 'cell', trend: 'day', top: 'category' }
const FILTERS = ['category', 'channel', 'department', 'urban_class', 'status', 'area']

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const values: Record<string, string | string[]> = {
    from: searchParams.get('from') ?? '',
    to: searchParams.get('to') ?? '',
  }
  const where = ['day >= {from:Date}', 'day <= {to:Date}']
  for (const name of FILTERS) {
    const asked = searchParams.get(name)?.split(',')
    if (!asked) continue
    values[name] = asked
    where.push(`${name} in {${name}:Array(String)}`)
  }
  const key = KEYS[pathname.slice(1)] ?? 'null'
  const sql = `select ${key === 'category' ? 'toString(category)' : key} as key, toUInt32(count()) as n from b.cases
    where ${where.join(' and ')} group by ${key} settings output_format_json_quote_64bit_integers = 1, output_format_arrow_compression_method = 'none'`
  const format = searchParams.get('format') ?? 'JSONCompact'
  session.queryBindAsync(sql, values, { format }).then(
    (found) => response.end(found.bytes()),
    (cause: unknown) => response.writeHead(500).end(String(cause)),
  )
})
server.listen(0, '127.0.0.1', () => console.log(`PORT ${(server.address() as AddressInfo).port}`))
