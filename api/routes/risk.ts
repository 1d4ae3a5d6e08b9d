import { createRoute } from '@hono/zod-openapi'
import { answerRiskIndex } from '../../warehouse/answer/risk-index.ts'
import type { Deps } from '../deps.ts'
import { etagOf, isKnown } from '../etag.ts'
import { withinLimit } from '../limits.ts'
import { createRouter } from '../router.ts'
import { refusals } from '../schema/error.ts'
import { RiskBody, RiskParams } from '../schema/risk.ts'
import { VERSION } from '../version.ts'

const risk = createRoute({
  method: 'get',
  path: '/risk',
  summary: 'The composite risk index of every area of a level over a calendar year, with the interval of each rank.',
  request: { query: RiskParams },
  responses: {
    200: { description: 'The index', content: { 'application/json': { schema: RiskBody } } },
    ...refusals,
  },
})

export function riskRoutes({ reader, settings }: Deps) {
  return createRouter().openapi(risk, (c) => {
    const { v, level, year } = c.req.valid('query')
    const question = { level, year: year === undefined ? undefined : Number(year) }
    return reader.use(v, async (snapshot) => {
      const tag = etagOf(snapshot.id, VERSION, 'risk', question)
      if (isKnown(c, tag, v !== undefined)) return c.body(null, 304) as never
      const found = await withinLimit(settings, c.req.raw.signal, (signal) =>
        answerRiskIndex(question, snapshot, { signal }),
      )
      return c.json(found, 200)
    })
  })
}
