import { createRoute, z } from '@hono/zod-openapi'
import { auditHotSpots } from '../../warehouse/answer/audit.ts'
import { readHotSpots } from '../../warehouse/answer/hot-spots.ts'
import type { Deps } from '../deps.ts'
import { createRouter } from '../router.ts'
import { refusals } from '../schema/error.ts'
import { AuditBody, HotSpotsBody } from '../schema/hot-spots.ts'
import { version } from '../schema/label.ts'

const member = z.string().min(1).max(80).optional()

const SpotParams = z.strictObject({
  places: z.enum(['cell', 'area']).default('cell').openapi({ description: 'Cells of the map, or areas.' }),
  category: member.openapi({ description: 'Category. Unset: cases of all kinds.' }),
  category_group: member.openapi({ description: 'Group of categories, instead of a category.' }),
  v: version,
})

const hotSpots = createRoute({
  method: 'get',
  path: '/hot-spots',
  summary: 'Places where cases of the last year are more or fewer than chance explains, found at publish.',
  request: {
    query: SpotParams,
  },
  responses: {
    200: { description: 'Hot and cold spots', content: { 'application/json': { schema: HotSpotsBody } } },
    ...refusals,
  },
})

const audit = createRoute({
  method: 'get',
  path: '/hot-spots/audit',
  summary:
    'The same by 9,999 random permutations: the first request begins it in the background, later ones tell how far it is.',
  request: { query: SpotParams },
  responses: {
    200: {
      description: 'How far the audit is, or what it found',
      content: { 'application/json': { schema: AuditBody } },
    },
    ...refusals,
  },
})

export function hotSpotRoutes({ reader }: Deps) {
  return createRouter()
    .openapi(hotSpots, (c) => {
      const { v, ...question } = c.req.valid('query')
      return reader.use(v, async (snapshot) => c.json(await readHotSpots(snapshot, question), 200))
    })
    .openapi(audit, (c) => {
      const { v, ...question } = c.req.valid('query')
      return reader.use(v, async (snapshot) => c.json(await auditHotSpots(snapshot, question), 200))
    })
}
