import { createRoute } from '@hono/zod-openapi'
import { columnsState } from '../../warehouse/answer/served-columns.ts'
import type { Deps } from '../deps.ts'
import { createRouter } from '../router.ts'
import { HealthBody } from '../schema/catalog.ts'
import { refusals } from '../schema/error.ts'
import { servedNow } from '../served-now.ts'
import { VERSION } from '../version.ts'

const health = createRoute({
  method: 'get',
  path: '/health',
  summary: 'Is the server well, and which snapshot does it serve?',
  responses: {
    ...refusals,
    200: { description: 'Health', content: { 'application/json': { schema: HealthBody } } },
    503: { description: 'No version can be served', content: { 'application/json': { schema: HealthBody } } },
  },
})

const UNSTORED = { 'Cache-Control': 'no-store' }

/** Answers from memory, so that it is quick whatever the engine is busy with. */
export function healthRoutes({ reader, now }: Deps) {
  const startedAt = now().getTime()
  return createRouter().openapi(health, (c) => {
    const served = servedNow(reader)
    const alarm = reader.alarm()
    const uptime_s = Math.round((now().getTime() - startedAt) / 1000)
    const columns = served ? columnsState(served) : { state: 'none' as const, share: 0 }
    const about = { columns, version: VERSION, city: reader.city, uptime_s, alarm }
    const body = { ...about, snapshot: served?.id ?? null, data_to: served?.catalog.dataTo ?? null }
    if (!served) return c.json({ ok: false, status: 'down', ...body } as const, 503, UNSTORED)
    const status = alarm === null ? 'ok' : 'degraded'
    return c.json({ ok: alarm === null, status, ...body } as const, 200, UNSTORED)
  })
}
