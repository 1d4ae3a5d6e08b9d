import { createRoute, z } from '@hono/zod-openapi'
import { readLoads, readQuarantine } from '../../warehouse/answer/areas.ts'
import type { Deps } from '../deps.ts'
import { createRouter } from '../router.ts'
import { refusals } from '../schema/error.ts'
import { version } from '../schema/label.ts'
import { LoadsBody, QuarantineBody, SnapshotsBody } from '../schema/lists.ts'

const json = <S extends z.ZodType>(description: string, schema: S) => ({
  description,
  content: { 'application/json': { schema } },
})

const snapshots = createRoute({
  method: 'get',
  path: '/snapshots',
  summary: 'Published snapshots, newest first.',
  responses: { 200: json('Snapshots', SnapshotsBody), ...refusals },
})

const loads = createRoute({
  method: 'get',
  path: '/loads',
  summary: 'The report of each file: rows in, loaded, duplicate, quarantined.',
  request: { query: z.strictObject({ v: version }) },
  responses: { 200: json('Loads', LoadsBody), ...refusals },
})

const quarantine = createRoute({
  method: 'get',
  path: '/quarantine',
  summary: 'Records set aside, with place, reason and how to mend them.',
  request: {
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(1000).default(100),
      offset: z.coerce.number().int().min(0).max(100_000_000).default(0),
      v: version,
    }),
  },
  responses: { 200: json('Quarantine', QuarantineBody), ...refusals },
})

export function listRoutes({ reader }: Deps) {
  return createRouter()
    .openapi(snapshots, (c) => {
      const current = reader.current().id
      const list = reader.list().map(({ id, city, published_at, bytes, tables, inputs }) => {
        const rows = Object.values(tables).reduce((sum, n) => sum + n, 0)
        return { id, city, published_at, current: id === current, bytes, rows, tables, inputs }
      })
      return c.json(list, 200, { 'Cache-Control': 'no-store' })
    })
    .openapi(loads, (c) =>
      reader.use(c.req.valid('query').v, async (snapshot) => c.json(await readLoads(snapshot), 200)),
    )
    .openapi(quarantine, (c) => {
      const { v, limit, offset } = c.req.valid('query')
      return reader.use(v, async (snapshot) => c.json(await readQuarantine(snapshot, { limit, offset }), 200))
    })
}
