import { z } from '@hono/zod-openapi'

interface Feature {
  type: 'Feature'
  id?: string | number
  geometry: { type: string; coordinates?: unknown } | null
  properties: Record<string, string | number | boolean | null>
}

export interface FeatureCollection {
  type: 'FeatureCollection'
  features: Feature[]
}

/** Every area of the city without its boundary: what finds one by name, and says where it lies. */
export const AreaNamesBody = z
  .object({
    areas: z.array(
      z.object({
        code: z.string(),
        level: z.string(),
        parent: z.string().nullable().openapi({ description: 'Code of the area one level up.' }),
        zh: z.string(),
        en: z.string(),
        syllables: z.array(z.string()).openapi({ description: 'The Chinese name in pinyin, without tones, ü as v.' }),
        bbox: z
          .tuple([z.number(), z.number(), z.number(), z.number()])
          .nullable()
          .openapi({ description: '[west, south, east, north] in degrees; null without a boundary.' }),
      }),
    ),
  })
  .openapi('AreaNames')
export type AreaNamesBody = z.infer<typeof AreaNamesBody>

export const CollectionBody = z
  .custom<FeatureCollection>()
  .openapi('FeatureCollection', { type: 'object', description: 'GeoJSON, WGS-84.' })
