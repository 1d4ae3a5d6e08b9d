import { createRoute } from '@hono/zod-openapi'
import { listCases } from '../../warehouse/answer/case-list.ts'
import { answerLoop } from '../../warehouse/answer/loop.ts'
import type { Deps } from '../deps.ts'
import { etagOf, isKnown } from '../etag.ts'
import { withinLimit } from '../limits.ts'
import { createRouter } from '../router.ts'
import { refusals } from '../schema/error.ts'
import { CasesBody, CasesParams, LoopBody, LoopParams } from '../schema/loop.ts'
import { VERSION } from '../version.ts'

const loop = createRoute({
  method: 'get',
  path: '/loop',
  summary:
    'The closed loop: steps, waits with open cases counted, what is open and falls due, the three rates with their bounds, and signs of haste.',
  request: { query: LoopParams },
  responses: {
    200: { description: 'The loop', content: { 'application/json': { schema: LoopBody } } },
    ...refusals,
  },
})

const cases = createRoute({
  method: 'get',
  path: '/loop/cases',
  summary: 'The cases behind a number of the loop, at most 200; in the profile internal only.',
  request: { query: CasesParams },
  responses: {
    200: { description: 'Cases', content: { 'application/json': { schema: CasesBody } } },
    ...refusals,
  },
})

/** A question without the parameters that are unset. */
const given = <T extends object>(asked: T) =>
  Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))

export function loopRoutes({ reader, settings }: Deps) {
  return createRouter()
    .openapi(loop, (c) => {
      const { v, ...asked } = c.req.valid('query')
      const question = given(asked)
      return reader.use(v, async (snapshot) => {
        const tag = etagOf(snapshot.id, VERSION, 'loop', question)
        if (isKnown(c, tag, v !== undefined)) return c.body(null, 304) as never
        const found = await withinLimit(settings, c.req.raw.signal, (signal) =>
          answerLoop(question, snapshot, { signal }),
        )
        return c.json(found, 200)
      })
    })
    .openapi(cases, (c) => {
      const { v, set, indicator, part, waited_for, hours, working_days, hour, weekday, ...asked } = c.req.valid('query')
      const number = given({ set, indicator, part, waited_for, hours, working_days, hour, weekday })
      return reader.use(v, async (snapshot) => {
        const found = await withinLimit(settings, c.req.raw.signal, (signal) =>
          listCases(number, given(asked), snapshot, { signal }),
        )
        return c.json(found, 200)
      })
    })
}
