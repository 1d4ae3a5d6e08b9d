import { createRoute, z } from '@hono/zod-openapi'
import { readChecks } from '../../warehouse/answer/check-results.ts'
import { readLineage } from '../../warehouse/answer/lineage.ts'
import { readLoads } from '../../warehouse/answer/loads.ts'
import { tablesTold } from '../../warehouse/answer/tables-told.ts'
import type { SnapshotInfo } from '../../warehouse/snapshot/types.ts'
import type { Deps } from '../deps.ts'
import { createRouter } from '../router.ts'
import { refusals } from '../schema/error.ts'
import { version } from '../schema/label.ts'
import { LineageBody } from '../schema/lineage.ts'
import { ChecksBody, LoadsBody, SnapshotsBody } from '../schema/lists.ts'

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
  summary: 'The report of each file: records, filtered, loaded, duplicate, quarantined and why; the period it covers.',
  request: { query: z.strictObject({ v: version }) },
  responses: { 200: json('Loads', LoadsBody), ...refusals },
})

const checks = createRoute({
  method: 'get',
  path: '/checks',
  summary: 'What the checks before publishing found; failed ones first.',
  request: { query: z.strictObject({ v: version }) },
  responses: { 200: json('Checks', ChecksBody), ...refusals },
})

const lineage = createRoute({
  method: 'get',
  path: '/lineage',
  summary: 'The way of one indicator, or of all, back through tables and sources to files.',
  request: {
    query: z.strictObject({
      indicator: z.string().max(60).optional().openapi({ description: 'Indicator id. Unset: all.' }),
      v: version,
    }),
  },
  responses: { 200: json('Lineage', LineageBody), ...refusals },
})

export function listRoutes({ reader }: Deps) {
  return createRouter()
    .openapi(snapshots, (c) => {
      const { id: current, catalog } = reader.current()
      const isTold = ({ id, tables }: SnapshotInfo) =>
        catalog.city.profile !== 'standard' || id === current || Boolean(tables.published)
      const list = reader
        .list()
        .filter(isTold)
        .map(({ id, city, published_at, bytes, inputs, ...info }) => {
          const tables = tablesTold(info.tables, catalog.city)
          const rows = Object.values(tables).reduce((sum, n) => sum + n, 0)
          return { id, city, published_at, current: id === current, bytes, rows, tables, inputs }
        })
      return c.json(list, 200, { 'Cache-Control': 'no-store' })
    })
    .openapi(loads, (c) =>
      reader.use(c.req.valid('query').v, async (snapshot) => c.json(await readLoads(snapshot), 200)),
    )
    .openapi(checks, (c) =>
      reader.use(c.req.valid('query').v, async (snapshot) => c.json(await readChecks(snapshot), 200)),
    )
    .openapi(lineage, (c) => {
      const { v, indicator } = c.req.valid('query')
      return reader.use(v, async (snapshot) => c.json(await readLineage(snapshot, indicator), 200))
    })
}
