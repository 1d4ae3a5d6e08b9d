import { createRoute, z } from '@hono/zod-openapi'
import { readAreas, readBasemap } from '../../warehouse/answer/areas.ts'
import { changeDays } from '../../warehouse/answer/held.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { etagOf, isKnown } from '../etag.ts'
import { memo } from '../memo.ts'
import { createRouter } from '../router.ts'
import { refusals } from '../schema/error.ts'
import { CollectionBody, type FeatureCollection } from '../schema/geojson.ts'
import { version } from '../schema/label.ts'
import { VERSION } from '../version.ts'

const answered = {
  200: { description: 'GeoJSON', content: { 'application/json': { schema: CollectionBody } } },
  ...refusals,
}

const areas = createRoute({
  method: 'get',
  path: '/areas',
  summary: 'Areas of a level with their boundaries, as GeoJSON.',
  request: {
    query: z.strictObject({
      level: z.string().min(1).max(40).openapi({ description: 'Level id of the catalog.', example: 'district' }),
      on: z.iso.date().optional().openapi({
        description:
          'Day on which the areas hold, where boundaries changed: the last of the period shown. Unset: the last day of the data.',
        example: '2019-12-31',
      }),
      v: version,
    }),
  },
  responses: answered,
})

const basemap = createRoute({
  method: 'get',
  path: '/basemap',
  summary: 'Water, roads and land to draw below the data, as GeoJSON.',
  request: { query: z.strictObject({ v: version }) },
  responses: answered,
})

export function placeRoutes({ reader }: Deps) {
  const remembered = memo<FeatureCollection>(10)
  return createRouter()
    .openapi(areas, (c) => {
      const { level, on, v } = c.req.valid('query')
      return reader.use(v, async (snapshot) => {
        const levels = snapshot.catalog.city.levels.map(({ id }) => id)
        if (!levels.includes(level)) throw unknownLevel(level, levels)
        const day = changeDays(snapshot.catalog).findLast((change) => change <= (on ?? snapshot.catalog.dataTo)) ?? ''
        const tag = etagOf(snapshot.id, VERSION, 'areas', level, day)
        if (isKnown(c, tag, v !== undefined)) return c.body(null, 304) as never
        return c.json(await remembered(`${snapshot.id} ${level} ${day}`, () => readAreas(snapshot, level, on)), 200)
      })
    })
    .openapi(basemap, (c) => {
      const { v } = c.req.valid('query')
      return reader.use(v, async (snapshot) => {
        if (isKnown(c, etagOf(snapshot.id, VERSION, 'basemap'), v !== undefined)) return c.body(null, 304) as never
        return c.json(await remembered(`${snapshot.id} basemap:`, () => readBasemap(snapshot)), 200)
      })
    })
}

const unknownLevel = (level: string, levels: string[]) =>
  new ApiError({
    status: 400,
    code: 'unknown_level',
    message: {
      zh: `没有“${level}”这一层级。可用：${levels.join('、')}。`,
      en: `There is no level “${level}”. Levels: ${levels.join(', ')}.`,
    },
    field: 'level',
    allowed: levels,
  })
