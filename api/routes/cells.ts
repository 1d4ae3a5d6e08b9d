import { createRoute, z } from '@hono/zod-openapi'
import { compress } from 'hono/compress'
import { readCellShapes } from '../../warehouse/answer/cell-shapes.ts'
import type { Deps } from '../deps.ts'
import { etagOf, isKnown } from '../etag.ts'
import { cellsToArrow } from '../formats/cells-arrow.ts'
import { withinLimit } from '../limits.ts'
import { memo } from '../memo.ts'
import { createRouter } from '../router.ts'
import { refusals } from '../schema/error.ts'
import { version } from '../schema/label.ts'
import { VERSION } from '../version.ts'

/** What is remembered is read to its end, whoever leaves meanwhile. */
const nobody = new AbortController().signal
const MEDIA = 'application/vnd.apache.arrow.stream'

const cells = createRoute({
  method: 'get',
  path: '/cells',
  summary: 'Centre and outline of each H3 cell of a resolution that holds cases or people.',
  request: {
    query: z.strictObject({
      resolution: z
        .string()
        .regex(/^(\d|1[0-5])$/)
        .transform(Number)
        .openapi({ type: 'integer', minimum: 0, maximum: 15, description: 'H3 resolution.', example: '8' }),
      within: z
        .string()
        .max(6500)
        .transform((text) => text.split(',').filter((part) => part !== ''))
        .optional()
        .openapi({
          type: 'string',
          description: 'H3 cells of this resolution or coarser, comma separated: only what lies in them.',
        }),
      v: version,
    }),
  },
  responses: {
    200: {
      description:
        'One Arrow record batch: cell (64-bit), lon, lat, and outline, a list of lon, lat, lon, lat, … counterclockwise, the first vertex not repeated. Refused in a city of profile standard.',
      content: { [MEDIA]: { schema: { type: 'string', format: 'binary' } } },
    },
    ...refusals,
  },
})

export function cellRoutes({ reader, settings }: Deps) {
  const remembered = memo<Uint8Array<ArrayBuffer>>(4)
  const router = createRouter()
  router.use('/cells', compress({ contentTypeFilter: (type) => type === MEDIA }))
  return router.openapi(cells, (c) => {
    const { v, resolution, within } = c.req.valid('query')
    return reader.use(v, async (snapshot) => {
      const tag = etagOf(snapshot.id, VERSION, 'cells', resolution, within ?? null)
      if (isKnown(c, tag, v !== undefined)) return c.body(null, 304) as never
      const read = () =>
        withinLimit(settings, nobody, async (signal) =>
          cellsToArrow(await readCellShapes({ resolution, within }, snapshot, signal)),
        )
      const bytes = await (within ? read() : remembered(`${snapshot.id} ${resolution}`, read))
      c.header('Content-Type', MEDIA)
      return c.body(bytes) as never
    })
  })
}
