import { signal } from '@preact/signals'
import type { IngestBody } from '../../api/schema/ingest.ts'
import type { Label } from '../../warehouse/catalog/types.ts'
import { readCatalog } from './client.ts'
import { latest } from './latest.ts'

/** Snapshot the server last announced; every question reads it, so that a publication asks them all again. */
export const published = signal('')
export const connection = signal<'opening' | 'open' | 'lost'>('opening')
/** When the connection was lost, epoch ms. */
export const lostAt = signal<number | null>(null)
/** What the server says is wrong with its store: it answers from an older version. */
export const alarm = signal<Label | null>(null)
/** The ingest as the server last announced it. */
export const ingestNews = signal<IngestBody | null>(null)
/** How often the server came back after it was lost. */
export const returns = signal(0)

const FIRST_RETRY_MS = 1_000
const LAST_RETRY_MS = 30_000

/** Follows the server's announcements; when it goes away, tries again with a growing, jittered pause, for ever. */
export function followServer(): void {
  let pause = FIRST_RETRY_MS
  const open = () => {
    const source = new EventSource('/api/events')
    source.addEventListener('open', () => {
      pause = FIRST_RETRY_MS
      if (connection.value === 'lost') returns.value++
      connection.value = 'open'
      lostAt.value = null
    })
    for (const name of ['hello', 'snapshot']) {
      source.addEventListener(name, (event) => {
        published.value = (JSON.parse((event as MessageEvent<string>).data) as { id: string }).id
      })
    }
    source.addEventListener('alarm', (event) => {
      alarm.value = (JSON.parse((event as MessageEvent<string>).data) as { alarm: Label | null }).alarm
    })
    source.addEventListener('ingest', (event) => {
      ingestNews.value = JSON.parse((event as MessageEvent<string>).data) as IngestBody
    })
    source.addEventListener('error', () => {
      source.close()
      connection.value = 'lost'
      lostAt.value ??= Date.now()
      setTimeout(open, pause * (0.5 + Math.random()))
      pause = Math.min(LAST_RETRY_MS, pause * 2)
    })
  }
  open()
}

/** The catalog of what is published now; asked again on every publication and whenever the server comes back. */
export const catalog = latest(
  () => `${published.value} ${returns.value}`,
  (_, cancel) => readCatalog(cancel),
)
