import { createRoute } from '@hono/zod-openapi'
import { stream } from 'hono/streaming'
import { quarantineCsv } from '../../warehouse/answer/quarantine-csv.ts'
import { quarantinedRows, readQuarantine } from '../../warehouse/answer/quarantine.ts'
import type { Deps } from '../deps.ts'
import { createRouter } from '../router.ts'
import { refusals } from '../schema/error.ts'
import { QuarantineBody, QuarantineParams } from '../schema/lists.ts'

const quarantine = createRoute({
  method: 'get',
  path: '/quarantine',
  summary: 'Records set aside, with place, reason and how to mend them.',
  request: { query: QuarantineParams },
  responses: {
    200: {
      description: 'One page of the records, or all of them as CSV.',
      content: {
        'application/json': { schema: QuarantineBody },
        'text/csv': { schema: { type: 'string', format: 'binary' } },
      },
    },
    ...refusals,
  },
})

const fileName = (parts: (string | undefined)[]) =>
  `${parts
    .filter((part) => part !== undefined)
    .join('_')
    .replace(/[^\w.-]/g, '-')}.csv`

export function quarantineRoutes({ reader, log }: Deps) {
  return createRouter().openapi(quarantine, async (c) => {
    const { v, limit, offset, format, ...filter } = c.req.valid('query')
    const { city, id, page } = await reader.use(v, async (snapshot) => ({
      city: snapshot.catalog.city.id,
      id: snapshot.id,
      page: await readQuarantine(snapshot, filter, format === 'csv' ? { limit: 1, offset: 0 } : { limit, offset }),
    }))
    if (format === 'json') return c.json(page, 200)
    c.header('Content-Type', 'text/csv; charset=utf-8')
    c.header(
      'Content-Disposition',
      `attachment; filename="${fileName([city, 'quarantine', filter.source, filter.reason, id.slice(0, 8)])}"`,
    )
    return stream(
      c,
      (out) =>
        reader.use(id, async (snapshot) => {
          for await (const text of quarantineCsv(quarantinedRows(snapshot, filter))) {
            if (out.aborted) return
            await out.write(text)
          }
        }),
      async (cause) => log(`quarantine.csv: ${cause.message}`),
    )
  })
}
