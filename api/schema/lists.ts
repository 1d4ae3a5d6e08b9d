import { z } from '@hono/zod-openapi'

export const SnapshotsBody = z
  .array(
    z.object({
      id: z.string(),
      city: z.string(),
      published_at: z.string(),
      current: z.boolean(),
      bytes: z.number().int(),
      /** Rows of all tables. */
      rows: z.number().int(),
      tables: z.record(z.string(), z.number()),
      inputs: z.array(z.object({ source: z.string(), file: z.string(), sha256: z.string() })),
    }),
  )
  .openapi('Snapshots')
export type SnapshotsBody = z.infer<typeof SnapshotsBody>

const Load = z.object({
  load_id: z.number().int(),
  source: z.string(),
  recipe_sha256: z.string(),
  target: z.string(),
  file: z.string(),
  sha256: z.string(),
  bytes: z.number(),
  encoding: z.string(),
  rows_in: z.number().int(),
  loaded: z.number().int(),
  duplicate: z.number().int(),
  quarantined: z.number().int(),
  licence: z.string().nullable(),
  publisher: z.string().nullable(),
})
export const LoadsBody = z.array(Load).openapi('Loads')
export type LoadsBody = z.infer<typeof LoadsBody>

export const QuarantineBody = z
  .object({
    total: z.number().int(),
    rows: z.array(
      z.object({
        load_id: z.number().int(),
        line: z.number().int(),
        field: z.string().nullable(),
        reason: z.string(),
        raw: z.string().nullable(),
        suggestion: z.string().nullable(),
      }),
    ),
  })
  .openapi('Quarantine')
export type QuarantineBody = z.infer<typeof QuarantineBody>
