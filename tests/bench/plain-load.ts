/** The yardstick: DuckDB's own reader, typed by its own sniffing, bad rows skipped. Arguments: store, then CSV files. */
import { DuckDBInstance } from '@duckdb/node-api'

const [store = ':memory:', ...files] = process.argv.slice(2)
const instance = await DuckDBInstance.create(store, { threads: '2' })
const connection = await instance.connect()
const list = files.map((file) => `'${file.replaceAll("'", "''")}'`).join(', ')
await connection.run(
  `create table cases as select * from read_csv([${list}], ignore_errors = true, union_by_name = true)`,
)
await connection.run('checkpoint')
connection.closeSync()
instance.closeSync()
