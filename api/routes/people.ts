import { createRoute } from '@hono/zod-openapi'
import { answerPeople } from '../../warehouse/answer/people.ts'
import type { Deps } from '../deps.ts'
import { etagOf, isKnown } from '../etag.ts'
import { createRouter } from '../router.ts'
import { refusals } from '../schema/error.ts'
import { PeopleBody, PeopleParams } from '../schema/people.ts'
import { VERSION } from '../version.ts'

const people = createRoute({
  method: 'get',
  path: '/people',
  summary: 'People by sex and five-year band of the areas named together, and of the whole city beside them.',
  request: { query: PeopleParams },
  responses: {
    200: { description: 'People by sex and age', content: { 'application/json': { schema: PeopleBody } } },
    ...refusals,
  },
})

export function peopleRoutes({ reader }: Deps) {
  return createRouter().openapi(people, (c) => {
    const { v, ...question } = c.req.valid('query')
    return reader.use(v, async (snapshot) => {
      if (isKnown(c, etagOf(snapshot.id, VERSION, 'people', question), v !== undefined))
        return c.body(null, 304) as never
      return c.json(await answerPeople(question, snapshot), 200)
    })
  })
}
