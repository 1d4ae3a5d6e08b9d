import { createRoute } from '@hono/zod-openapi'
import { answerBlock, type BlockInput } from '../../warehouse/answer/block.ts'
import type { Deps } from '../deps.ts'
import { etagOf, isKnown } from '../etag.ts'
import { blockToArrow } from '../formats/block-arrow.ts'
import { withinLimit } from '../limits.ts'
import { createRouter } from '../router.ts'
import { BlockParams } from '../schema/block.ts'
import { refusals } from '../schema/error.ts'
import { VERSION } from '../version.ts'

const MEDIA = 'application/vnd.apache.arrow.stream'

const block = createRoute({
  method: 'get',
  path: '/block',
  summary: 'Running counts by several breakdowns at once, from which any period can be answered without asking again.',
  request: { query: BlockParams },
  responses: {
    200: {
      description:
        'One record batch, a row an edge of time; members, edges and years in the metadata of the schema under `block`. Refused in a city of profile standard.',
      content: { [MEDIA]: { schema: { type: 'string', format: 'binary' } } },
    },
    ...refusals,
  },
})

export function blockRoutes({ reader, settings }: Deps) {
  return createRouter().openapi(block, (c) => {
    const { v, ...asked } = c.req.valid('query')
    const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))
    const question = { ...given, indicator: asked.indicator, views: asked.views ?? [], counts: asked.counts ?? [] }
    return reader.use(v, async (snapshot) => {
      const tag = etagOf(snapshot.id, VERSION, 'block', question)
      if (isKnown(c, tag, v !== undefined)) return c.body(null, 304) as never
      const found = await withinLimit(settings, c.req.raw.signal, (signal) =>
        answerBlock(question as BlockInput, snapshot, { signal }),
      )
      c.header('Content-Type', MEDIA)
      return c.body(blockToArrow(found)) as never
    })
  })
}
