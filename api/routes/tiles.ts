import { createRoute, z } from '@hono/zod-openapi'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { etagOf, isKnown } from '../etag.ts'
import { createRouter } from '../router.ts'
import { refusals } from '../schema/error.ts'
import { VERSION } from '../version.ts'

const FINEST = 26
const position = z
  .string()
  .regex(/^\d{1,8}$/)
  .transform(Number)

const tile = createRoute({
  method: 'get',
  path: '/tiles',
  summary: 'One map tile of the file that CITY_TILES names; nothing (204) where the file has none.',
  request: { query: z.strictObject({ z: position, x: position, y: position }) },
  responses: {
    200: {
      description: 'A vector tile (MVT) or a picture, as `tiles` of /catalog says.',
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } as const } },
    },
    204: { description: 'The file has no such tile.' },
    ...refusals,
  },
})

export function tileRoutes({ tiles }: Deps) {
  return createRouter().openapi(tile, async (c) => {
    const { z: zoom, x, y } = c.req.valid('query')
    if (!tiles) throw noTiles()
    if (zoom > FINEST || x >= 2 ** zoom || y >= 2 ** zoom) throw noSuchTile(zoom)
    if (isKnown(c, etagOf('tiles', VERSION, tiles.edition, zoom, x, y), true)) return c.body(null, 304) as never
    const found = await tiles.read(zoom, x, y)
    if (!found) return c.body(null, 204)
    c.header('Content-Type', tiles.media)
    return c.body(found) as never
  })
}

const noTiles = () =>
  new ApiError({
    status: 404,
    code: 'no_tiles',
    message: {
      zh: '本服务没有设置地图瓦片。可用 CITY_TILES 指定一个 PMTiles 文件。',
      en: 'This server has no map tiles. Name a PMTiles file by CITY_TILES.',
    },
  })

const noSuchTile = (zoom: number) =>
  new ApiError({
    status: 400,
    code: 'bad_parameter',
    message: {
      zh: `第 ${zoom} 级没有这样的瓦片：级别至多 ${FINEST}，x 与 y 须小于 2 的 z 次方。`,
      en: `There is no such tile at zoom ${zoom}: zooms go up to ${FINEST}, and x and y lie below 2 to the power of z.`,
    },
    field: 'z',
  })
