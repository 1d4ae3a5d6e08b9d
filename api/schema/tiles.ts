import { z } from '@hono/zod-openapi'

/** Map tiles of the user's own, as pages must know them to draw them. */
export const TilesBody = z
  .object({
    kind: z.enum(['vector', 'raster']),
    layers: z.array(z.string()).openapi({ description: 'Of vector tiles: the layers they have.' }),
    minzoom: z.number().int(),
    maxzoom: z.number().int(),
    bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
    credit: z.string().openapi({ description: 'Whom to name beside the map; empty where the file names nobody.' }),
  })
  .openapi('Tiles')
export type TilesBody = z.infer<typeof TilesBody>
