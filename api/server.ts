import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pathToFileURL } from 'node:url'
import { createAdaptorServer } from '@hono/node-server'
import { readSettings, type Settings } from '../warehouse/catalog/settings.ts'
import { followColumns } from '../warehouse/answer/served-columns.ts'
import { openReader } from '../warehouse/snapshot/reader.ts'
import type { Reader } from '../warehouse/snapshot/types.ts'
import { createApp } from './app.ts'
import { chooseCity } from './city-choice.ts'
import { bothNames } from './formats/provenance.ts'
import { IngestJobs } from './ingest-jobs.ts'
import { servedNow } from './served-now.ts'
import { openTiles } from './tiles.ts'
import { refuseStart } from './token.ts'

const CLOSE_WITHIN_MS = 4_500

interface Running {
  port: number
  /** Stops listening, cancels what runs, closes the engine. */
  close(): Promise<void>
}

/**
 * Listens with the settings' host and port (0: any free one).
 * Errors: a sentence when the settings would leave the server open, or the port is taken.
 */
export async function listen(settings: Settings, reader: Reader, dist?: string): Promise<Running> {
  const refusal = refuseStart(settings)
  if (refusal) throw new Error(`${refusal.zh}\n${refusal.en}`)
  const log = (line: string) => void process.stderr.write(`${line}\n`)
  const jobs = new IngestJobs({ dataDir: settings.CITY_DATA, city: reader.city, now: () => new Date(), log })
  const tiles = settings.CITY_TILES === '' ? null : await openTiles(settings.CITY_TILES)
  const app = createApp({ reader, settings, jobs, tiles, log, ...(dist === undefined ? {} : { dist }) })
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 5_000, maxHeaderSize: 16_384 },
  }) as Server
  const address = await new Promise<AddressInfo>((resolve, reject) => {
    server.once('error', (cause) => reject(portTaken(settings, cause)))
    server.listen(Number(settings.PORT), settings.HOST, () => resolve(server.address() as AddressInfo))
  })
  return {
    port: address.port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      jobs.close()
      await Promise.all([closed, reader.close(), tiles?.close()])
    },
  }
}

function portTaken(settings: Settings, cause: NodeJS.ErrnoException): Error {
  if (cause.code !== 'EADDRINUSE') return cause
  return new Error(
    `端口 ${settings.PORT} 已被占用，请用 PORT=… 另选一个。\nPort ${settings.PORT} is in use; choose another with PORT=….`,
    { cause },
  )
}

async function run(): Promise<void> {
  const settings = readSettings(process.env)
  const refusal = refuseStart(settings)
  if (refusal) throw new Error(`${refusal.zh}\n${refusal.en}`)
  const reader = await openReader({
    dataDir: settings.CITY_DATA,
    city: chooseCity(settings),
    memoryLimit: settings.MEMORY_LIMIT,
    isPatient: true,
  })
  const running = await listen(settings, reader).catch(async (cause) => {
    await reader.close()
    throw cause
  })
  const leaveColumns = followColumns(reader, (line) => void process.stderr.write(`${line}\n`))
  const stop = () => {
    leaveColumns()
    // A native query that will not yield keeps process.exit waiting, so the deadline ends the process itself.
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), CLOSE_WITHIN_MS).unref()
    void running.close().finally(() => process.exit(0))
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  const host = settings.HOST.includes(':') ? `[${settings.HOST}]` : settings.HOST
  const name = servedNow(reader)?.catalog.city.name
  const alarm = reader.alarm()
  if (alarm) process.stderr.write(`${alarm.zh}\n${alarm.en}\n`)
  const shown = name ? bothNames(name).replace(' / ', ' ') : reader.city
  process.stdout.write(`City Brain Lite: ${shown} at http://${host}:${running.port}/\n`)
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  run().catch((cause: unknown) => {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`)
    process.exit(1)
  })
}
