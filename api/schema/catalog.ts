import { z } from '@hono/zod-openapi'
import type { City } from '../../warehouse/catalog/city.ts'
import type { CodebookEntry } from '../../warehouse/catalog/codebook.ts'
import type { BreakEntry } from '../../warehouse/catalog/snapshot-catalog.ts'
import type { Indicator, Label as LabelOf } from '../../warehouse/catalog/types.ts'
import { FORMATS } from './query.ts'
import { Label } from './label.ts'
import { TilesBody } from './tiles.ts'

export const HealthBody = z
  .object({
    ok: z.boolean(),
    status: z.enum(['ok', 'degraded', 'down']).openapi({
      description:
        'degraded: an older version stands in, or the store is damaged; down: no version can be served. `alarm` says why.',
    }),
    version: z.string(),
    city: z.string(),
    snapshot: z.string().nullable(),
    data_to: z.string().nullable(),
    uptime_s: z.number(),
    alarm: Label.nullable(),
    columns: z
      .object({ state: z.enum(['building', 'ready', 'none']), share: z.number() })
      .openapi({ description: 'The cases in memory: while they are read (share done, 0–1) the engine answers.' }),
  })
  .openapi('Health')
export type HealthBody = z.infer<typeof HealthBody>

/** Everything a face needs to ask questions and to name what comes back. */
export const CatalogBody = z
  .object({
    city: z.custom<City & { bbox: [number, number, number, number] }>().openapi({
      type: 'object',
      description: 'The city as its pack describes it, with the bounding box [west, south, east, north] of its areas.',
    }),
    snapshot: z.object({
      id: z.string(),
      published_at: z.string(),
      data_from: z.string(),
      data_to: z.string(),
      as_of: z.string(),
      files: z.number().int(),
      /** Null: withheld, as in profile standard. */
      rows_in: z.number().int().nullable(),
      loaded: z.number().int().nullable(),
      duplicate: z.number().int(),
      quarantined: z.number().int(),
      population_year: z.number().int().nullable(),
    }),
    indicators: z.array(z.custom<Indicator>().openapi({ type: 'object' })),
    codebook: z.array(
      z.custom<CodebookEntry>().openapi({
        type: 'object',
        description: 'Each indicator in words: formula, parts, rule for the period, in Chinese and English.',
      }),
    ),
    levels: z.array(
      z.object({
        id: z.string(),
        label: Label,
        parent: z.string().optional(),
        n: z.number().int(),
        has_geometry: z.boolean(),
        changes: z.array(z.string()).openapi({
          description: 'Days on which its boundaries change; /areas takes the last day of a period as `on`.',
        }),
      }),
    ),
    dimensions: z.array(
      z.object({
        id: z.string(),
        label: Label,
        members: z.array(z.object({ code: z.string(), label: Label, parent: z.string().optional() })).optional(),
      }),
    ),
    units: z.custom<Record<string, LabelOf & { short?: LabelOf }>>().openapi({ type: 'object' }),
    statuses: z.custom<Record<string, LabelOf>>().openapi({ type: 'object' }),
    breaks: z.array(z.custom<BreakEntry>().openapi({ type: 'object' })),
    notes: z.array(z.object({ date: z.string(), label: Label })),
    published: z.object({ breakdown_level: z.string().nullable() }).nullable().openapi({
      description:
        'Of a city of profile standard: periods are whole months, and breakdowns and parts of cases go down to this level. Null: no such bounds.',
    }),
    formats: z.array(z.enum(FORMATS)),
    tiles: TilesBody.nullable().openapi({
      description: 'Map tiles of the user’s own, at /tiles; null: there are none.',
    }),
  })
  .openapi('Catalog')
export type CatalogBody = z.infer<typeof CatalogBody>
