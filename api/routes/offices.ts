import { createRoute } from '@hono/zod-openapi'
import { answerOffices } from '../../warehouse/answer/offices.ts'
import type { Deps } from '../deps.ts'
import { etagOf, isKnown } from '../etag.ts'
import { withinLimit } from '../limits.ts'
import { createRouter } from '../router.ts'
import { refusals } from '../schema/error.ts'
import { OfficesBody, OfficesParams } from '../schema/offices.ts'
import { VERSION } from '../version.ts'

const offices = createRoute({
  method: 'get',
  path: '/offices',
  summary:
    'Each office beside the city in one proportion of cases, by a funnel and with the interval of its rank; its three rates and their score.',
  request: { query: OfficesParams },
  responses: {
    200: { description: 'The offices', content: { 'application/json': { schema: OfficesBody } } },
    ...refusals,
  },
})

export function officeRoutes({ reader, settings }: Deps) {
  return createRouter().openapi(offices, (c) => {
    const { v, ...asked } = c.req.valid('query')
    const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))
    const question = { ...given, indicator: asked.indicator }
    return reader.use(v, async (snapshot) => {
      const tag = etagOf(snapshot.id, VERSION, 'offices', question)
      if (isKnown(c, tag, v !== undefined)) return c.body(null, 304) as never
      const found = await withinLimit(settings, c.req.raw.signal, (signal) =>
        answerOffices(question, snapshot, { signal }),
      )
      return c.json(found, 200)
    })
  })
}
