/**
 * Reads the cases of a published store for the columns of the server, which started this process: what the engine needs for it is gone
 * with the process. Arguments: the store's file, its levels as JSON.
 */
import { openReading } from '../columns/read-columns.ts'
import { openEngine } from '../engine/duckdb.ts'
import type { ColumnsMessage } from './served-columns.ts'

const MEMORY = '256MB'

const [path = '', levels = '[]'] = process.argv.slice(2)

const tell = (message: ColumnsMessage) =>
  new Promise<void>((done, fail) => {
    process.send?.(message, undefined, {}, (cause) => (cause ? fail(cause) : done()))
  })

process.once('disconnect', () => process.exit(1))
const engine = await openEngine({ memoryLimit: MEMORY, threads: 1 })
await engine.attach(path, 's')
const { outline, parts } = await openReading(engine, 's', JSON.parse(levels) as string[])
await tell({ outline })
for await (const part of parts) await tell({ part })
await tell({ isWhole: true })
await engine.close()
process.disconnect()
