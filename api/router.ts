import { OpenAPIHono } from '@hono/zod-openapi'
import { refuseInput } from './errors.ts'
import { QueryParams } from './schema/query.ts'

/** An empty set of routes whose input errors become the one error shape. */
export const createRouter = () =>
  new OpenAPIHono({
    defaultHook: (result, c) => {
      if (result.success) return
      throw refuseInput(result.error, c.req.path.endsWith('/query') ? Object.keys(QueryParams.shape) : [])
    },
  })
