import { setMaxListeners } from 'node:events'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { DuckDBConnection, DuckDBPreparedStatement } from '@duckdb/node-api'
import { DuckDBInstance } from '@duckdb/node-api'
import { ColumnBuffer, wholeNumbersIn } from './duckdb-columns.ts'
import { duckdbDialect } from './duckdb-dialect.ts'
import { scalarFunction } from './duckdb-function.ts'
import type {
  Engine,
  EngineFunction,
  LoadSpec,
  NumberFunction,
  Sql,
  SqlValue,
  Table,
  TextFunction,
  WholeNumbers,
} from './engine.ts'
import { EngineCancelledError, EngineError, engineError, TooManyRowsError } from './errors.ts'
import { claimReader, claimWriter } from './open-paths.ts'
import { Slots } from './slots.ts'

const AT_ONCE = 6
const QUEUE = 64
const INTERRUPT_EVERY_MS = 50
const LONGEST_LINE = 8 * 2 ** 20
/** A streamed UNION ALL never ends once its buffer is full before all parts have begun: more than an answer ever holds. */
const STREAM_BUFFER = '256MB'

export interface EngineOptions {
  /** Store to open for writing; in memory when unset. */
  path?: string
  /** Such as `2GB`. A limit of the engine, not of the process. */
  memoryLimit?: string
  threads?: number
  /** Locks the engine down: no file but stores under this folder can be attached, no setting changed. */
  readOnlyDirectory?: string
}

const ident = (name: string) => duckdbDialect.ident(name)
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`

function bind(statement: DuckDBPreparedStatement, values: SqlValue[]): void {
  for (const [i, value] of values.entries()) {
    const at = i + 1
    if (value === null) statement.bindNull(at)
    else if (typeof value === 'string') statement.bindVarchar(at, value)
    else if (typeof value === 'boolean') statement.bindBoolean(at, value)
    else if (typeof value === 'bigint') {
      if (value >= 0n) statement.bindUBigInt(at, value)
      else statement.bindBigInt(at, value)
    } else if (!Number.isFinite(value)) throw new RangeError(`Value ${at} is ${value}; bind null instead.`)
    else if (!Number.isSafeInteger(value)) statement.bindDouble(at, value)
    else if (Math.abs(value) < 2 ** 31) statement.bindInteger(at, value)
    else statement.bindBigInt(at, BigInt(value))
  }
}

/** An interrupt sent to a query that has not begun is lost, so it is sent again until `work` has settled. */
async function interruptible<T>(connection: DuckDBConnection, signal: AbortSignal | undefined, work: () => Promise<T>) {
  if (!signal) return work()
  let timer: NodeJS.Timeout | undefined
  const stop = () => {
    connection.interrupt()
    timer = setInterval(() => connection.interrupt(), INTERRUPT_EVERY_MS)
  }
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  try {
    return await work()
  } finally {
    clearInterval(timer)
    signal.removeEventListener('abort', stop)
  }
}

function readText(spec: LoadSpec): string {
  const columns = spec.columns.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ')
  return `select * from read_csv(${literal(resolve(spec.file))},
    auto_detect=false, header=false, columns={${columns}}, delim=${literal(spec.delimiter ?? ',')}, quote='"',
    escape='"', comment='', force_not_null=[${spec.columns.map(literal).join(', ')}],
    max_line_size=${LONGEST_LINE}, buffer_size=${2 * LONGEST_LINE}, strict_mode=true)`
}

class DuckDBEngine implements Engine {
  readonly dialect = duckdbDialect
  readonly #instance: DuckDBInstance
  readonly #connections: DuckDBConnection[]
  readonly #slots: Slots<DuckDBConnection>
  readonly #release: () => void
  readonly #attached = new Map<string, () => void>()
  readonly #closing = new AbortController()
  readonly #running = new Set<Promise<unknown>>()

  constructor(instance: DuckDBInstance, connections: DuckDBConnection[], release: () => void) {
    this.#instance = instance
    this.#connections = connections
    this.#slots = new Slots(connections, QUEUE)
    this.#release = release
    setMaxListeners(0, this.#closing.signal)
  }

  async query(sql: Sql, options: { signal?: AbortSignal; maxRows?: number } = {}): Promise<Table> {
    const most = options.maxRows ?? Number.POSITIVE_INFINITY
    return this.#statement(sql, options.signal, async (statement, signal) => {
      const result = await (options.maxRows === undefined ? statement.run() : statement.stream())
      const buffer = new ColumnBuffer(result)
      for (;;) {
        const chunk = await result.fetchChunk()
        if (!chunk || chunk.rowCount === 0) break
        if (signal.aborted) throw new Error('cancelled')
        buffer.add(chunk)
        if (buffer.rows > most) throw new TooManyRowsError(`The answer has more than ${most} rows.`, sql.text)
      }
      return { rows: buffer.rows, columns: buffer.columns() }
    })
  }

  async scan(sql: Sql, take: (columns: readonly WholeNumbers[], rows: number) => void): Promise<void> {
    await this.#statement(sql, undefined, async (statement) => {
      const result = await statement.run()
      for (;;) {
        const chunk = await result.fetchChunk()
        if (!chunk || chunk.rowCount === 0) return
        take(wholeNumbersIn(chunk), chunk.rowCount)
      }
    })
  }

  async exec(sql: Sql, options: { signal?: AbortSignal } = {}): Promise<void> {
    await this.#statement(sql, options.signal, (statement) => statement.run())
  }

  async load(table: string, spec: LoadSpec): Promise<number> {
    await this.exec({ text: `create table ${ident(table)} as ${readText(spec)}` })
    const count = await this.query({ text: `select count(*) as n from ${ident(table)}` })
    return Number(count.columns.n?.[0] ?? 0)
  }

  async viewOf(view: string, spec: LoadSpec): Promise<void> {
    await this.exec({ text: `create or replace view ${ident(view)} as ${readText(spec)}` })
  }

  register(fn: EngineFunction | NumberFunction | TextFunction): void {
    this.#connections[0]?.registerScalarFunction(scalarFunction(fn))
  }

  async attach(path: string, name: string): Promise<void> {
    const release = claimReader(path)
    try {
      await this.exec({ text: `attach ${literal(resolve(path))} as ${ident(name)} (read_only)` })
      this.#attached.set(name, release)
    } catch (cause) {
      release()
      throw cause
    }
  }

  async detach(name: string): Promise<void> {
    await this.exec({ text: `detach ${ident(name)}` })
    this.#attached.get(name)?.()
    this.#attached.delete(name)
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return
    this.#closing.abort()
    await Promise.allSettled(this.#running)
    for (const connection of this.#connections) connection.closeSync()
    this.#instance.closeSync()
    for (const release of this.#attached.values()) release()
    this.#release()
  }

  /** One statement and no more: a text that holds several is refused by `prepare`. */
  async #statement<T>(
    sql: Sql,
    own: AbortSignal | undefined,
    work: (statement: DuckDBPreparedStatement, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const signal = own ? AbortSignal.any([own, this.#closing.signal]) : this.#closing.signal
    const task = this.#slots.run(sql.text, signal, (connection) =>
      interruptible(connection, signal, async () => {
        const statement = await connection.prepare(sql.text)
        try {
          bind(statement, sql.values ?? [])
          return await work(statement, signal)
        } finally {
          statement.destroySync()
        }
      }),
    )
    this.#running.add(task)
    try {
      return await task
    } catch (cause) {
      if (signal.aborted) throw new EngineCancelledError('The question was cancelled.', sql.text, cause)
      throw engineError(cause, sql.text)
    } finally {
      this.#running.delete(task)
    }
  }
}

async function lockDown(connection: DuckDBConnection, directory: string): Promise<void> {
  const settings = [
    `set allowed_directories=[${literal(`${resolve(directory)}/`)}]`,
    'set autoinstall_known_extensions=false',
    'set autoload_known_extensions=false',
    'set allow_community_extensions=false',
    'set enable_external_access=false',
    'set lock_configuration=true',
  ]
  for (const setting of settings) await connection.run(setting)
}

/**
 * Opens the database. Up to 6 statements run at once, 64 wait, one more is an EngineBusyError. Session state such as
 * temporary tables and transactions is safe only while statements are awaited one after another.
 * Errors: EngineError if this process has the store open already, or the file is not a store.
 */
export async function openEngine(options: EngineOptions = {}): Promise<Engine> {
  const release = options.path === undefined ? () => {} : claimWriter(options.path)
  const path = options.path === undefined ? ':memory:' : resolve(options.path)
  try {
    const instance = await DuckDBInstance.create(path, {
      temp_directory: join(tmpdir(), `city-brain-lite-${process.pid}`),
      ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
      ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
    })
    const connections: DuckDBConnection[] = []
    for (let i = 0; i < AT_ONCE; i++) connections.push(await instance.connect())
    const first = connections[0]
    if (!first) throw new EngineError('The engine gave no connection.', '')
    await first.run(`set global TimeZone='UTC'`)
    for (const connection of connections) await connection.run(`set streaming_buffer_size='${STREAM_BUFFER}'`)
    if (options.readOnlyDirectory !== undefined) await lockDown(first, options.readOnlyDirectory)
    return new DuckDBEngine(instance, connections, release)
  } catch (cause) {
    release()
    const said = cause instanceof Error ? cause.message : String(cause)
    throw new EngineError(`The store ${path} could not be opened: ${said}`, '', cause)
  }
}
