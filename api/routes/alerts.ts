import { createRoute, z } from '@hono/zod-openapi'
import { readAlerts } from '../../warehouse/answer/alerts.ts'
import type { Deps } from '../deps.ts'
import { createRouter } from '../router.ts'
import { AlertsBody } from '../schema/alerts.ts'
import { refusals } from '../schema/error.ts'
import { version } from '../schema/label.ts'

const alerts = createRoute({
  method: 'get',
  path: '/alerts',
  summary: 'Rises of the last week found at publish, why they are called, and how such alerts did over two years.',
  request: { query: z.strictObject({ v: version }) },
  responses: {
    200: { description: 'Alerts', content: { 'application/json': { schema: AlertsBody } } },
    ...refusals,
  },
})

export function alertRoutes({ reader }: Deps) {
  return createRouter().openapi(alerts, (c) =>
    reader.use(c.req.valid('query').v, async (snapshot) => c.json(await readAlerts(snapshot), 200)),
  )
}
