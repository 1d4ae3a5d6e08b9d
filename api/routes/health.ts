import { createRoute } from '@hono/zod-openapi'
import type { Deps } from '../deps.ts'
import { createRouter } from '../router.ts'
import { HealthBody } from '../schema/catalog.ts'
import { refusals } from '../schema/error.ts'
import { VERSION } from '../version.ts'

const health = createRoute({
  method: 'get',
  path: '/health',
  summary: 'Is the server well, and which snapshot does it serve?',
  responses: { 200: { description: 'Health', content: { 'application/json': { schema: HealthBody } } }, ...refusals },
})

/** Answers from memory, so that it is quick whatever the engine is busy with. */
export function healthRoutes({ reader, now }: Deps) {
  const startedAt = now().getTime()
  return createRouter().openapi(health, (c) => {
    const { id, catalog } = reader.current()
    const alarm = reader.alarm()
    const uptime_s = Math.round((now().getTime() - startedAt) / 1000)
    const body = { version: VERSION, city: catalog.city.id, snapshot: id, data_to: catalog.dataTo, uptime_s, alarm }
    const status = alarm === null ? 'ok' : 'degraded'
    return c.json({ ok: alarm === null, status, ...body } as const, 200, { 'Cache-Control': 'no-store' })
  })
}
