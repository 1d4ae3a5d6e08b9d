import { createRoute } from '@hono/zod-openapi'
import type { Deps } from '../deps.ts'
import { ingestTold } from '../ingest-told.ts'
import { createRouter } from '../router.ts'
import { ErrorBody, refusals } from '../schema/error.ts'
import { IngestBody } from '../schema/ingest.ts'

const state = { description: 'State of the ingest', content: { 'application/json': { schema: IngestBody } } }
const conflict = {
  description: 'One is running already; or, for DELETE, none is.',
  content: { 'application/json': { schema: ErrorBody } },
}

const read = createRoute({
  method: 'get',
  path: '/ingest',
  summary: 'The ingest that runs now or ran last. Changes travel as event `ingest` of /api/events.',
  responses: { 200: state, ...refusals },
})

const start = createRoute({
  method: 'post',
  path: '/ingest',
  summary: 'Ingests the served city again, from the folder used last. Same origin, with the header x-city-brain.',
  responses: { 202: state, 409: conflict, ...refusals },
})

const cancel = createRoute({
  method: 'delete',
  path: '/ingest',
  summary: 'Cancels the ingest that runs; the snapshot served before stays. Same origin, with the header x-city-brain.',
  responses: { 202: state, 409: conflict, ...refusals },
})

const UNSTORED = { 'Cache-Control': 'no-store' }

export function ingestRoutes({ jobs, reader }: Deps) {
  return createRouter()
    .openapi(read, (c) => c.json(ingestTold(jobs.state(), reader), 200, UNSTORED))
    .openapi(start, (c) => c.json(ingestTold(jobs.start(), reader), 202, UNSTORED))
    .openapi(cancel, (c) => c.json(ingestTold(jobs.cancel(), reader), 202, UNSTORED))
}
