import { createRoute } from '@hono/zod-openapi'
import { answerPillars } from '../../warehouse/answer/urban-rural-pillars.ts'
import { answerUrbanRural } from '../../warehouse/answer/urban-rural.ts'
import type { Deps } from '../deps.ts'
import { etagOf, isKnown } from '../etag.ts'
import { withinLimit } from '../limits.ts'
import { createRouter } from '../router.ts'
import { refusals } from '../schema/error.ts'
import { GapBody, GapParams, PillarParams, PillarsBody } from '../schema/gap.ts'
import { VERSION } from '../version.ts'

const gap = createRoute({
  method: 'get',
  path: '/gap',
  summary:
    'Urban against rural for one indicator: classes with intervals, difference and ratio, trend, inequality between classes, mix and rate, and the same gap under every classification.',
  request: { query: GapParams },
  responses: {
    200: { description: 'The gap', content: { 'application/json': { schema: GapBody } } },
    ...refusals,
  },
})

const pillars = createRoute({
  method: 'get',
  path: '/gap/pillars',
  summary:
    'Urban beside rural for every indicator of a pillar: infrastructure, people, money, and the outcomes of services.',
  request: { query: PillarParams },
  responses: {
    200: { description: 'Rows by indicator', content: { 'application/json': { schema: PillarsBody } } },
    ...refusals,
  },
})

export function gapRoutes({ reader, settings }: Deps) {
  return createRouter()
    .openapi(gap, (c) => {
      const { v, ...asked } = c.req.valid('query')
      const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))
      const question = { ...given, indicator: asked.indicator }
      return reader.use(v, async (snapshot) => {
        const tag = etagOf(snapshot.id, VERSION, 'gap', question)
        if (isKnown(c, tag, v !== undefined)) return c.body(null, 304) as never
        const found = await withinLimit(settings, c.req.raw.signal, (signal) =>
          answerUrbanRural(question, snapshot, { signal }),
        )
        return c.json(found, 200)
      })
    })
    .openapi(pillars, (c) => {
      const { v, ...question } = c.req.valid('query')
      return reader.use(v, async (snapshot) => {
        const tag = etagOf(snapshot.id, VERSION, 'pillars', question)
        if (isKnown(c, tag, v !== undefined)) return c.body(null, 304) as never
        const found = await withinLimit(settings, c.req.raw.signal, (signal) =>
          answerPillars(question, snapshot, { signal }),
        )
        return c.json(found, 200)
      })
    })
}
