import { z } from '@hono/zod-openapi'
import { Label } from './label.ts'

export const ErrorBody = z
  .object({
    error: z.object({
      code: z.string(),
      message: Label,
      /** Parameter at fault. */
      field: z.string().optional(),
      allowed: z.array(z.string()).optional(),
      /** Quote it when reporting; the server's log has the same. */
      reference: z.string(),
    }),
  })
  .openapi('Error')
export type ErrorBody = z.infer<typeof ErrorBody>

const refusal = (description: string) => ({ description, content: { 'application/json': { schema: ErrorBody } } })

/** The refusals any route may answer with. */
export const refusals = {
  400: refusal('The question cannot be answered as asked; the sentence says what is allowed.'),
  401: refusal('A token is asked for.'),
  403: refusal('Host or Origin is not one of this server.'),
  404: refusal('There is nothing by that name.'),
  503: refusal('Too busy; try again.'),
  504: refusal('The query ran past its limit and was cancelled.'),
}
