import { createRoute } from '@hono/zod-openapi'
import { answerForecast, type ForecastQuestion } from '../../warehouse/answer/forecast.ts'
import type { Deps } from '../deps.ts'
import { etagOf, isKnown } from '../etag.ts'
import { withinLimit } from '../limits.ts'
import { createRouter } from '../router.ts'
import { refusals } from '../schema/error.ts'
import { ForecastBody, ForecastParams } from '../schema/forecast.ts'
import { VERSION } from '../version.ts'

const forecast = createRoute({
  method: 'get',
  path: '/forecast',
  summary:
    'The next weeks or months of a count or rate of cases by the season before, with bands of 80 and 95 % from the errors of the past.',
  request: { query: ForecastParams },
  responses: {
    200: {
      description: 'The forecast, or why there is none',
      content: { 'application/json': { schema: ForecastBody } },
    },
    ...refusals,
  },
})

export function forecastRoutes({ reader, settings }: Deps) {
  return createRouter().openapi(forecast, (c) => {
    const { v, ...asked } = c.req.valid('query')
    const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))
    const question = { ...given, indicator: asked.indicator, grain: asked.grain } as ForecastQuestion
    return reader.use(v, async (snapshot) => {
      const tag = etagOf(snapshot.id, VERSION, 'forecast', question)
      if (isKnown(c, tag, v !== undefined)) return c.body(null, 304) as never
      const found = await withinLimit(settings, c.req.raw.signal, (signal) =>
        answerForecast(question, snapshot, { signal }),
      )
      return c.json(found, 200)
    })
  })
}
