import { effect, signal } from '@preact/signals'
import type { IngestBody } from '../../api/schema/ingest.ts'
import { face } from '../state/store.ts'
import { getJson, send, ServerError } from './client.ts'
import { ingestNews, returns } from './live.ts'

/** The job as last heard of; null until the server has said. */
export const ingest = signal<IngestBody | null>(null)
/** Why the last request about the job was refused. */
export const ingestError = signal<ServerError | null>(null)

const PATH = '/api/ingest'

async function keep(answer: Promise<IngestBody>): Promise<void> {
  try {
    ingest.value = await answer
    ingestError.value = null
  } catch (cause) {
    if (!(cause instanceof ServerError)) throw cause
    ingestError.value = cause
  }
}

/** Starts (POST) or stops (DELETE) an ingest. Errors are kept in `ingestError`. */
export const askIngest = (method: 'POST' | 'DELETE'): Promise<void> => keep(send<IngestBody>(method, PATH))

effect(() => {
  if (face.value === 'data' && returns.value >= 0) void keep(getJson<IngestBody>(PATH))
})
effect(() => {
  if (ingestNews.value) ingest.value = ingestNews.value
})
