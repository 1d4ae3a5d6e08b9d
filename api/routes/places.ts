import { createRoute, z } from '@hono/zod-openapi'
import { readAreas, readBasemap } from '../../warehouse/answer/areas.ts'
import { codesWithin } from '../../warehouse/answer/area-entries.ts'
import { changeDays } from '../../warehouse/answer/held.ts'
import { publishedRange } from '../../warehouse/answer/published-range.ts'
import type { Attached } from '../../warehouse/snapshot/types.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { etagOf, isKnown } from '../etag.ts'
import { boundsOf } from '../formats/geojson.ts'
import { memo } from '../memo.ts'
import { syllablesOf } from '../pinyin.ts'
import { createRouter } from '../router.ts'
import { refusals } from '../schema/error.ts'
import { AreaNamesBody, CollectionBody, type FeatureCollection } from '../schema/geojson.ts'
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
      within: z.string().min(1).max(40).optional().openapi({
        description: 'Code of an area of a coarser level: only what lies in it.',
        example: '330102',
      }),
      v: version,
    }),
  },
  responses: answered,
})

const names = createRoute({
  method: 'get',
  path: '/areas/names',
  summary: 'All areas of all levels without boundaries: code, names, the area above, and the box around it.',
  request: { query: z.strictObject({ v: version }) },
  responses: {
    200: { description: 'Areas', content: { 'application/json': { schema: AreaNamesBody } } },
    ...refusals,
  },
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
  const namesOf = memo<AreaNamesBody>(2)
  return createRouter()
    .openapi(areas, (c) => {
      const { level, on, within, v } = c.req.valid('query')
      return reader.use(v, async (snapshot) => {
        const levels = snapshot.catalog.city.levels.map(({ id }) => id)
        if (!levels.includes(level)) throw unknownLevel(level, levels)
        const day = changeDays(snapshot.catalog).findLast((change) => change <= (on ?? snapshot.catalog.dataTo)) ?? ''
        const tag = etagOf(snapshot.id, VERSION, 'areas', level, day, within ?? '')
        if (isKnown(c, tag, v !== undefined)) return c.body(null, 304) as never
        const all = await remembered(`${snapshot.id} ${level} ${day}`, () => readAreas(snapshot, level, on))
        if (within === undefined) return c.json(all, 200)
        const inside = codesWithin(snapshot.catalog, within)
        return c.json(
          { ...all, features: all.features.filter((each) => inside.has(String(each.properties.code))) },
          200,
        )
      })
    })
    .openapi(names, (c) => {
      const { v } = c.req.valid('query')
      return reader.use(v, async (snapshot) => {
        if (isKnown(c, etagOf(snapshot.id, VERSION, 'names'), v !== undefined)) return c.body(null, 304) as never
        return c.json(await namesOf(snapshot.id, () => readNames(snapshot)), 200)
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

async function readNames(snapshot: Attached): Promise<AreaNamesBody> {
  const published = await publishedRange(snapshot)
  const levels = snapshot.catalog.city.levels.filter(({ id }) => published?.levels.includes(id) ?? true)
  const areas = []
  for (const { id } of levels) {
    for (const feature of (await readAreas(snapshot, id)).features) {
      const { code, parent, name_zh, name_en } = feature.properties
      areas.push({
        code: String(code),
        level: id,
        parent: typeof parent === 'string' ? parent : null,
        zh: String(name_zh),
        en: String(name_en),
        bbox: boundsOf({ type: 'FeatureCollection', features: [feature] }),
      })
    }
  }
  const syllables = await syllablesOf(areas.map(({ zh }) => zh))
  return { areas: areas.map((area, i) => ({ ...area, syllables: syllables[i] ?? [] })) }
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
